import { errorCatalogue } from "./index";

/** An import job's reason for refusing a user. The texts are not documented: anything but the code is a guess. */
export interface Reason {
  /** The code in the text's brackets. */
  readonly code: string | undefined;
  /** The text without that code. */
  readonly words: string;
  /** The reader's way out, if the text reveals one. */
  readonly remedy: string | undefined;
}

export function readReason(said: string): Reason {
  const [inBrackets, code] = / ?\((FailedOperation\.[A-Za-z]+)\)/.exec(said) ?? [];
  return {
    code,
    words: inBrackets === undefined ? said : said.replace(inBrackets, ""),
    remedy: (code !== undefined && errorCatalogue.get(code)?.remedy) || guessedRemedy(said),
  };
}

/** The code, anywhere in the text. */
export function codeIn(said: string): string | undefined {
  return /\bFailedOperation\.[A-Za-z]+/.exec(said)?.[0];
}

/** True if the text says that another user has the identity. A group may "not exist" as well. */
export function saysTaken(said: string): boolean {
  return /exist|taken|duplicate|UserNotFound|已存在/i.test(said) && !/group.{0,20}(?:not|exist)|组/i.test(said);
}

/** True if the form of a phone number is not what the store wants, as its console says and no answer of it. */
export function saysPhoneForm(said: string): boolean {
  return /phone|手机|电话/i.test(said) && /format|rule|match|invalid|illegal|格式/i.test(said) && !saysTaken(said);
}

/** A group is checked first, because it may "not exist". */
function guessedRemedy(said: string): string | undefined {
  if (/group|组/i.test(said)) return "check the group ids of the user";
  if (/exist|taken|duplicate|已存在/i.test(said))
    return "another user holds this identity: correct it, or adopt that user";
  if (/format|invalid|illegal|格式/i.test(said))
    return "correct the value so that it matches the store's attribute rules";
  return undefined;
}
