import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { presets, type Preset, type PresetFormat, type PresetName } from "../../../../files/presets";
import { formatOf, readUsers } from "../../../../files/read";
import { checkUser } from "../../../../provider/users/input/check";
import { allUserFields, identityFields } from "../../../../provider/users/model/fields";
import { keyProblem } from "../../../../provider/users/input/key";
import { placesOf } from "../../../../files/presets/places";
import { readPlainly } from "./plainReader";

const ROOT = join(__dirname, "../../../../..");
const EXAMPLES = join(ROOT, "tests/unit/files/presets/examples");
const page = readFileSync(join(ROOT, "docs/presets.md"), "utf8");

const all: readonly (readonly [string, Preset])[] = Object.entries(presets);

/** What a preset tells people, beside what it tells the reader. */
function reasonsOf({ drops, formats }: Preset): string[] {
  return [
    ...drops,
    ...formats.flatMap(({ ignored, leftOut = [], credentials }) => [
      ...Object.values(ignored),
      ...leftOut.map(({ why }) => why),
      ...credentials.taken.map(({ otherwise }) => otherwise),
      ...Object.values(credentials.dropped),
    ]),
  ];
}

function targetsOf({ columns, joined = [], values = {} }: PresetFormat): string[] {
  return [...Object.values(columns), ...joined.map(({ field }) => field), ...Object.keys(values)];
}

/** The part of the page that is about a preset. */
function sectionOf({ title }: Preset): string {
  const [, section = ""] = page.split(`\n## ${title}\n`);
  return section.split("\n## ")[0] ?? "";
}

function examplesOf(preset: Preset, { name }: PresetFormat): string[] {
  const start = `${preset.name}.${name}.`;
  return readdirSync(EXAMPLES).filter((file) => file.startsWith(start) && !file.endsWith(".expected.json"));
}

describe("the presets for files of other systems", () => {
  it("are data: what is read back from JSON is the same", () => {
    expect(JSON.parse(JSON.stringify(presets))).to.deep.equal(presets);
  });

  it("stand under their own names", () => {
    for (const [name, preset] of all) expect(preset.name).to.equal(name);
  });

  it("have no example that belongs to none of them", () => {
    const expected = all.flatMap(([, preset]) =>
      preset.formats.flatMap((format) => [
        ...examplesOf(preset, format),
        `${preset.name}.${format.name}.expected.json`,
      ]),
    );
    expect(readdirSync(EXAMPLES).filter((file) => !file.startsWith("."))).to.have.members(expected);
  });

  for (const [name, preset] of all) {
    describe(name, () => {
      it("has formats of different names", () => {
        const names = preset.formats.map((format) => format.name);
        expect(new Set(names)).to.have.property("size", names.length);
      });

      it("says why, of all that is not taken", () => {
        for (const reason of reasonsOf(preset)) expect(reason).to.match(/^\S.{6,}\S$/);
      });

      it("has a section of the page with every field that it fills, and with the state of its sources", () => {
        const section = sectionOf(preset);
        const targets = preset.formats.flatMap(({ columns }) => Object.entries(columns));
        for (const [place, field] of targets) expect(section).to.include(`\`${place}\``).and.include(`\`${field}\``);
        const isUnverified = preset.formats.some(({ verified }) => verified === "none found");
        expect(section.includes("No public document"), "what the page says of the sources").to.equal(isUnverified);
      });

      for (const format of preset.formats) describe(format.name, () => itIsSound(preset, format));
    });
  }
});

function itIsSound(preset: Preset, format: PresetFormat): void {
  it("fills fields that a user has", () => {
    expect(allUserFields).to.include.members(targetsOf(format));
  });

  it("fills an identity", () => {
    const identities: readonly string[] = identityFields;
    expect(targetsOf(format).some((field) => identities.includes(field))).to.be.true;
  });

  it("takes no place twice", () => {
    const { columns, joined = [], ignored, leftOut = [], credentials } = format;
    const places = [
      ...Object.keys(columns),
      ...joined.flatMap(({ from }) => from),
      ...Object.keys(ignored),
      ...leftOut.map(({ column }) => column),
      ...new Set(credentials.taken.map(({ column }) => column)),
      ...Object.keys(credentials.dropped),
    ].map((place) => place.trim().toLowerCase());
    expect(places.filter((place, index) => places.indexOf(place) !== index)).to.deep.equal([]);
  });

  it("knows what it is recognised by", () => {
    const places = placesOf(format).map((place) => place.split(/[.[]/)[0]);
    const signs = format.kind === "tree" ? format.members : format.kind === "titled" ? format.titles : [];
    for (const sign of signs) expect([...places, ...placesOf(format)]).to.include(sign);
  });

  it("names its sources and the day they were looked at", () => {
    expect(format.source).to.have.length.above(0);
    for (const source of format.source) expect(source).to.match(/^(?:https?:\/\/\S+|the header row)/);
    expect(format.verified).to.match(/^(?:20\d\d-\d\d-\d\d|none found)$/);
  });

  it("reads its example as is expected, and knows everything in it", () => {
    const [example = "", ...others] = examplesOf(preset, format);
    expect(others).to.deep.equal([]);
    const { users, unknown } = readPlainly(format, join(EXAMPLES, example));
    expect(unknown).to.deep.equal([]);
    expect(users).to.deep.equal(expectedOf(preset, format));
  });

  it("is read so by the reader of files, without a finding", () => {
    const [example = ""] = examplesOf(preset, format);
    const { users, findings } = readUsers({
      format: formatOf(example) ?? "csv",
      path: example,
      // The names of the presets are those of the type.
      options: { preset: preset.name as PresetName },
      directory: EXAMPLES,
      keep: (user) => user,
    });
    expect(findings).to.deep.equal([]);
    expect(Object.fromEntries([...users].map(([key, { kept }]) => [key, kept]))).to.deep.equal(
      expectedOf(preset, format),
    );
  });

  it("expects users whom a job takes", () => {
    for (const [key, user] of Object.entries(expectedOf(preset, format))) {
      expect(keyProblem(key), key).to.equal(undefined);
      expect(checkUser(user, {}).problems, key).to.deep.equal([]);
    }
  });
}

function expectedOf({ name }: Preset, format: PresetFormat): Record<string, Record<string, string>> {
  const file = join(EXAMPLES, `${name}.${format.name}.expected.json`);
  expect(existsSync(file), file).to.be.true;
  // The test beside this one holds it to the fields of a user.
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string>>;
}
