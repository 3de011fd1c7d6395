import { expect } from "chai";
import type { UsersFromCsvOptions } from "../../../../files/options";
import { Folder, type Outcome } from "../files";
import { answers } from "./answers";
import { encodedCases } from "./encodings";
import { objectCases } from "./objects";
import { tableCases } from "./tables";
import { workbookCases } from "./workbooks";

/** A file as people have it: what is read of it, or the beginning of each finding. */
export interface Case {
  readonly what: string;
  readonly name: string;
  readonly content: string | Buffer;
  readonly options?: UsersFromCsvOptions;
  readonly users?: Outcome["users"];
  /** Every finding, as far as it is written here. */
  readonly findings?: readonly string[];
  /** What is said of a file that is read, as far as it is written here. */
  readonly notes?: readonly string[];
}

const all = [...answers, ...tableCases, ...encodedCases, ...objectCases, ...workbookCases];

describe("files as people have them", () => {
  const folder = new Folder();
  after(() => folder.remove());

  for (const { what, name, content, options = {}, users, findings = [], notes } of all) {
    it(what, () => {
      const read = folder.read(name, content, options);
      const told = read.findings.map((text) => text.slice(name.length));
      expect(told.map((text, at) => text.slice(0, findings[at]?.length ?? text.length))).to.deep.equal(findings);
      if (notes !== undefined) {
        const said = folder.notesOf(name, options).map((text) => text.slice(name.length));
        expect(said.map((text, at) => text.slice(0, notes[at]?.length ?? text.length))).to.deep.equal(notes);
      }
      if (users !== undefined) expect(read.users).to.deep.equal(users);
    });
  }
});
