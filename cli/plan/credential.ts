import type { Credential } from "../../provider/planDocument/changes/credential";
import { mayHavePassword } from "../../provider/users/input/envelope/shownUser";
import type { DocumentUser } from "./declared";

/** The password that a user of a document is declared with; nothing where it has none. */
export function credentialOf({ user, shown }: DocumentUser): Credential | undefined {
  if (!mayHavePassword(shown)) return undefined;
  // A hash has its type beside it, so there is one even if the text it is in was not opened.
  if (user.passwordEncryptType !== undefined) return { kind: "hash", type: user.passwordEncryptType };
  if (!shown.secret.includes("password")) return { kind: "maybe" };
  const isTypeTold = shown.unknown !== "all" && ![...shown.secret, ...shown.unknown].includes("passwordEncryptType");
  return isTypeTold ? { kind: "plaintext" } : { kind: "untold" };
}
