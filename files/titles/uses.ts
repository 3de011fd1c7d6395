import type { Place } from "./place";
import type { Shape } from "./shape";

/**
 * The use of a column, or of a member at the end of a path. `fills`: it is a field or a part of one. `joins`: it is a
 * field together with others. `hash`: it is the password, if it is a hash that CIAM takes. `names`: it makes the key.
 * `tells`: it says which users are left out. `ignored`: it stays behind.
 */
export type Use = { readonly title: string; readonly place: Place } & (
  | { readonly kind: "fills" | "joins" | "hash"; readonly name: string }
  | { readonly kind: "names" }
  | { readonly kind: "tells" | "ignored"; readonly why: string }
);

/** The uses of all that rows with these titles have, in the order of the titles. */
export function usesOf(shape: Shape): readonly Use[] {
  const { titles, takes, joined, hashes, key, leftOut, behind, columns } = shape;
  const titled = (place: Place, path?: string): Pick<Use, "title" | "place"> => ({
    title: place.steps.length === 0 || path === undefined ? shape.titleOf(place) : path,
    place,
  });
  const namedPlaces = key?.all ?? key?.first ?? ownKey(shape);
  const told: Use[] = [
    ...takes.map(({ title, name, place }): Use => ({ ...titled(place, title), kind: "fills", name })),
    ...joined.flatMap(({ field, from, titles: paths }) =>
      from.map((place, at): Use => ({ ...titled(place, paths[at]), kind: "joins", name: field })),
    ),
    ...hashes.map(({ rule, place }): Use => ({ ...titled(place, rule.column), kind: "hash", name: "password" })),
    ...namedPlaces.map((place): Use => ({ ...titled(place, key?.name), kind: "names" })),
    ...leftOut.map(({ rule, place }): Use => ({ ...titled(place, rule.column), kind: "tells", why: rule.why })),
    ...behind.map(({ title, place, why }): Use => ({ title, place, kind: "ignored", why })),
  ];
  const isTold = new Set(told.map(({ place }) => place.at));
  const rest = titles.flatMap((title, at): Use[] => {
    const use = columns[at]?.use;
    // Of a column without a name in which something stands there is a finding.
    if (isTold.has(at) || use === "nameless" || (use === "preset" && title === "")) return [];
    const why = use === "dropped" ? "is left out, as was said" : "is left out, because nothing says what it means";
    return [{ title, place: { at, steps: [] }, kind: "ignored", why }];
  });
  const all = [...told, ...rest].sort((a, b) => a.place.at - b.place.at);
  return all.filter((use, at) => all.findIndex((other) => isSame(use, other)) === at);
}

/** The column that names users where no option and no preset does. */
function ownKey({ columns, reading }: Shape): readonly Place[] {
  if (reading.options.key !== undefined) return [];
  const named = (wanted: string): number => columns.findIndex(({ name, use }) => use === "known" && name === wanted);
  const at = [named("key"), named("userName")].find((found) => found !== -1);
  return at === undefined ? [] : [{ at, steps: [] }];
}

function isSame(one: Use, other: Use): boolean {
  const said = ({ title, kind, place }: Use): string => JSON.stringify([title, kind, place.at, place.steps]);
  return said(one) === said(other) && ("name" in one && "name" in other ? one.name === other.name : true);
}
