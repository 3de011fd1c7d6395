import { alwaysSecret, type UserField } from "../../model/fields";
import { openWireUser } from "./envelope";
import { UNKNOWN } from "./unknown";

/** A user as it came over the wire, taken out of its envelope and not checked yet. */
export type DecodedUser =
  | { form: "fields"; fields: Readonly<Record<string, unknown>> }
  /** Not known before `up`. */
  | { form: "unknown" }
  | { form: "damaged"; rule: string };

/** Takes a user of any form as the provider does, secrets and all. */
export function decodeUser(value: unknown, extraSecretFields: readonly UserField[] = []): DecodedUser {
  const wire = openWireUser(value);
  switch (wire.form) {
    case "literal":
      return { form: "fields", fields: wire.fields };
    case "text": {
      const secret = typeof wire.secret === "string" ? notYetKnown(extraSecretFields) : wire.secret;
      return { form: "fields", fields: { ...secret, ...wire.open } };
    }
    case "hidden":
      return { form: "damaged", rule: "is what Pulumi prints for a secret, and not a user" };
    default:
      return wire;
  }
}

/** Any of the secret fields may be in a secret that only `up` will know. */
function notYetKnown(extraSecretFields: readonly UserField[]): Readonly<Record<string, unknown>> {
  const secretFields = [...alwaysSecret, ...extraSecretFields];
  return Object.fromEntries(secretFields.map((field) => [field, UNKNOWN]));
}
