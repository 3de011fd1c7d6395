import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { packageVersion } from "../../../../ciam/version";
import { projectFiles } from "../../../../cli/init/project";
import { recipes } from "../../../../cli/init/recipes";
import { sourcesIn } from "../../../../cli/init/templates";
import { languages, pipelines, type Wish } from "../../../../cli/init/wish";

const ROOT = join(__dirname, "../../../../..");

const files = (more: Partial<Wish>): Map<string, string> => {
  const wish: Wish = {
    language: "typescript",
    name: "shop",
    store: { kind: "new" },
    endpoint: "ciam.tencentcloudapi.com",
    pipeline: "none",
    source: "0.1.0",
    ...more,
  };
  return new Map(projectFiles(wish, sourcesIn(ROOT, wish)));
};

for (const language of languages) {
  const recipe = recipes[language];
  describe(`a project in ${language}`, () => {
    const template = (file: string): string => readFileSync(join(ROOT, "templates", language, file), "utf8");

    it("is made of the template that `pulumi new` takes, without what only that reads", () => {
      const project = files({ language });
      const about = parse(template("Pulumi.yaml")) as Record<string, unknown>;
      expect(about).to.have.nested.property("template.config.ciam:endpoint.default", "embedded");
      // `pulumi new` looks for the folder of a plugin before there can be one.
      expect(about).not.to.have.property("plugins");
      const made = parse(project.get("Pulumi.yaml") ?? "") as Record<string, unknown>;
      expect(made).to.include({ name: "shop" }).and.not.to.have.property("template");
      expect("plugins" in made).to.equal(language !== "typescript");
      expect([...project.values()].filter((text) => /\$\{(?:PROJECT|DESCRIPTION)\}/.test(text))).to.deep.equal([]);
      expect(project.get(recipe.program)).to.contain("users/staff.csv");
    });

    it("commits what the template commits", () => {
      expect(files({ language }).get(".gitignore")).to.equal(template(".gitignore"));
    });

    it("has the users of a store that exists in no store of its own, and no stack for a trial", () => {
      const id = "00000000000000000000000000000001";
      const project = files({ language, store: { kind: "existing", id } });
      const program = project.get(recipe.program) ?? "";
      expect(program).to.contain(`"${id}"`).and.not.to.contain("customers").and.not.to.contain("UserStore(");
      expect([...project.keys()].filter((path) => /^Pulumi\.\w+\.yaml$/.test(path))).to.deep.equal([
        "Pulumi.production.yaml",
      ]);
    });

    for (const pipeline of pipelines.filter((each) => each !== "none")) {
      it(`installs in the pipeline of ${pipeline} what its program needs, in every job`, () => {
        const project = files({ language, pipeline });
        const jobs = [...project].filter(([path]) => path.endsWith(".yml") && !path.endsWith("dependabot.yml"));
        const text = jobs.map(([, job]) => job).join("\n");
        for (const [, job] of jobs) expect(parse(job)).to.be.an("object");
        const count = (part: string): number => text.split(part).length - 1;
        const installed = count("npm ci --ignore-scripts");
        expect(installed).to.equal(pipeline === "github" ? 4 : 1);
        for (const step of recipe.prepare) expect(count(`${step}\n`)).to.equal(installed);
        expect(count("--omit=peer")).to.equal(language === "typescript" ? 0 : installed);
        expect(project.get("Pulumi.production.yaml")).to.contain("ciam:endpoint: ciam.tencentcloudapi.com");
      });
    }
  });
}

describe("a template that was changed", () => {
  it("is noticed where a part of it is to be replaced", () => {
    const wish: Wish = {
      language: "yaml",
      name: "shop",
      store: { kind: "existing", id: "x" },
      endpoint: "ciam.tencentcloudapi.com",
      pipeline: "none",
      source: "0.1.0",
    };
    const { template } = sourcesIn(ROOT, wish);
    const other = (template.get("Pulumi.yaml") ?? "").replaceAll("customers", "people");
    const changed = { template: new Map([...template, ["Pulumi.yaml", other]]), pipeline: new Map<string, string>() };
    expect(() => projectFiles(wish, changed)).to.throw("a template has 0 times");
  });
});

describe("the versions in the templates", () => {
  const text = (path: string): string => readFileSync(join(ROOT, path), "utf8");

  it("are those of the examples", () => {
    const [sdk = "none"] = /github\.com\/pulumi\/pulumi\/sdk\/v3 v\S+/.exec(text("examples/go/go.mod")) ?? [];
    expect(text("templates/go/go.mod")).to.contain(sdk);
    expect(text("examples/python/requirements.txt")).to.equal(
      `${text("templates/python/requirements.txt")}./sdk/python\n`,
    );
  });

  it("are that of this package, where they tell what to type", () => {
    const told = languages.flatMap((language) => [
      ...text(`templates/${language}/Pulumi.yaml`).matchAll(/ciam[@-](\d+\.\d+\.\d+)/g),
    ]);
    expect(told).to.have.length(3);
    for (const [, version] of told) expect(version).to.equal(packageVersion());
  });
});
