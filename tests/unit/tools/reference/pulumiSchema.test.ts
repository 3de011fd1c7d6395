import { expect } from "chai";
import { groupInputs } from "../../../../provider/resources/userGroup";
import { jobInputs } from "../../../../provider/resources/userImportJob/inputs/schema";
import { storeInputs } from "../../../../provider/resources/userStore";
import { alwaysSecret, allUserFields } from "../../../../provider/users/model/fields";
import { pulumiSchema } from "../../../../tools/reference/pulumiSchema";

interface Property {
  readonly description?: string;
  readonly secret?: boolean;
  readonly replaceOnChanges?: boolean;
  readonly $ref?: string;
}
interface ObjectType {
  readonly description?: string;
  readonly properties?: Record<string, Property>;
  readonly enum?: readonly { value: string }[];
}
interface Resource {
  readonly inputProperties: Record<string, Property>;
  readonly properties: Record<string, Property>;
  readonly aliases: readonly { type: string }[];
}

const schema = JSON.parse(pulumiSchema()) as {
  types: Record<string, ObjectType>;
  resources: Record<string, Resource>;
  config: { variables: Record<string, Property> };
};

describe("the schema of the plugin", () => {
  const inputs = { UserImportJob: jobInputs, UserStore: storeInputs, UserGroup: groupInputs };

  for (const [name, { shape }] of Object.entries(inputs)) {
    const resource = schema.resources[`ciam:index:${name}`];

    it(`has every input of a ${name}, and the type it had as its alias`, () => {
      expect(Object.keys(resource?.inputProperties ?? {})).to.deep.equal(Object.keys(shape));
      expect(resource?.aliases).to.deep.equal([{ type: `pulumi-nodejs:dynamic/ciam:${name}` }]);
    });
  }

  it("has every field of a user, with those marked that are always secrets", () => {
    const user = schema.types["ciam:index:User"]?.properties ?? {};
    expect(Object.keys(user)).to.have.members([...allUserFields]);
    expect(Object.keys(user).filter((field) => user[field]?.secret)).to.have.members([...alwaysSecret]);
  });

  it("marks what replaces, and what is secret", () => {
    const job = schema.resources["ciam:index:UserImportJob"];
    const replacing = Object.entries(job?.inputProperties ?? {}).filter(([, { replaceOnChanges }]) => replaceOnChanges);
    expect(replacing.map(([name]) => name)).to.deep.equal(["userStoreId"]);
    expect(job?.properties.record?.secret).to.equal(true);
    expect(schema.config.variables.secretKey?.secret).to.equal(true);
    const { properties = {} } = schema.types["ciam:index:UserDefaults"] ?? {};
    const hidden = Object.entries(properties).filter(([, { secret }]) => secret);
    expect(hidden.map(([name]) => name).sort()).to.deep.equal([...alwaysSecret].sort());
  });

  it("describes everything", () => {
    const undescribed: string[] = [];
    const look = (at: string, { properties = {}, description = "" }: ObjectType, needs = true) => {
      if (needs && description === "") undescribed.push(at);
      for (const [name, property] of Object.entries(properties)) look(`${at}.${name}`, property);
    };
    for (const [token, type] of Object.entries(schema.types)) look(token, type, type.enum === undefined);
    for (const [token, { inputProperties, properties }] of Object.entries(schema.resources)) {
      look(token, { properties: inputProperties, description: "has one" });
      look(token, { properties, description: "has one" });
    }
    expect(undescribed).to.deep.equal([]);
  });

  it("refers only to types that it has", () => {
    const refs = [...pulumiSchema().matchAll(/"#\/types\/([^"]+)"/g)].map(([, token = ""]) => token);
    expect(refs.filter((token) => !(token in schema.types))).to.deep.equal([]);
    expect(refs).not.to.have.length(0);
  });
});
