import * as pulumi from "@pulumi/pulumi";
import { alwaysSecret } from "../../provider/users/model/fields";
import { isPlain, mapPlain } from "../userSets/values";

const secretFields = new Set<string>(alwaysSecret);

/** The option `defaults` may give all users a password: it becomes secret even if the program forgot it. */
export function withSecretDefaults(userFiles: unknown): unknown {
  return mapPlain(userFiles, (file) => {
    if (!isPlain(file) || !isPlain(file.defaults)) return file;
    const defaults = Object.entries(file.defaults).map(([field, value]) => [
      field,
      secretFields.has(field) && value !== undefined ? pulumi.secret(value) : value,
    ]);
    return { ...file, defaults: Object.fromEntries(defaults) as Record<string, unknown> };
  });
}
