import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

const repository = join(__dirname, "../../../..");
const exists = (path: string): boolean => existsSync(join(repository, path));
const text = (file: string): string => readFileSync(join(repository, file), "utf8");
const page = text("CONTRIBUTING.md");

/** The folders of the page's trees, in its order; several on one line share their parent. */
const folders = [...page.matchAll(/^```text\n([^]*?)^```/gm)].flatMap(([, tree = ""]) => {
  const parents: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, indent = "", names = ""] = /^((?: {2})*)((?:[\w.-]+(?:\/[\w.-]+)*\/ ?)+)/.exec(line) ?? [];
    const depth = indent.length / 2;
    const found = names.trim().split(/ +/).filter(Boolean);
    const paths = found.map((name) => join(...parents.slice(0, depth), name).replace(/\/$/, ""));
    if (paths[0] !== undefined) parents.splice(depth, parents.length, found[0] ?? "");
    return paths;
  });
});

/** The stops of the way of a user: a file, what of it the page names, and the text. */
const stops = [...page.matchAll(/^\d+\. \*\*.*?\*\* `([\w/.]+)`,\s+`([\w.]+)`([^]*?)(?=^\S)/gm)].map(
  ([, file = "", name = "", said = ""]) => ({ file, name, said }),
);

/** The paths of source files in a text. */
function pathsIn(said: string): string[] {
  return [...said.matchAll(/`((?:[\w-]+\/)*[\w-]+\.ts)`/g)].map(([, path = ""]) => path);
}

describe("the map of the sources in CONTRIBUTING.md", () => {
  it("names only folders that are there", () => {
    expect(folders.filter((folder) => !exists(folder))).to.deep.equal([]);
  });

  it("has every room", () => {
    const rooms = globSync(
      ["{sdk,provider,files,emulator,cli,tests}/*/", "{ciam,disk,text,bench,tools,docs,examples,templates}/"],
      {
        cwd: repository,
      },
    ).map((room) => room.replace(/\/$/, ""));
    expect(rooms).to.include.members(["provider/users", "disk", "templates"]);
    expect(rooms.filter((room) => !folders.includes(room))).to.deep.equal([]);
  });

  it("has the rooms in the order of imports that the linter holds", () => {
    const [, list = ""] = /^const rooms = \[\n([^]*?)\n\];/m.exec(text("eslint.config.mjs")) ?? [];
    const order = [...list.matchAll(/^ {2}"(.+)",$/gm)].map(([, room = ""]) => room);
    expect(order).to.include.members(["sdk", "text"]);
    expect(folders.filter((folder) => order.includes(folder))).to.deep.equal(order);
  });
});

describe("the way of a user in CONTRIBUTING.md", () => {
  it("has ten stops", () => {
    expect(stops).to.have.length(10);
  });

  for (const { file, name, said } of stops) {
    it(`finds ${name} in ${file}, and the files that its text names`, () => {
      const [outer = "", inner = outer] = name.split(".");
      const source = text(file);
      expect(source).to.match(new RegExp(`^export (?:async )?(?:function|class|const) ${outer}\\b`, "m"));
      expect(source).to.match(new RegExp(`\\b${inner}\\b`));
      const isThere = (path: string): boolean => [path, join(dirname(file), path)].some(exists);
      expect(pathsIn(said).filter((path) => !isThere(path))).to.deep.equal([]);
    });
  }

  it("names only files that are there", () => {
    const known = globSync("{sdk,provider,files,ciam,tests,text,disk}/**/*.ts", { cwd: repository });
    const isThere = (path: string): boolean => known.some((each) => each === path || each.endsWith(`/${path}`));
    expect(pathsIn(page).filter((path) => !isThere(path))).to.deep.equal([]);
  });
});
