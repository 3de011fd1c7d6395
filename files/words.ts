/**
 * How a finding names the option that would mend it. Whoever wrote a program knows options by other names than whoever
 * typed a command.
 */
export interface Words {
  /** What makes a file without users welcome. */
  readonly allowEmpty: string;
  /** What to do with a column of an unknown name, which most likely means this field. */
  readonly unknownColumn: (title: string, field: string | undefined) => string;
  /** How several columns are told at once what they mean. */
  readonly columns: (pairs: readonly (readonly [title: string, field: string | false])[]) => string;
  /** The option that names the key. */
  readonly key: string;
  /** What to do where nothing says what users are called. */
  readonly nameKey: string;
  /** The option that gives all users a field. */
  readonly defaults: string;
  /** How a column, or member, of this title is left out of all users. */
  readonly leaveOut: (title: string) => string;
  /** What makes passwords welcome that look like hashes. */
  readonly passwordsArePlain: string;
  /** What to do about cells that something else stands between. */
  readonly delimiter: (character: string) => string;
  /** How a preset is named that fits the file. */
  readonly preset: (name: string) => string;
  /** How the encoding is named that the file seems to have. */
  readonly encoding: (name: string) => string;
  /** How it is said where the users of a file are. */
  readonly at: (path: string) => string;
  /** How it is said which line names the columns. */
  readonly headerLine: (line: number | "n") => string;
  /** How the columns of a file without names get some. */
  readonly header: string;
  /** How a column without a name is left out. */
  readonly leaveOutNameless: string;
  /** The option that names the sheet of a workbook. */
  readonly sheet: string;
  /** The option that names texts that are no values. */
  readonly nulls: string;
  /** How the form of dates is said. */
  readonly dates: (form: string) => string;
  /** The option that names the country of phone numbers. */
  readonly phoneCountry: string;
  /** How another attribute is chosen for the owner mark. */
  readonly ownerAttribute: string;
  /** Where a relative path starts. */
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
