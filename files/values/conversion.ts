import type { UserField } from "../../provider/users/model/fields";
import { callingCode } from "../../provider/users/model/identity/phone";
import type { Reading } from "../reading";
import { dateReader, type DateReader } from "./dates";

/** The conversion of a value from the file into a field, worked out once for a file. */
export interface Conversion {
  /** The text that an exporter puts before each text. */
  readonly prefix?: string;
  /** Texts that mean that there is no value. */
  readonly nulls?: ReadonlySet<string>;
  readonly birthdate?: DateReader;
  readonly groupSeparator?: string;
  /** The other system's words for values of a field, in ours. */
  readonly words?: ReadonlyMap<UserField, ReadonlyMap<string, string>>;
  /** The country of numbers that are written without one. */
  readonly phoneCountry?: string | undefined;
  /** True if spaces and hyphens in a phone number are left out. */
  readonly barePhones?: boolean;
}

export function conversionOf({ options, format }: Reading): Conversion {
  const nulls = [...(options.nulls ?? []), ...(format?.nulls ?? [])];
  const dates = options.dates ?? format?.dates;
  const groupSeparator = options.groupSeparator ?? format?.groupSeparator;
  const prefix = format?.kind === "titled" ? format.cellPrefix : undefined;
  // The names of the fields that have words are those of the type.
  const words = Object.entries(format?.values ?? {}) as [UserField, Readonly<Record<string, string>>][];
  return {
    ...(prefix !== undefined && { prefix }),
    ...(nulls.length > 0 && { nulls: new Set(nulls) }),
    ...(dates !== undefined && { birthdate: dateReader(dates) }),
    ...(groupSeparator !== undefined && { groupSeparator }),
    ...(words.length > 0 && {
      words: new Map(words.map(([field, known]) => [field, new Map(Object.entries(known))])),
    }),
    ...(format !== undefined && { barePhones: true }),
    ...(options.phoneCountry !== undefined && { phoneCountry: callingCode(options.phoneCountry) }),
  };
}

/** A value without what the exporter put there; undefined for a text that means that there is none. */
export function clean(value: unknown, { prefix, nulls }: Conversion): unknown {
  if (typeof value !== "string" || (prefix === undefined && nulls === undefined)) return value;
  const text = prefix !== undefined && value.startsWith(prefix) ? value.slice(prefix.length) : value;
  return nulls?.has(text) === true || (text === "" && value !== "") ? undefined : text;
}
