/**
 * The names of options and remedies in findings. The author of a program knows options by other names than somebody who
 * types a command.
 */
export interface Words {
  /** The option that allows a file without users. */
  readonly allowEmpty: string;
  /** The remedy for a column of an unknown name, which most likely means this field. */
  readonly unknownColumn: (title: string, field: string | undefined) => string;
  /** The option that gives several columns their meanings. */
  readonly columns: (pairs: readonly (readonly [title: string, field: string | false])[]) => string;
  /** The option that names the key. */
  readonly key: string;
  /** The remedy where nothing says what the key of a user is. */
  readonly nameKey: string;
  /** The option that gives all users a field. */
  readonly defaults: string;
  /** The option that leaves a column, or member, of this title out of all users. */
  readonly leaveOut: (title: string) => string;
  /** The option that allows passwords that look like hashes. */
  readonly passwordsArePlain: string;
  /** The option for cells that another character separates. */
  readonly delimiter: (character: string) => string;
  /** The option that names a preset that fits the file. */
  readonly preset: (name: string) => string;
  /** The option that names the encoding that the file seems to have. */
  readonly encoding: (name: string) => string;
  /** The option that says where the users of a file are. */
  readonly at: (path: string) => string;
  /** The option that says which line names the columns. */
  readonly headerLine: (line: number | "n") => string;
  /** The option that names the columns of a file without names. */
  readonly header: string;
  /** The option that leaves out a column without a name. */
  readonly leaveOutNameless: string;
  /** The option that names the sheet of a workbook. */
  readonly sheet: string;
  /** The option that names texts that are no values. */
  readonly nulls: string;
  /** The option that says the form of dates. */
  readonly dates: (form: string) => string;
  /** The option that names the country of phone numbers. */
  readonly phoneCountry: string;
  /** The option that chooses another attribute for the owner mark. */
  readonly ownerAttribute: string;
  /** The folder from which a relative path starts. */
  readonly directory: string;
}

export const programWords: Words = {
  allowEmpty: "say allowEmpty: true",
  unknownColumn: (title, field) =>
    field === undefined
      ? `say what it means with the option columns, or leave it out there, as in {${member(title)}: false}`
      : `say what it means with the option columns, as in {${member(title)}: ${JSON.stringify(field)}}, or set it to false there`,
  columns: (pairs) =>
    `columns: {${pairs.map(([title, field]) => `${member(title)}: ${JSON.stringify(field)}`).join(", ")}}`,
  key: "the option key",
  nameKey: 'name what identifies users with the option key, as in {key: "staffNumber"}',
  defaults: "the option defaults",
  leaveOut: (title) => `columns: {${JSON.stringify(title)}: false}`,
  passwordsArePlain: "say passwordsArePlain: true",
  delimiter: (character) => `say {delimiter: ${JSON.stringify(character)}}`,
  preset: (name) => `say preset: ${JSON.stringify(name)}, which knows these names`,
  encoding: (name) => `say encoding: ${JSON.stringify(name)}`,
  at: (path) => `say at: ${JSON.stringify(path)}`,
  headerLine: (line) => `headerLine: ${String(line)}`,
  header: 'header: ["userName", "email", ""]',
  leaveOutNameless: 'to leave it out, columns: {"": false}',
  sheet: "the option sheet",
  nulls: "the option nulls",
  dates: (form) => `say dates: ${JSON.stringify(form)}`,
  phoneCountry: 'phoneCountry, as in phoneCountry: "49"',
  ownerAttribute: "as ownerAttribute",
  directory: "the working directory of the program",
};

/** The name of a member as a program writes it; one of them a literal would take for something else. */
function member(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
