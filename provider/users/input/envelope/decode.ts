import { alwaysSecret, type UserField } from "../../model/fields";
import { openUser } from "./open";
import { UNKNOWN } from "./unknown";

/** A user as it travelled, taken out of its envelope and not checked yet. */
export type DecodedUser =
  | { form: "fields"; fields: Readonly<Record<string, unknown>>; isLiteral: boolean }
  /** Not known before `up`. */
  | { form: "unknown" }
  | { form: "damaged"; rule: string };

/** Takes a user of any form as the provider does, secrets and all. */
export function decodeUser(value: unknown, extraSecretFields: readonly UserField[] = []): DecodedUser {
  const opened = openUser(value);
  switch (opened.form) {
    case "literal":
      return { form: "fields", fields: opened.fields, isLiteral: true };
    case "text": {
      const secret = typeof opened.secret === "string" ? notYetKnown(extraSecretFields) : opened.secret;
      return { form: "fields", fields: { ...secret, ...opened.open }, isLiteral: false };
    }
    case "hidden":
      return { form: "damaged", rule: "is a secret that is not told, and not a user" };
    default:
      return opened;
  }
}

/** Any of the secret fields may be in a secret that only `up` will know. */
function notYetKnown(extraSecretFields: readonly UserField[]): Readonly<Record<string, unknown>> {
  const secretFields = [...alwaysSecret, ...extraSecretFields];
  return Object.fromEntries(secretFields.map((field) => [field, UNKNOWN]));
}
