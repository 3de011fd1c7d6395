/**
 * Whether a text stands where a password was, or says that there is none: what a screen or an export shows instead
 * (`****`, `••••`, `xxxx`, `[hidden]`, `ab****yz`), and how systems mark an account without one (`!`, `*LK*`, `NP`,
 * `!locked`, `null`).
 */
export function isMask(password: string): boolean {
  const text = password.normalize("NFKC").trim();
  return isSigns(text) || isPartlyShown(text) || isCode(text) || isWord(text);
}

/** One sign over and over, or those of locked accounts and empty cells. Emoji are no signs, but words. */
function isSigns(text: string): boolean {
  if (/^(.)\1{15,}$/su.test(text)) return true;
  if (/[\p{L}\p{N}]|(?![⚪⚫⬛⬜◼◻▪▫✳✴✖])\p{Extended_Pictographic}/u.test(text)) return false;
  // No password has two signs, and brackets around one are no better.
  if (/^.{0,2}$|^[([{<].[)\]}>]$/u.test(text)) return true;
  return new Set(text.replace(/\s/g, "")).size <= 1 || /^[*!]+$|^[-/.\s]+$/.test(text);
}

/** A few signs that were left to be recognised by, the others hidden. */
function isPartlyShown(text: string): boolean {
  const hidden = text.match(/\*{3,}|[•●∙⦁⬤▪■█▓▒░]{2,}/gu) ?? [];
  return hidden.length > 0 && text.length - hidden.join("").length <= 4 && !/\s/.test(text);
}

/**
 * `xxxx`, and what databases and tables of accounts write: there the very letters are the word. A hash that failed is
 * `*0`, one without a digest `$6$`; a name that a template did not fill in is `${PASSWORD}`.
 */
function isCode(text: string): boolean {
  return (
    /^[!*([{<]*[xх]+(?:[-\s./][xх]+)*[!*)\]}>]*$/i.test(text) ||
    /^(?:\*[01]|\$\d[a-z]?\$|\$\{[A-Z_][A-Z\d_.]*\}|(?:\/[a-z]+)+\/(?:nologin|false)|System\.[\w.]+(?:\[\])?)$/.test(
      text,
    ) ||
    /^(?:\\N|NA|NP|LK|[!*]+(?:NP|LK|NL|UP)[!*]*|#?[nN][/.][aA]\.?)$/.test(text)
  );
}

/** No password, whoever says it. */
const NONE =
  /^(?:null|nil|none|undefined|nan|unset|nologin|not(?:set|applicable|available|provided|shown|displayed|exported|stored|synced)|no(?:password|passwd|pwd|pass)(?:set)?|unchanged|donotchange|leaveblank|redacted|masked|scrubbed|obfuscated|anonymi[sz]ed|locked|lockedout|disabled|suspended|inactive|deactivated|revoked|unusable|已?(?:锁定|禁用|停用|冻结|脱敏|鎖定|停權)|无|無|无密码|未设置|未設定|不变|不修改|なし|無し|非表示|없음|숨김|скрыто|удалено)$/;

/** What has become of a password or an account; a password too where nothing marks it as anything else. */
const STATE =
  /^(?:hidden|obscured|filtered|withheld|omitted|sensitive|removed|deleted|encrypted|hashed|expired|invalid|blocked|frozen|unknown|empty|blank|nochange|gesperrt|verborgen|geheim|masqué|oculto|bloqueado|aucun|已?(?:隐藏|加密|删除|失效|屏蔽|隱藏)|空|保密)$/;

/** What some write in brackets in the place of a password. */
const PLACEHOLDER =
  /^(?:your|the|enter|insert|new|old|current|temporary|initial|user)?(?:password|passwd|pwd|pass|secret|private|protected|confidential|credentials?|default|placeholder|same|keep|na|changeme|tbd|todo|(?:is)?set|configured|exists|present|hash|bcrypt|binary|blob|object(?:object)?|securestring|keepcurrent|ignored?|dummy|void|密码|sso|ldap|saml|oauth2?|oidc|external|federated|knownafterapply|sensitive(?:value|data)?)(?:here)?$/;

/** Signs before a word, or around it. */
const MARKED = /^[!*#<[({【《«“"'`-]/;

const BRACKETED = /^(?:\[.+\]|\(.+\)|<.+>|\{.+\}|【.+】|《.+》|«.+»|“.+”|(["'`]).+\1|(\*\*+|__+|--+|##+|==+).+\2)$/su;

/** `account locked`, `PASSWORD_EXPIRED` */
const OF_WHAT =
  /^(?:account|user|login|password|passwd|pwd|secret|value)(?:is|was)?|(?:account|user|password|passwd|pwd|value)$/;

/** Longer texts are none of these words. */
const LONGEST = 64;

function isWord(text: string): boolean {
  if (text.length > LONGEST) return false;
  const words = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const word = words.replace(OF_WHAT, "");
  if (NONE.test(words) || NONE.test(word)) return true;
  const isMarked = MARKED.test(text) || word !== words || text === text.toUpperCase();
  return (isMarked && STATE.test(word)) || (BRACKETED.test(text) && PLACEHOLDER.test(words));
}
