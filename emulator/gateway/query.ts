import { z } from "zod";
import { actions, isActionName } from "../../ciam/actions";

/** Longest query of a GET request, in bytes. Documented as 32 KB. */
export const LONGEST_QUERY = 32 * 1024;

/** The deepest parameter of all actions is less deep. */
const DEEPEST = 8;

/** The part of a JSON Schema that tells how to read a text. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Partial<Record<string, Shape>>>;
  readonly items?: Shape;
}

/** One parameter, or several under one name: `Filters.0.Key=condition`. */
type Sent = string | Map<string, Sent>;

/**
 * The body of a POST request with the parameters of this query. A query is all text, so the action's types tell the
 * numbers; a text that is no number stays a text, and is refused as in a body.
 */
export function bodyOfQuery(action: string, query: string): Buffer {
  const shape = isActionName(action) ? (z.toJSONSchema(actions[action].request, { io: "input" }) as Shape) : {};
  return Buffer.from(JSON.stringify(valueOf(parametersIn(query), shape)));
}

function parametersIn(query: string): Map<string, Sent> {
  const all = new Map<string, Sent>();
  for (const [name, text] of new URLSearchParams(query)) {
    const path = name.split(".", DEEPEST);
    const last = path.pop() ?? "";
    let holder = all;
    for (const step of path) {
      const inside = holder.get(step);
      const next = inside instanceof Map ? inside : new Map<string, Sent>();
      holder.set(step, next);
      holder = next;
    }
    holder.set(last, text);
  }
  return all;
}

function valueOf(sent: Sent, shape: Shape): unknown {
  if (typeof sent === "string") return scalarOf(sent, shape);
  if (shape.type === "array") {
    const items = [...sent].sort(([a], [b]) => Number(a) - Number(b));
    return items.map(([, item]) => valueOf(item, shape.items ?? {}));
  }
  const { properties = {} } = shape;
  const known = (name: string): Shape => (Object.hasOwn(properties, name) ? properties[name] : undefined) ?? {};
  return Object.fromEntries([...sent].map(([name, inside]) => [name, valueOf(inside, known(name))]));
}

function scalarOf(text: string, { type }: Shape): unknown {
  if ((type === "integer" || type === "number") && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
