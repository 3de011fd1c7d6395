import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FileRecord, type FiledUser } from "../../../../../../provider/resources/userImportJob/state/fileRecord";
import { Fingerprints } from "../../../../../../provider/resources/userImportJob/state/fingerprints";
import { DeclaredFiles } from "../../../../../../provider/resources/userImportJob/userFiles/declaredFiles";
import { FileSet } from "../../../../../../provider/resources/userImportJob/userFiles/fileSet";
import { fileWork, type FileSituation } from "../../../../../../provider/resources/userImportJob/userFiles/work";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import { printedIn, Prints } from "../../../../../../provider/users/plan/compare/prints";
import { Folder } from "../../../../files/files";

const KEY = "11".repeat(32);
const PRINTS = new Prints(KEY);
const FINGERPRINTS = new Fingerprints(KEY);
const GROUP = "0123456789abcdef0123456789abcdef";

const HEADER = "key,userName,nickname,password,userGroups";
const ANN = `ann,ann,A,Passw0rd-one,${GROUP}`;
const ann: DeclaredUser = { userName: "ann", nickname: "A", password: "Passw0rd-one", userGroups: [GROUP] };

describe("the users of files whom a plan has to look at", () => {
  const folder = new Folder();
  after(() => folder.remove());

  function fileOf(...lines: string[]): FileSet {
    writeFileSync(join(folder.path, "users.csv"), `${[HEADER, ...lines].join("\n")}\n`);
    const rules = {
      directory: folder.path,
      printKey: KEY,
      ownerAttribute: "indexedAttribute5",
      phoneCountry: undefined,
      ignoreFields: [],
      disclosure: "masked",
      passwordsArePlain: false,
    } as const;
    const file = { path: "users.csv", allowOutside: false, options: { allowEmpty: true } };
    const { set, findings } = FileSet.open("f", file, rules, undefined, undefined);
    if (!set) throw new Error(JSON.stringify(findings));
    return set;
  }

  /** Ann's row in the record, as her file had her. */
  function row(more: Partial<FiledUser> = {}): FiledUser {
    const fields = printedIn(ann);
    return {
      ref: { set: "f", key: "ann" },
      id: "1",
      origin: "created",
      credential: FINGERPRINTS.credential(ann)?.slice(0, 16) ?? null,
      fields,
      prints: fields.map((field) => PRINTS.field(field, ann[field], "1")).join(""),
      whole: fileOf(ANN).users.get("ann")?.whole,
      groups: [GROUP],
      ...more,
    };
  }

  interface Case {
    readonly recorded?: readonly FiledUser[];
    /** Default: as before. */
    readonly lines?: readonly string[];
    /** The digest of the record; undefined for that of the file of now. */
    readonly settled?: string | null;
    readonly situation?: Partial<FileSituation>;
  }

  function work({ recorded = [row()], lines = [ANN], settled, situation }: Case) {
    const set = fileOf(...lines);
    const digest = settled === undefined ? set.digest : settled;
    const found = fileWork({
      record: FileRecord.of(recorded),
      printKey: KEY,
      files: new DeclaredFiles(new Map([["f", set]]), {}),
      settled: { f: digest },
      ignored: new Set(),
      isAboutEverybody: false,
      isConcerned: () => false,
      groupsOf: ({ groups }) => groups,
      credentialOf: (user) => FINGERPRINTS.credential(user),
      others: [],
      ...situation,
    });
    const { desired, recorded: known, atRest } = found;
    return {
      ...found,
      keys: {
        desired: desired.map(({ ref }) => ref.key),
        recorded: known.map(({ ref }) => ref.key),
        atRest: [...atRest.users].map(({ ref }) => ref.key),
      },
    };
  }

  const rests = { desired: [], recorded: [], atRest: ["ann"] };
  const both = { desired: ["ann"], recorded: ["ann"], atRest: [] };
  const gone = { desired: [], recorded: ["ann"], atRest: [] };
  const added = { desired: ["ann"], recorded: [], atRest: [] };
  const stranger = { origin: undefined, fields: [], prints: "" } as const;

  const cases: [about: string, given: () => Case, keys: { desired: string[]; recorded: string[]; atRest: string[] }][] =
    [
      [
        "are none of a file that did not change, whose users nobody compares",
        () => ({ recorded: [row({ whole: "other" })] }),
        rests,
      ],
      ["are none who are as before in a file that did change", () => ({ settled: "other" }), rests],
      ["are none who are as before in a file that was not done with", () => ({ settled: null }), rests],
      ["are those of whom a field changed", () => ({ lines: [ANN.replace(",A,", ",B,")], settled: "other" }), both],
      ["are those whose password changed", () => ({ lines: [ANN.replace("one", "two")], settled: "other" }), both],
      ["are those whose groups changed", () => ({ lines: [ANN.replace(GROUP, "")], settled: "other" }), both],
      ["are those who left the file", () => ({ lines: [], settled: "other" }), gone],
      ["are those who are new in it", () => ({ recorded: [], settled: "other" }), added],
      ["are not looked for in a file that was done with", () => ({ recorded: [] }), { ...rests, atRest: [] }],
      [
        "are looked for in it, if the program says something else about everybody",
        () => ({ recorded: [], situation: { isAboutEverybody: true } }),
        added,
      ],
      ["are those who drifted", () => ({ recorded: [row({ drifted: ["nickname"] })] }), both],
      ["are those who lost our mark", () => ({ recorded: [row({ isUnmarked: true })] }), both],
      ["are those who are frozen", () => ({ recorded: [row({ frozen: "this job" })] }), both],
      ["are those whose declaration is not in force", () => ({ recorded: [row({ whole: undefined })] }), both],
      ["are those whom a refresh did not find, as new ones", () => ({ recorded: [row({ isGone: true })] }), added],
      [
        "are orphans",
        () => ({ recorded: [row(), row({ ref: { set: "orphans", key: "9" }, id: "9" })] }),
        { desired: [], recorded: ["9"], atRest: ["ann"] },
      ],
      ["are no strangers who were left alone", () => ({ recorded: [row(stranger)] }), rests],
      [
        "are strangers whose declaration changed",
        () => ({ recorded: [row(stranger)], lines: [ANN.replace(",A,", ",B,")], settled: "other" }),
        added,
      ],
      [
        "are all, if the program says something else about everybody",
        () => ({ situation: { isAboutEverybody: true } }),
        both,
      ],
      [
        "are those of whom the program says something else",
        () => ({ situation: { isConcerned: ({ origin }) => origin === "created" } }),
        both,
      ],
      [
        "are those of a file that is no longer declared",
        () => ({ situation: { files: new DeclaredFiles(new Map(), {}) } }),
        gone,
      ],
    ];
  for (const [about, given, keys] of cases) {
    it(about, () => {
      expect(work(given()).keys).to.deep.equal(keys);
    });
  }

  it("are known by prints, which tell the value of before from others", () => {
    const { recorded } = work({ lines: [ANN.replace(",A,", ",B,")], settled: "other" });
    const inForce = recorded[0]?.inForce;
    expect([inForce?.is("nickname", "A"), inForce?.is("nickname", "B")]).to.deep.equal([true, false]);
  });

  it("are known by nothing if nobody declared them", () => {
    const { recorded } = work({ recorded: [row({ ref: { set: "orphans", key: "9" }, id: "9" })], lines: [] });
    expect(recorded.map(({ inForce, credential }) => [inForce, credential])).to.deep.equal([[undefined, undefined]]);
  });

  it("are still known by their identities after they went to another key", () => {
    const { recorded } = work({ lines: [ANN.replace("ann,", "anna,")], settled: "other" });
    expect(recorded[0]?.inForce?.recalled(undefined).fields).to.deep.include({ userName: "ann", nickname: "A" });
  });

  it("are counted apart from strangers, and found when the store brings them in", () => {
    const other = row({ ref: { set: "f", key: "ben" }, id: "2", ...stranger });
    const { atRest } = work({ recorded: [row(), other], lines: [ANN, ANN.replaceAll("ann", "ben")] });
    expect([atRest.count, atRest.strangers, atRest.has("1"), atRest.has("2"), atRest.has("3")]).to.deep.equal([
      1,
      1,
      true,
      false,
      false,
    ]);
    const met = atRest.find("1");
    expect(met?.desired?.user).to.deep.include({ userName: "ann", nickname: "A" });
    expect(met?.recorded).to.deep.include({ id: "1", origin: "created" });
    expect(atRest.find("3")).to.equal(undefined);
  });

  it("are not at rest", () => {
    const { atRest } = work({ recorded: [row({ drifted: ["nickname"] })] });
    expect([atRest.has("1"), atRest.find("1")]).to.deep.equal([false, undefined]);
  });
});
