import { keyProblem } from "../../provider/users/input/key";

/**
 * A user key made of what names a user in a file. What a key may not hold becomes one hyphen, so `auth0|65f0` is
 * `auth0-65f0`; letters that are none of A to Z lose their marks (`josé` is `jose`) or stand by their numbers. The same
 * text makes the same key on every machine.
 */
export function keyOfText(text: string): string {
  if (text === "__proto__" || keyProblem(text) === undefined) return text;
  return text
    .normalize("NFKC")
    .normalize("NFD")
    .replace(/(?<=[A-Za-z])\p{M}+/gu, "")
    .replace(/[\p{L}\p{M}\p{N}]/gu, (letter) =>
      letter.charCodeAt(0) < 0x80 ? letter : `-${(letter.codePointAt(0) ?? 0).toString(16)}-`,
    )
    .replace(/[^A-Za-z0-9._@+-]+|-{2,}/g, "-")
    .replace(/-{2,}/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "");
}
