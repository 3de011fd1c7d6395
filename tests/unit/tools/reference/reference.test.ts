import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { referenceFiles } from "../../../../tools/reference/files";
import { referencePage } from "../../../../tools/reference/page";
import { pulumiSchema } from "../../../../tools/reference/pulumiSchema";
import { schemaOf } from "../../../../tools/reference/schema";
import { inputInterface, namedTypes, plainInterfaces } from "../../../../tools/reference/typescript";

const ROOT = join(__dirname, "../../../../..");

describe("what is written from the schemas", () => {
  it("is what they say: `make reference` writes it anew", async () => {
    for (const [path, text] of await referenceFiles())
      expect(readFileSync(join(ROOT, path), "utf8"), path).to.equal(text);
  });

  it("is a page for the Registry of each resource and function, and of nothing that is gone", async () => {
    const written = [...(await referenceFiles()).keys()].filter((path) => path.startsWith("docs/registry/"));
    expect(globSync("docs/registry/**/*.md", { cwd: ROOT })).to.have.members(written);
    const { resources, functions } = JSON.parse(pulumiSchema()) as Record<"resources" | "functions", object>;
    for (const token of [...Object.keys(resources), ...Object.keys(functions)])
      expect(written).to.include(`docs/registry/api-docs/${token.replace("ciam:index:", "").toLowerCase()}/_index.md`);
  });

  it("describes every input, and every member of one", async () => {
    for (const [path, text] of await referenceFiles()) {
      if (!path.endsWith(".ts")) continue;
      const undocumented = text.split("\n").filter((line, at, lines) => {
        const before = lines[at - 1]?.trim() ?? "";
        return /^\s+\w+\??: /.test(line) && !before.endsWith("*/");
      });
      expect(undocumented, path).to.deep.equal([]);
    }
  });

  const schema = schemaOf(
    z.strictObject({
      store: z.string().describe("Where."),
      policy: z.enum(["fail", "adopt"]).default("fail").meta({ description: "How.", page: "how.md#how" }),
      limit: z
        .strictObject({ count: z.int().default(50).describe("The most.") })
        .prefault({})
        .describe("How many."),
      names: z.array(z.string()).default([]).describe("Who."),
      either: z
        .union([z.boolean(), z.array(z.string())])
        .optional()
        .describe("Both."),
      ids: z.record(z.string(), z.string()).optional().describe("Which."),
      own: z.string().optional().meta({ description: "Ours.", typescript: "Ours" }),
    }),
  );

  it("has the types of inputs, each of which may be an output", () => {
    const text = inputInterface("Args", schema, "The inputs.");
    expect(text.replace(/\s+/g, " ")).to.equal(
      [
        "/** The inputs. */ export interface Args {",
        "/** Where. */ store: pulumi.Input<string>;",
        '/** How. Default: `"fail"`. */ policy?: pulumi.Input<"fail" | "adopt">;',
        "/** How many. Default: `{ count: 50 }`. */ limit?: pulumi.Input<{",
        "/** The most. Default: `50`. */ count?: pulumi.Input<number>; }>;",
        "/** Who. Default: none. */ names?: pulumi.Input<pulumi.Input<string>[]>;",
        "/** Both. */ either?: pulumi.Input<boolean | pulumi.Input<string>[]>;",
        "/** Which. */ ids?: pulumi.Input<Record<string, pulumi.Input<string>>>;",
        "/** Ours. */ own?: Ours; }",
      ].join(" "),
    );
  });

  it("has plain types, and a name for those that have one", () => {
    const salted = z.strictObject({
      salt: z
        .strictObject({ value: z.string().describe("It.") })
        .meta({ alias: "Salt", description: "A salt." })
        .optional(),
    });
    expect(plainInterfaces("User", schemaOf(salted), "A user.", () => "").replace(/\s+/g, " ")).to.equal(
      "/** A salt. */ export interface Salt { /** It. */ value: string; } /** A user. */ export interface User { /** A salt. */ salt?: Salt; }",
    );
  });

  it("has null where a value may not be there, which the plugin does not tell at all", () => {
    const job = z
      .object({ made: z.number().nullable().describe("When; null if nobody says.") })
      .meta({ alias: "Job", about: "A job." });
    const text = namedTypes(schemaOf(z.object({ jobs: z.array(job).describe("All.") })));
    expect(text.replace(/\s+/g, " ")).to.equal(
      "/** A job. */ export interface Job { /** When; null if nobody says. */ made: number | null; }",
    );
    const { types } = JSON.parse(pulumiSchema()) as { types: Record<string, { required: string[] }> };
    expect(types["ciam:index:ImportJob"]?.required).to.deep.equal(["id", "status", "submitted", "failed"]);
  });

  it("has a page with type, default and the place that tells more", () => {
    const page = referencePage([{ name: "Thing", about: "It is one.", schema, more: () => "" }]);
    expect(page).to.contain('### `policy`\n\n`"fail"` or `"adopt"`, default `"fail"`. How. [More](how.md#how).');
    expect(page).to.contain(
      "### `limit`\n\nobject, default `{ count: 50 }`. How many.\n\n- `count`: whole number. The most.",
    );
    expect(page).to.contain("### `store`\n\ntext, needed. Where.");
  });
});
