import { z } from "zod";
import { presets } from "../../../../files/presets";
import { encodings } from "../../../../files/source/encoding/names";
import { userSchema } from "../../../users/model/user";
import type { UserFileOptions } from "../userFiles/given";

/** A file of users with its options, as a program in any language writes it; `givenFile` reads it and says what is wrong. */
type UserFile = UserFileOptions & { readonly path: string; readonly allowOutside?: boolean | undefined };

/** Fields for users who do not have them: as a user has them, but of a salt the parts may be given one by one. */
const defaults = userSchema
  .extend({
    salt: userSchema.shape.salt
      .unwrap()
      .partial()
      .meta({ alias: "SaltDefaults" })
      .exactOptional()
      .describe("Parts of the salt of every user with a password."),
  })
  .meta({ alias: "UserDefaults", description: "Fields for all users of a file who do not have them themselves." });

/** One file of the input `userFiles`, described: the types of the SDKs and the page of the reference are written from it. */
export const userFile = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .describe(
        "Where the file is. A relative path starts at the folder of the program. The format follows from the extension: `.csv`, `.tsv`, `.txt`, `.xlsx`, `.ndjson`, `.jsonl`, `.json`, `.yaml`, `.yml`.",
      ),
    allowOutside: z
      .boolean()
      .optional()
      .describe(
        "Whether the file may be outside of the project and of its repository. Default: `false`, because whoever runs `pulumi` may be able to read more than whoever wrote the program.",
      ),
    key: z
      .string()
      .optional()
      .describe(
        "What names a user: a column (or member), a path, or several of them joined by `+`, as in `office+number`. Default: the column `key`, else what the preset says, else `userName`; in a JSON or YAML map, the name under which the user stands.",
      ),
    preset: z
      .enum(namesIn(presets))
      .optional()
      .meta({ alias: "Preset" })
      .describe(
        "The system that wrote the file. A preset knows what its columns mean, who may not sign in, and which of its password hashes CIAM takes. Default: none.",
      ),
    columns: z
      .record(z.string(), z.union([z.string(), z.literal(false)]))
      .optional()
      .describe(
        "The file's own names (or paths) → the fields they mean, or `key`; `false` for a column that is none of CIAM's business. Default: every column is named as the field it is, in whatever case.",
      ),
    otherColumns: z
      .enum(["error", "ignore"])
      .optional()
      .meta({ alias: "OtherColumns" })
      .describe("What becomes of columns that nothing says the meaning of. Default: `error`."),
    where: z
      .record(z.string(), z.union([z.string(), z.array(z.string())]))
      .optional()
      .describe(
        "Which users to take: what columns (or paths) must be, each one text or one of several. Default: all of them.",
      ),
    defaults: defaults
      .optional()
      .describe("Fields of every user who does not have them; custom attributes are added one by one. Default: none.")
      .meta({ page: "#a-user" }),
    at: z
      .string()
      .optional()
      .describe(
        "Where the users are in a JSON or YAML file, as in `data.users`. Default: the file is the list or the map of users.",
      ),
    sheet: z
      .union([z.string(), z.int().min(1)])
      .optional()
      .describe("The sheet of an XLSX file, by its name or by its number, counted from 1. Default: the first."),
    encoding: z
      .enum(namesIn(encodings))
      .optional()
      .meta({ alias: "Encoding" })
      .describe("What the bytes of the file are. Default: UTF-8, or UTF-16 if the file begins with its mark."),
    delimiter: z
      .enum([",", ";", "\t", "|"])
      .optional()
      .meta({ alias: "Delimiter", names: ["Comma", "Semicolon", "Tab", "Bar"] })
      .describe(
        "What stands between two cells of a CSV file: `,`, `;`, `|` or a tab. Default: what a first line `sep=;` names, else a comma; a tab for `.tsv` and `.txt`.",
      ),
    headerLine: z
      .int()
      .min(1)
      .optional()
      .describe("The line of a table that names the columns, counted from 1. Default: found in the first 20 lines."),
    header: z
      .array(z.string())
      .optional()
      .describe(
        "The names of the columns of a table without a line of names; an empty one is a column left out. Default: the file names them itself.",
      ),
    nulls: z
      .array(z.string())
      .optional()
      .describe("Texts that mean that there is no value, exactly as they stand in the file. Default: none."),
    dates: z
      .string()
      .optional()
      .describe(
        "How a birthdate is written, as in `DD/MM/YYYY`, or `excel` for the days of a spreadsheet. Default: `YYYY-MM-DD`.",
      ),
    phoneCountry: z
      .string()
      .optional()
      .describe("The calling code of phone numbers that are written without a country, as in `86`. Default: none."),
    groupSeparator: z.string().optional().describe("What stands between two groups in a cell. Default: `;` or `|`."),
    passwordsArePlain: z
      .boolean()
      .optional()
      .describe(
        "Whether passwords without a `passwordEncryptType` are passwords, whatever they look like. Default: `false`.",
      ),
    allowEmpty: z
      .boolean()
      .optional()
      .describe(
        "Whether a file may have no users. It is an error otherwise, because an empty set removes everybody who was in it. Default: `false`.",
      ),
  } satisfies Readonly<Record<keyof UserFile, z.ZodType>>)
  .meta({
    alias: "UserFile",
    description: "A file of users that the provider reads, and how it is read. It becomes a set.",
  });

function namesIn<Name extends string>(named: Readonly<Record<Name, unknown>>): Name[] {
  // The two that are asked for are written down with `as const`, so the compiler knows all of their names.
  return Object.keys(named) as Name[];
}
