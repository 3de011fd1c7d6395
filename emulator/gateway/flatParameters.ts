import { z } from "zod";
import type { Pairs } from "./signedParameters";

/** Longest query of a GET request, in bytes. Documented as 32 KB. */
export const LONGEST_QUERY = 32 * 1024;

/** Largest form, in bytes. Documented as 1 MB for POST requests with version 1 of the signature. */
export const LARGEST_FORM = 1024 * 1024;

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
 * The body of a POST request with these parameters of a query or form. All is text there, so the action's types tell
 * numbers and flags; a text that is neither stays a text, and is refused as in a body.
 */
export function bodyOf(pairs: Pairs, action: { readonly request: z.ZodObject } | undefined): Buffer {
  const shape = action ? (z.toJSONSchema(action.request, { io: "input" }) as Shape) : {};
  return Buffer.from(JSON.stringify(valueOf(nested(pairs), shape)));
}

function nested(pairs: Pairs): Map<string, Sent> {
  const all = new Map<string, Sent>();
  for (const [name, value] of pairs) {
    const path = name.split(".", DEEPEST);
    const last = path.pop() ?? "";
    let holder = all;
    for (const step of path) {
      const inside = holder.get(step);
      const next = inside instanceof Map ? inside : new Map<string, Sent>();
      holder.set(step, next);
      holder = next;
    }
    holder.set(last, value);
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

/** Languages write numbers and flags in their own ways: `1.7e+12`, `True`, `1`. */
function scalarOf(text: string, { type }: Shape): unknown {
  if ((type === "integer" || type === "number") && /^-?\d{1,15}(?:\.\d+)?(?:e\+?\d{1,2})?$/i.test(text))
    return Number(text);
  if (type === "boolean" && /^(?:true|1)$/i.test(text)) return true;
  if (type === "boolean" && /^(?:false|0)$/i.test(text)) return false;
  return text;
}
