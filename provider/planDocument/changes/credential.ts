import type { DeclaredUser } from "../../users/model/user";

/** What is told of a password: that there is one, and of which kind; never which. */
export type Credential =
  | { readonly kind: "plaintext" }
  | { readonly kind: "hash"; readonly type: string }
  /** It is secret whether it is a hash. */
  | { readonly kind: "untold" }
  /** There are secret fields, and a password may be among them. */
  | { readonly kind: "maybe" };

/** The kind of password that a user is declared with; nothing where it has none. */
export function declaredCredential({ password, passwordEncryptType }: DeclaredUser): Credential | undefined {
  if (password === undefined) return undefined;
  return passwordEncryptType === undefined ? { kind: "plaintext" } : { kind: "hash", type: passwordEncryptType };
}
