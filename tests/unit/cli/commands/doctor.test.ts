import { expect } from "chai";
import { providerLiteral, type ResourceName } from "../../../../provider/engine/literal";
import { ciam, type Ran } from "../inProcess";

const EVIL = "exports.handler = () => require('child_process').execSync('CANARY')";

/** A resource as a state has it, with a provider's text in inputs and outputs. */
function resource(name: string, type: ResourceName, more: object = {}): object {
  const __provider = providerLiteral(type);
  return {
    urn: `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:${type}::${name}`,
    custom: true,
    type: `pulumi-nodejs:dynamic/ciam:${type}`,
    inputs: { __provider, name },
    outputs: { __provider, name },
    propertyDependencies: { __provider: [], name: [] },
    ...more,
  };
}

function state(resources: readonly object[], more: object = {}): string {
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources, ...more } });
}

const doctor = (stdin: string | Buffer, ...more: string[]): Promise<Ran> =>
  ciam(["doctor", "--state", "-", ...more], { stdin });

const store = resource("customers", "UserStore");
const staff = resource("staff", "UserImportJob");
const text = providerLiteral("UserImportJob");

/** Every place and form in which a state can carry code that is not ours. */
const edits: Readonly<Record<string, { readonly state: string; readonly says: string }>> = {
  "another text in the inputs": {
    state: state([resource("staff", "UserImportJob", { inputs: { __provider: EVIL } })]),
    says: "shop/dev/staff (pulumi-nodejs:dynamic/ciam:UserImportJob): inputs.__provider: is not the text of this package",
  },
  "another text in the outputs": {
    state: state([store, resource("staff", "UserImportJob", { outputs: { __provider: EVIL } })]),
    says: "outputs.__provider: is not the text of this package",
  },
  "the text with a line before it": {
    state: state([resource("staff", "UserImportJob", { outputs: { __provider: `${EVIL};\n${text}` } })]),
    says: "is not the text of this package",
  },
  "the text with a blank after it": {
    state: state([resource("staff", "UserImportJob", { outputs: { __provider: `${text} ` } })]),
    says: "is not the text of this package",
  },
  "the text of another resource of the package": {
    state: state([resource("staff", "UserImportJob", { outputs: { __provider: providerLiteral("UserStore") } })]),
    says: "is not the text of this package",
  },
  "a text that is encrypted": {
    state: state([
      resource("staff", "UserImportJob", {
        outputs: {
          __provider: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" },
        },
      }),
    ]),
    says: "is no plain text, so nobody can tell what it runs",
  },
  "no text but a list": {
    state: state([resource("staff", "UserImportJob", { outputs: { __provider: [text] } })]),
    says: "is no plain text",
  },
  "a dynamic provider of somebody else": {
    state: state([
      {
        urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamic:Resource::x",
        type: "pulumi-nodejs:dynamic:Resource",
        inputs: { __provider: EVIL },
      },
    ]),
    says: "shop/dev/x (pulumi-nodejs:dynamic:Resource): inputs.__provider: is code of another dynamic provider",
  },
  "our text under a stranger's type": {
    state: state([
      {
        urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/x:Y::x",
        type: "pulumi-nodejs:dynamic/x:Y",
        outputs: { __provider: text },
      },
    ]),
    says: "is code of another dynamic provider",
  },
  "a resource that is about to be deleted": {
    state: state([staff, resource("staff", "UserImportJob", { delete: true, outputs: { __provider: EVIL } })]),
    says: "outputs.__provider: is not the text of this package",
  },
  "an operation that never ended": {
    state: state([staff], {
      pending_operations: [
        { type: "creating", resource: resource("staff", "UserImportJob", { inputs: { __provider: EVIL } }) },
      ],
    }),
    says: "inputs.__provider: is not the text of this package",
  },
  "members in another spelling, which Pulumi reads as well": {
    state: state([resource("staff", "UserImportJob", { Outputs: { __provider: text } })]),
    says: "Outputs.__provider: stands where this package never puts one",
  },
  "a type and a urn among the inputs": {
    state: state([
      {
        urn: "urn:pulumi:dev::shop::x:y:Z::x",
        type: "x:y:Z",
        inputs: { urn: "u", type: "pulumi-nodejs:dynamic/ciam:UserStore", __provider: EVIL },
      },
    ]),
    says: "__provider: stands where this package never puts one",
  },
  "a text beside the resources": {
    state: JSON.stringify({ version: 3, deployment: { resources: [staff], metadata: { __provider: text } } }),
    says: "deployment.metadata.__provider: belongs to no resource",
  },
};

describe("ciam doctor --state", () => {
  it("says so when a state runs this package and nothing else", async () => {
    expect(
      await doctor(state([store, staff, resource("qa", "UserGroup"), { urn: "u", type: "pulumi:pulumi:Stack" }])),
    ).to.deep.equal({
      code: 0,
      stdout: "ok  code in the state: this package's and no other, in 3 resources\n",
      stderr: "",
    });
  });

  it("takes a stack without resources, as it is before the first deployment", async () => {
    for (const empty of [
      state([]),
      '{"version":3,"deployment":{"manifest":{}}}',
      '{"version":3,"deployment":{"resources":null}}',
    ])
      expect(await doctor(empty)).to.deep.equal({ code: 0, stdout: "ok  code in the state: none\n", stderr: "" });
  });

  for (const [what, { state: edited, says }] of Object.entries(edits)) {
    it(`refuses ${what}, and shows no word of it`, async () => {
      const { code, stdout, stderr } = await doctor(edited);
      expect({ code, stderr }).to.deep.equal({ code: 1, stderr: "" });
      expect(stdout).to.match(/^no {2}code in the state: \d+ of \d+ texts? not this package's\n/);
      expect(stdout).to.contain(says).and.to.contain("do not run `pulumi up`, `refresh` or `destroy` on this state");
      expect(stdout).not.to.contain("CANARY");
    });
  }

  it("tells programs the same as people", async () => {
    const { code, stdout } = await doctor(
      state([resource("staff", "UserImportJob", { outputs: { __provider: EVIL } })]),
      "--json",
    );
    expect(code).to.equal(1);
    const [checked] = JSON.parse(stdout) as [{ verdict: string; findings: string[] }];
    expect(checked.verdict).to.equal("1 of 2 texts not this package's");
    expect(checked.findings).to.have.length(1);
  });

  it("names twenty and counts the rest", async () => {
    const many = Array.from({ length: 25 }, (_, at) =>
      resource(`staff${String(at)}`, "UserImportJob", { outputs: { __provider: EVIL } }),
    );
    const { stdout } = await doctor(state(many));
    expect(stdout.match(/is not the text/g)).to.have.length(20);
    expect(stdout).to.contain("      and 5 more\n").and.to.contain("staff0 ").and.not.to.contain("staff20");
  });

  it("lets no name of the state steer the terminal", async () => {
    const name = "\u001b[2J\nok  code in the state: fine\u009b";
    const { stdout } = await doctor(
      state([resource(name, "UserImportJob", { outputs: { __provider: EVIL } })]),
      "--json",
    );
    expect(JSON.stringify(JSON.parse(stdout))).to.contain("\\u001b");
    const shown = (await doctor(state([resource(name, "UserImportJob", { outputs: { __provider: EVIL } })]))).stdout;
    expect(shown).not.to.match(/[\u001b\u009b]|^ok/m);
  });

  it("does not call well what is no state", async () => {
    for (const text of ["", "{}", "[]", "null", '{"deployment":[]}', '{"deployment":', "error: no stack selected"]) {
      expect(await doctor(text), text).to.deep.equal({
        code: 2,
        stdout: "",
        stderr: "ciam: this is no state: hand in what `pulumi stack export` prints\n",
      });
    }
    expect((await ciam(["doctor", "--state", "nowhere.json"])).stderr).to.equal("ciam: nowhere.json does not exist\n");
    expect((await ciam(["doctor", "--state", "-"], { tty: true, typed: "" })).stderr).to.contain(
      "no state was handed in",
    );
  });
});
