import { forShell } from "../../text/quote";
import type { Words } from "../../files/words";

/** The options of a file, as they are typed at a prompt. */
export const commandWords: Words = {
  allowEmpty: "say --allow-empty",
  unknownColumn: (title, field) =>
    field === undefined
      ? `say what it means with --column, or leave it out, as in ${column(title, false)}`
      : `say what it means, as in ${column(title, field)}, or leave it out, as in ${column(title, false)}`,
  columns: (pairs) => pairs.map(([title, field]) => column(title, field)).join(" "),
  key: "--key",
  nameKey: "name what identifies users, as in --key staffNumber",
  defaults: "--default",
  leaveOut: (title) => column(title, false),
  passwordsArePlain: "say --passwords-are-plain",
  delimiter: (character) => `say --delimiter ${character === "\t" ? "tab" : JSON.stringify(character)}`,
  preset: (name) => `say --preset ${name}, which knows these names`,
  encoding: (name) => `say --encoding ${name}`,
  at: (path) => `say --at ${forShell(path)}`,
  headerLine: (line) => `--header-line ${String(line)}`,
  header: "--header userName,email,",
  leaveOutNameless: "to leave it out, --column =false",
  sheet: "--sheet",
  nulls: "--nulls",
  dates: (form) => `say --dates ${forShell(form)}`,
  phoneCountry: "--phone-country, as in --phone-country 49",
  ownerAttribute: "with --owner-attribute",
  directory: "the folder you are in",
};

function column(title: string, field: string | false): string {
  return `--column ${forShell(`${title}=${String(field)}`)}`;
}
