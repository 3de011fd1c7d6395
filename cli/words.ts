import type { Words } from "../sdk/sets/words";

/** What the options of a file are called at a prompt. */
export const commandWords: Words = {
  allowEmpty: "say --allow-empty",
  unknownColumn: 'say what it means, as in --column "E-Mail=email", or leave it out, as in --column Salary=false',
  key: "--key",
  nameKey: "name what identifies users, as in --key staffNumber",
  defaults: "--default",
  leaveOut: (title) => `--column ${pasted(`${title}=false`)}`,
  passwordsArePlain: "say --passwords-are-plain",
  delimiter: (character) => `say --delimiter ${character === "\t" ? "tab" : JSON.stringify(character)}`,
  ownerAttribute: "with --owner-attribute",
  directory: "the folder you are in",
};

/** As a shell takes it, whatever the title of a column is. */
function pasted(text: string): string {
  return /^[\w.=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
