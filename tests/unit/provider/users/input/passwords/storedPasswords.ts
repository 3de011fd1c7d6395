import { createHash, createHmac, pbkdf2Sync, randomBytes, scryptSync } from "node:crypto";

/** The forms in which systems store a password, each made anew for a password, by the name of the form. */
export function storedPasswords(password: string): Readonly<Record<string, string>> {
  const salt = randomBytes(16);
  const digest = (algorithm: string): Buffer => createHash(algorithm).update(salt).update(password).digest();
  const hex = (algorithm: string): string => digest(algorithm).toString("hex");
  const base64 = (algorithm: string): string => digest(algorithm).toString("base64");
  const derived = (bytes: number): Buffer => pbkdf2Sync(password, salt, 10, bytes, "sha256");
  const scrypt = (bytes: number): Buffer => scryptSync(password, salt, bytes, { N: 16 });
  const saltText = salt.toString("hex").slice(0, 8);
  const salt64 = salt.toString("base64");
  /** What only the tools of a system compute: of the right alphabet and length, another one each time. */
  const crypt = (length: number): string => signs(CRYPT, length);
  const bcrypt = `10$${crypt(53)}`;
  const md5crypt = `${crypt(8)}$${crypt(22)}`;
  const argon = `v=19$m=65536,t=3,p=4$${unpadded(salt)}$${unpadded(derived(32))}`;
  return {
    ...Object.fromEntries(
      ["md5", "sha1", "ripemd160", "sha224", "sha256", "sha384", "sha512", "sha3-256", "blake2b512"].flatMap((name) => [
        [`${name} in hex`, hex(name)],
        [`${name} in capital hex`, hex(name).toUpperCase()],
        [`${name} in base64`, base64(name)],
      ]),
    ),
    "sha256 in base64url": digest("sha256").toString("base64url"),
    "sha384 in base64 without padding": base64("sha384"),
    "sha512 in base64 without padding": unpadded(digest("sha512")),
    "sha256 in base32": base32(digest("sha256")),
    "sha1 in base32": base32(digest("sha1")),
    "a hash with 0x": `0x${hex("sha1")}`,
    "bytea of PostgreSQL": `\\x${hex("sha256")}`,
    "bytes as .NET prints them": hex("md5").toUpperCase().match(/../g)?.join("-") ?? "",
    "bytes as a fingerprint": hex("sha1").toUpperCase().match(/../g)?.join(":") ?? "",
    "words of hex": hex("md5").match(/.{8}/g)?.join(" ") ?? "",
    "MySQL before 4.1": hexOfBoth(8),
    "MySQL 4.1": `*${hex("sha1").toUpperCase()}`,
    "MySQL 8 with bytes": `$A$005$${randomBytes(20).toString("latin1")}${crypt(43)}`,
    "bytes that were read as text": digest("sha256").toString("latin1"),
    "MySQL 8": `$A$005$${crypt(20)}${crypt(43)}`,
    "PostgreSQL md5": `md5${hex("md5")}`,
    "PostgreSQL SCRAM": `SCRAM-SHA-256$4096:${salt64}$${base64("sha256")}:${base64("sha3-256")}`,
    "SQL Server": `0x0100${hex("sha1").slice(0, 8)}${hex("sha1")}`.toUpperCase(),
    "SQL Server 2012": `0x0200${hex("sha1").slice(0, 8)}${hex("sha512").toUpperCase()}`,
    Sybase: `0xc007${hex("sha1").slice(0, 16)}${hex("sha256")}`,
    "Oracle 10": hexOfBoth(8).toUpperCase(),
    "Oracle 10 with its salt": `${hexOfBoth(8).toUpperCase()}:3682427524`,
    "Oracle 11": `S:${hex("sha1").toUpperCase()}${salt.toString("hex").slice(0, 20).toUpperCase()}`,
    "Oracle 12": `S:${hex("sha1").toUpperCase()};T:${hex("sha512").toUpperCase()}`,
    MongoDB: JSON.stringify({ iterationCount: 10000, salt: salt64, storedKey: base64("sha1") }),
    "LM and NT": `aad3b435b51404eeaad3b435b51404ee:${hex("md5")}`,
    "a line of pwdump": `alice:1001:${hex("md5").toUpperCase()}:${hex("md5").toUpperCase()}:::`,
    "half of LM": hexOfBoth(8).toUpperCase(),
    "the middle of an MD5": hexOfBoth(8),
    "FreeBSD NT": `$3$$${hex("md5")}`,
    "mscash of hashcat": `$DCC2$10240#alice#${hex("md5")}`,
    "DES crypt with a dot": `rl.${crypt(9)}M`,
    "DES crypt with a slash": `48c/${crypt(8)}A`,
    "DES crypt of BSD": `_J9..${crypt(15)}`,
    "md5 crypt": `$1$${md5crypt}`,
    "md5 crypt of Apache": `$apr1$${md5crypt}`,
    "md5 of Sun": `$md5,rounds=904$${crypt(8)}$$${crypt(22)}`,
    "sha1 crypt": `$sha1$40000$${crypt(8)}$${crypt(28)}`,
    "sha256 crypt": `$5$${crypt(16)}$${crypt(43)}`,
    "sha512 crypt": `$6$rounds=5000$${crypt(16)}$${crypt(86)}`,
    "a hash that is a place holder": `$6$saltsalt$${"a".repeat(86)}`,
    ...Object.fromEntries(["2a", "2b", "2x", "2y"].map((id) => [`bcrypt ${id}`, `$${id}$${bcrypt}`])),
    "bcrypt without its first sign": `2b$12$${crypt(53)}`,
    "bcrypt that was cut off": `$2b$12$${crypt(30)}`,
    "bcrypt for a compose file": `$$2y$$10$$${crypt(53)}`,
    "bcrypt with the escapes of a shell": `\\$2y\\$10\\$${crypt(53)}`,
    "bcrypt in an address": `%242b%2410%24${crypt(53)}`,
    "bcrypt as Python prints it": `b'$2b$${bcrypt}'`,
    "bcrypt in quotes": `"$2b$${bcrypt}"`,
    "bcrypt of WordPress": `$wp$2y$${bcrypt}`,
    "bcrypt of Jenkins": `#jbcrypt:$2a$${bcrypt}`,
    yescrypt: `$y$j9T$${crypt(22)}$${crypt(43)}`,
    "gost yescrypt": `$gy$j9T$${crypt(22)}$${crypt(43)}`,
    "scrypt of crypt": `$7$C6..../....${crypt(14)}$${crypt(43)}`,
    "scrypt of passlib": `$scrypt$ln=16,r=8,p=1$${unpadded(salt)}$${unpadded(scrypt(32))}`,
    "scrypt of Lambdaworks": `$s0$e0801$${salt64}$${scrypt(32).toString("base64")}`,
    "scrypt of Lambdaworks without a dollar": `s0$e0801$${salt64}$${scrypt(32).toString("base64")}`,
    "scrypt of hashcat": `SCRYPT:1024:1:1:${salt64}:${scrypt(32).toString("base64")}`,
    "scrypt of Firebase": scrypt(64).toString("base64"),
    "scrypt of Node": `${scrypt(64).toString("hex")}.${salt.toString("hex")}`,
    "scrypt of Node the other way round": `${salt.toString("hex")}:${scrypt(64).toString("hex")}`,
    "scrypt of werkzeug": `scrypt:32768:8:1$${crypt(16).replace(/[./]/g, "a")}$${scrypt(64).toString("hex")}`,
    "pbkdf2 of werkzeug": `pbkdf2:sha256:600000$${saltText}$${derived(32).toString("hex")}`,
    "sha256 of werkzeug": `sha256$${saltText}$${hex("sha256")}`,
    argon2i: `$argon2i$${argon}`,
    argon2d: `$argon2d$${argon}`,
    argon2id: `$argon2id$${argon}`,
    "argon2 of Django": `argon2$argon2id$${argon}`,
    "pbkdf2 of Django": `pbkdf2_sha256$260000$${crypt(22)}$${derived(32).toString("base64")}`,
    "sha1 of Django": `sha1$${saltText}$${hex("sha1")}`,
    "md5 of Django": `md5$${saltText}$${hex("md5")}`,
    "md5 of Django without a salt": `md5$$${hex("md5")}`,
    "SCRAM of passlib": `$scram$6400$${unpadded(salt)}$sha-1=${unpadded(digest("sha1"))},sha-256=${unpadded(derived(32))}`,
    "argon2 in an address": encodeURIComponent(`$argon2id$${argon}`),
    "bcrypt without its first 7 signs": crypt(53).replace(/^../, "./"),
    "crypt of Jetty": `CRYPT:${crypt(13)}`,
    "a scheme without a digest": "{SSHA}",
    "serialised PHP with bcrypt": `a:1:{s:4:"hash";s:60:"$2y$${bcrypt}";}`,
    "crypt of Django": `crypt$$${crypt(13)}`,
    "crypt of Django with its salt": `crypt$ab$ab${crypt(11)}`,
    "bcrypt of Django": `bcrypt$$2b$${bcrypt}`,
    "bcrypt and sha256 of Django": `bcrypt_sha256$$2b$${bcrypt}`,
    "scrypt of Django": `scrypt$16384$${saltText}$8$1$${scrypt(64).toString("base64")}`,
    "unusable of Django": `!${signs(LETTERS, 40)}`,
    "pbkdf2 of passlib": `$pbkdf2-sha256$29000$${unpadded(salt)}$${unpadded(derived(32))}`,
    "pbkdf2 of hashcat": `sha256:1000:${salt64}:${derived(24).toString("base64")}`,
    "pbkdf2 by its numbers": `1000:${salt.toString("hex")}:${derived(24).toString("hex")}`,
    "pbkdf2 of GRUB": `grub.pbkdf2.sha512.10000.${hex("sha512").toUpperCase()}.${hex("sha512").toUpperCase()}`,
    "pbkdf2 of Atlassian": `{PKCS5S2}${Buffer.concat([salt, derived(32)]).toString("base64")}`,
    "pbkdf2 of macOS": `$ml$35460$${hex("sha256")}$${hex("sha512")}`,
    "pbkdf2 of Keycloak": JSON.stringify({
      value: derived(64).toString("base64"),
      salt: salt64,
      additionalParameters: {},
    }),
    "phpass of WordPress": `$P$B${crypt(30)}`,
    "phpass of TYPO3": `M$P$C${crypt(30)}`,
    "phpass of phpBB": `$H$9${crypt(30)}`,
    Drupal: `$S$D${crypt(51)}`,
    MediaWiki: `:B:${saltText}:${hex("md5")}`,
    "MediaWiki of today": `:pbkdf2:sha512:30000:64:${salt64}:${derived(64).toString("base64")}`,
    Joomla: `${hex("md5")}:${signs(LETTERS, 32)}`,
    vBulletin: `${hex("md5")}:abc`,
    osCommerce: `${hex("md5")}:7f`,
    Discuz: `${hex("md5")}:${saltText.slice(0, 6)}`,
    "salt before the hash": `${saltText}:${hex("sha1")}`,
    "hash and salt by a comma": `${hex("sha256")},${saltText}`,
    Magento: `${hex("sha256")}:${signs(LETTERS, 32)}:1`,
    "Magento of today": `${hex("sha256")}:${signs(LETTERS, 16)}:3_32_2_67108864`,
    "ASP.NET membership": Buffer.concat([salt, digest("sha1")]).toString("base64"),
    "ASP.NET Identity 2": Buffer.concat([Buffer.from([0]), salt, derived(32)]).toString("base64"),
    "ASP.NET Identity 3": Buffer.concat([Buffer.from("01000000010000271000000010", "hex"), salt, derived(32)]).toString(
      "base64",
    ),
    Episerver: `$episerver$*0*${salt64}*${unpadded(digest("sha1"))}`,
    AuthMe: `$SHA$${saltText}${saltText}$${hex("sha256")}`,
    PHPS: `$PHPS$${saltText}$${hex("md5")}`,
    "{SHA}": `{SHA}${base64("sha1")}`,
    "{SSHA}": `{SSHA}${Buffer.concat([digest("sha1"), salt.subarray(0, 8)]).toString("base64")}`,
    "{SSHA} as directories export it": ldif(
      `{SSHA}${Buffer.concat([digest("sha1"), salt.subarray(0, 4)]).toString("base64")}`,
    ),
    "{CRYPT} as directories export it": ldif(`{CRYPT}$1$${md5crypt}`),
    "{SSHA512}": `{SSHA512}${Buffer.concat([digest("sha512"), salt.subarray(0, 8)]).toString("base64")}`,
    "{MD5}": `{MD5}${base64("md5")}`,
    "{smd5} of AIX": `{smd5}${crypt(8)}$${crypt(22)}`,
    "{ssha256} of AIX": `{ssha256}06$${crypt(16)}$${crypt(43)}`,
    "{CRYPT} with DES": `{CRYPT}${crypt(13)}`,
    "{CRYPT} with md5": `{CRYPT}$1$${md5crypt}`,
    "{CRYPT} with sha512": `{CRYPT}$6$${crypt(8)}$${crypt(86)}`,
    "{SHA512-CRYPT} of Dovecot": `{SHA512-CRYPT}$6$${crypt(16)}$${crypt(86)}`,
    "{CRAM-MD5} of Dovecot": `{CRAM-MD5}${hex("sha256")}`,
    "{BLF-CRYPT} of Dovecot": `{BLF-CRYPT}$2y$${bcrypt}`,
    "{ARGON2}": `{ARGON2}$argon2id$${argon}`,
    "{PBKDF2_SHA256}": `{PBKDF2_SHA256}${derived(66).toString("base64")}`,
    "{x-issha, 1024} of SAP": `{x-issha, 1024}${derived(24).toString("base64")}`,
    "{SASL}": "{SASL}alice@example.com",
    "{xor} of WebSphere": `{xor}${Buffer.from(password.slice(0, 8)).toString("base64")}=`.replace("==", "="),
    "{AES} of WebLogic": `{AES}${derived(32).toString("base64")}`,
    "{bcrypt} of Spring": `{bcrypt}$2a$${bcrypt}`,
    "{noop} of Spring": `{noop}${password}`,
    "{pbkdf2} of Spring": `{pbkdf2}${derived(40).toString("hex")}`,
    "{scrypt} of Spring": `{scrypt}$e0801$${scrypt(64).toString("base64")}$${derived(32).toString("base64")}`,
    "{sha256} of Spring": `{sha256}${hex("sha256")}${hex("md5").slice(0, 16)}`,
    "a scheme of somebody's own": `{V2-KDF}${crypt(43)}`,
    "Cisco 5": `$1$${crypt(4)}$${crypt(22)}`,
    "Cisco 8": `$8$${crypt(14)}$${crypt(43)}`,
    "Cisco 9": `$9$${crypt(14)}$${crypt(43)}`,
    "Cisco 7": "0835495D1D0B1043050A1E567F",
    "a line of a configuration with Cisco 7": "password 7 0835495D1D0B1043050A1E567F",
    "a line of a configuration with Cisco 9": `secret 9 $9$${crypt(14)}$${crypt(43)}`,
    "Juniper 9": "$9$LbHX-wg4Z",
    "Juniper 9 of a longer password": "$9$Qk1S3Ctu0IrvWoJ-VwgGU69Ap",
    "Lotus 6": `(G${crypt(19).replace(/\./g, "a")})`,
    "Lotus 8": `(H${crypt(50).replace(/\./g, "a")})`,
    "SAP G": `ALICE$${hex("sha1").toUpperCase()}`,
    "SAP B": `ALICE$${hexOfBoth(8).toUpperCase()}`,
    RACF: `$racf$*ALICE*${hexOfBoth(8).toUpperCase()}`,
    "a line of htpasswd": `alice:$apr1$${md5crypt}`,
    "a line of htdigest": `alice:realm:${hex("md5")}`,
    "a line of shadow": `alice:$6$${crypt(16)}$${crypt(86)}:19000:0:99999:7:::`,
    "a locked line of shadow": `!$6$${crypt(16)}$${crypt(86)}`,
    "a locked line of BSD": `*LOCKED*$1$${md5crypt}`,
    "a locked line of Solaris": `*LK*$5$${crypt(16)}$${crypt(43)}`,
    "Shiro 1": `$shiro1$SHA-256$500000$${salt64}$${base64("sha256")}`,
    "hmac of somebody's own": `v1$${saltText}$${createHmac("sha256", salt).update(password).digest("base64url")}`,
    "a name before base64": `sha256:${base64("sha256")}`,
    "integrity of a page": `sha384-${base64("sha384")}`,
    "serialised PHP": `a:1:{s:4:"hash";s:32:"${hex("md5")}";}`,
    "encrypted by OpenSSL": Buffer.concat([Buffer.from("Salted__"), salt.subarray(0, 8), derived(16)]).toString(
      "base64",
    ),
    "encrypted by Fernet": `gAAAAABk${derived(69).toString("base64url")}`,
    "encrypted by Vault": `vault:v1:${derived(40).toString("base64")}`,
    "encrypted by Jasypt": `ENC(${derived(24).toString("base64")})`,
    "base64 of bcrypt": Buffer.from(`$2b$${bcrypt}`).toString("base64"),
    "a hash with white space around it": `  ${hex("sha256")} `,
  };
}

/**
 * Forms of which one in a hundred, or of the crypt of old one in twenty, looks by chance as if a person had thought of it:
 * their digests are short, and nothing stands beside them.
 */
export const notAlways: ReadonlySet<string> = new Set([
  "MySQL before 4.1",
  "Oracle 10",
  "Oracle 10 with its salt",
  "half of LM",
  "the middle of an MD5",
  "SAP B",
  "RACF",
  "DES crypt with a dot",
  "DES crypt with a slash",
  "Lotus 6",
  "Lotus 8",
  "sha1 in base32",
  "sha256 in base64url",
  "hmac of somebody's own",
  "encrypted by Jasypt",
  "ASP.NET membership",
  "bytes that were read as text",
  "crypt of Django",
  "crypt of Jetty",
]);

const CRYPT = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function signs(alphabet: string, length: number): string {
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

function ldif(text: string): string {
  return Buffer.from(text).toString("base64");
}

function hexOfBoth(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

function base32(bytes: Buffer): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const text = (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, "0"), 2)]).join("");
  return text.padEnd(Math.ceil(text.length / 8) * 8, "=");
}
