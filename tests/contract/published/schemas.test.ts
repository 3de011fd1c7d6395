import { expect } from "chai";
import { z } from "zod";
import { configured } from "../../../emulator/service/config";
import { parameters } from "../../../emulator/gateway/parameters";
import { actions, type ActionName, type ActionSpec } from "../../../ciam/actions";
import { membersOf, type Member, type Members } from "../../../tools/published/api";
import { published } from "../../../tools/published/derive";
import { objectOf } from "../suite/fields";

const { actions: publishedActions, types } = published();

/** The examined part of a JSON Schema. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** A schema in the words of the table: member → type, a line each, through all objects in it. */
function linesOf(shape: Shape, at = ""): string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, member]) => {
    const whole = withoutNull(member);
    const item = whole.type === "array" ? withoutNull(whole.items ?? {}) : whole;
    const type = item.type === "integer" ? "number" : String(item.type);
    const required = shape.required?.includes(name) ? ", required" : "";
    const line = `${at}${name}: ${type}${whole.type === "array" ? "[]" : ""}${required}`;
    return [line, ...linesOf(item, `${at}${name}.`)];
  });
}

function withoutNull(shape: Shape): Shape {
  const { anyOf, type, ...rest } = shape;
  if (anyOf) return anyOf.find((one) => one.type !== "null") ?? shape;
  const [only = "null"] = [type ?? []].flat().filter((one) => one !== "null");
  return { ...rest, type: only };
}

function publishedLines(members: Members, at = ""): string[] {
  return membersOf(members).flatMap(({ name, type, list, required }) => {
    const inside = types[type];
    const line = `${at}${name}: ${inside ? "object" : type}${list ? "[]" : ""}${required ? ", required" : ""}`;
    return [line, ...(inside ? publishedLines(inside, `${at}${name}.`) : [])];
  });
}

function schemaOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: "input" }) as Shape;
}

/** Answers must have the members that a caller cannot do without; the vendor's models require none. */
function withoutDemands(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(", required", "")).sort();
}

/** Every object in the schema refuses unknown members. */
function openObjects(shape: Shape, at = "the request"): string[] {
  const inside = Object.entries(shape.properties ?? {}).flatMap(([name, member]) =>
    openObjects(member, `${at}.${name}`),
  );
  const open = shape.type === "object" && shape.additionalProperties !== false ? [at] : [];
  return [...open, ...inside, ...(shape.items ? openObjects(shape.items, `${at}[]`) : [])];
}

for (const spec of Object.values<ActionSpec>(actions)) {
  const api = publishedActions[spec.name];
  const request = api?.request ?? {};
  const response = api?.response ?? {};

  describe(`the schemas of ${spec.name}`, () => {
    it("take every published field of a request, in its type, demand the required ones, and refuse others", () => {
      const schema = schemaOf(spec.request);
      expect(linesOf(schema).sort()).to.deep.equal(publishedLines(request).sort());
      expect(openObjects(schema)).to.deep.equal([]);
    });

    it("know every published field of an answer, in its type", () => {
      expect(withoutDemands(linesOf(schemaOf(spec.response)))).to.deep.equal(withoutDemands(publishedLines(response)));
    });

    it("take an answer whose fields are null wherever they may be, and one that lacks them", () => {
      const whole = objectOf(response, types);
      expect(spec.response.parse(whole)).to.deep.equal(whole);
      const emptied = nulled(whole, response);
      expect(spec.response.parse(emptied)).to.deep.equal(emptied);
    });

    it("let the emulator take a request with every field, and hand all of it on", () => {
      const whole = objectOf(request, types);
      expect(parameters(spec.request, Buffer.from(JSON.stringify(whole)), configured({}))).to.deep.equal(whole);
    });
  });
}

function nulled(value: object, members: Members): object {
  const known = new Map<string, Member>(membersOf(members).map((member) => [member.name, member]));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => {
      const member = known.get(name);
      const inside = types[member?.type ?? ""];
      if (member?.nullable) return [name, null];
      if (Array.isArray(one)) return [name, inside ? one.map((item: object) => nulled(item, inside)) : one];
      return [name, inside && typeof one === "object" && one !== null ? nulled(one, inside) : one];
    }),
  );
}

describe("the actions", () => {
  it("are the published ones", () => {
    const names: ActionName[] = Object.values(actions).map(({ name }) => name);
    expect(names.sort()).to.deep.equal(Object.keys(publishedActions));
  });
});
