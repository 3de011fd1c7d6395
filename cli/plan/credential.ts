import type { DeclaredUser } from "../../provider/users/model/user";
import type { DocumentUser } from "./declared";
import { hasClosedText } from "./secretChanges";

/** What is told of a password: that there is one, and of which kind; never which. */
export type Credential =
  | { readonly kind: "plaintext" }
  | { readonly kind: "hash"; readonly type: string }
  /** It is secret whether it is a hash. */
  | { readonly kind: "untold" }
  /** There are secret fields, and a password may be among them. */
  | { readonly kind: "maybe" };

/** The password that a user of a document is declared with; nothing where it has none. */
export function credentialOf({ user, shown }: DocumentUser): Credential | undefined {
  const mayHavePassword = shown.secret.includes("password") || hasClosedText({ shown });
  if (!mayHavePassword) return undefined;
  // A hash has its type beside it, so there is one even if the text it is in was not opened.
  if (user.passwordEncryptType !== undefined) return { kind: "hash", type: user.passwordEncryptType };
  if (!shown.secret.includes("password")) return { kind: "maybe" };
  const isTypeTold = shown.unknown !== "all" && ![...shown.secret, ...shown.unknown].includes("passwordEncryptType");
  return isTypeTold ? { kind: "plaintext" } : { kind: "untold" };
}

/** The same of a user whose password is at hand. */
export function declaredCredential({ password, passwordEncryptType }: DeclaredUser): Credential | undefined {
  if (password === undefined) return undefined;
  return passwordEncryptType === undefined ? { kind: "plaintext" } : { kind: "hash", type: passwordEncryptType };
}
