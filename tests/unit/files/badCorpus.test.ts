import { expect } from "chai";
import type { UserField } from "../../../provider/users/model/fields";
import { row } from "../../support/faultPlan";
import { badEscapes, badTypes, badValues, type BadValue } from "./badValues";
import { badFiles } from "./badFiles";
import { Folder } from "./files";

/** One user who is right, then one who is not; where the bad value stands. */
interface Written {
  readonly name: string;
  readonly content: string;
  readonly where: string;
}

const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;

const columns = (field: UserField): string[] => (field === "userName" ? ["key", field] : ["key", "userName", field]);

function csv({ field, value }: BadValue): Written {
  const names = columns(field);
  const bad = ["b", ...names.slice(1, -1).map(() => "bob"), value].map(cell);
  const good = ["a", "alice", ""].slice(0, names.length);
  const content = [names.join(","), good.join(","), bad.join(",")].join("\n");
  return { name: "users.csv", content, where: `users.csv:3:${String(names.length)}` };
}

/** The text of the bad user up to the bad member. */
function members(field: UserField): string {
  return field === "userName" ? '{"key": "b", ' : '{"key": "b", "userName": "bob", ';
}

function json(field: UserField, text: string, format: "json" | "ndjson"): Written {
  const name = `users.${format}`;
  const before = members(field);
  const lines = ['{"key": "a", "userName": "alice"}', `${before}"${field}": ${text}}`];
  const content = format === "json" ? `[\n${lines.join(",\n")}\n]` : lines.join("\n");
  return { name, content, where: `${name}:${format === "json" ? "3" : "2"}:${String(before.length + 1)}` };
}

function yaml({ field, value }: BadValue): Written {
  const others = field === "userName" ? [] : ["  userName: bob"];
  const bad = ["b:", ...others, `  ${field}: ${JSON.stringify(value)}`];
  const content = ["a:", "  userName: alice", ...bad].join("\n");
  const line = 2 + bad.length;
  return { name: "users.yaml", content, where: `users.yaml:${String(line)}:3` };
}

/** A pattern in which `…` stands for anything. */
function matching(pattern: string): RegExp {
  const parts = pattern.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

describe("a user file that is refused", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const cases: { what: string; written: Written; field: UserField; rule: string }[] = [
    ...badValues.flatMap((bad) =>
      [
        csv(bad),
        json(bad.field, JSON.stringify(bad.value), "json"),
        json(bad.field, JSON.stringify(bad.value), "ndjson"),
        yaml(bad),
      ].map((written) => ({ what: JSON.stringify(bad.value.slice(0, 30)), written, field: bad.field, rule: bad.rule })),
    ),
    ...badEscapes.flatMap((bad) =>
      (["json", "ndjson"] as const).map((format) => ({
        what: JSON.stringify(bad.value),
        written: json(bad.field, JSON.stringify(bad.value), format),
        field: bad.field,
        rule: bad.rule,
      })),
    ),
    ...badTypes.flatMap((bad) =>
      (["json", "ndjson"] as const).map((format) => ({
        what: bad.json,
        written: json(bad.field, bad.json, format),
        field: bad.field,
        rule: bad.rule,
      })),
    ),
  ];

  it(row(33, "simulated", `${String(cases.length)} bad values, each by file, line, column, field and rule`), () => {
    expect(cases).to.have.length.at.least(300);
    for (const { what, written, field, rule } of cases) {
      const { findings } = folder.read(written.name, written.content);
      expect(findings, `${field} ${what} in ${written.name}`).to.deep.equal([`${written.where}: ${field}: ${rule}`]);
    }
  });

  for (const [format, number] of [
    ["csv", 33],
    ["tsv", 33],
    ["json", 33],
    ["ndjson", 33],
    ["yaml", 35],
  ] as const) {
    const files = badFiles.filter(({ name }) => name.endsWith(`.${format}`));
    it(row(number, "simulated", `${String(files.length)} files of ${format} that are none`), () => {
      const wrong: string[] = [];
      for (const { name, content, findings } of files) {
        const found = folder.read(name, content).findings;
        const isOpen = findings.at(-1) === "…";
        const told = isOpen ? findings.slice(0, -1) : findings;
        const isLong = isOpen ? found.length > told.length : found.length === told.length;
        const fits = isLong && told.every((line, at) => matching(line).test(found[at] ?? ""));
        if (!fits)
          wrong.push(
            `${JSON.stringify(String(content).slice(0, 60))}\n   found  ${JSON.stringify(found.slice(0, 3))}\n   wanted ${JSON.stringify(findings)}`,
          );
      }
      expect(wrong.join("\n")).to.equal("");
    });
  }
});
