import type { Words } from "../sdk/sets/words";

/** What the options of a file are called at a prompt. */
export const commandWords: Words = {
  allowEmpty: "say --allow-empty",
  unknownColumn: 'say what it means, as in --column "E-Mail=email", or leave it out, as in --column Salary=false',
  key: "--key",
  nameKey: "name what identifies users, as in --key staffNumber",
  defaults: "--default",
  delimiter: (character) => `say --delimiter ${character === "\t" ? "tab" : JSON.stringify(character)}`,
  ownerAttribute: "with --owner-attribute",
  directory: "the folder you are in",
};
