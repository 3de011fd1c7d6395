import { expect } from "chai";
import type { UsersFromCsvOptions } from "../../../../files/options";
import { Folder, type Outcome } from "../files";
import { answers } from "./answers";

/** A file as people have it: what is read of it, or the beginning of each finding. */
export interface Case {
  readonly what: string;
  readonly name: string;
  readonly content: string | Buffer;
  readonly options?: UsersFromCsvOptions;
  readonly users?: Outcome["users"];
  /** Every finding, as far as it is written here. */
  readonly findings?: readonly string[];
}

describe("files as people have them", () => {
  const folder = new Folder();
  after(() => folder.remove());

  for (const { what, name, content, options = {}, users, findings = [] } of answers) {
    it(what, () => {
      const read = folder.read(name, content, options);
      const told = read.findings.map((text) => text.slice(name.length));
      expect(told.map((text, at) => text.slice(0, findings[at]?.length ?? text.length))).to.deep.equal(findings);
      if (users !== undefined) expect(read.users).to.deep.equal(users);
    });
  }
});
