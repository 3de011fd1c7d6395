import { aboutAccess } from "./access";
import { aboutConsole } from "./console";
import { aboutGateway } from "./gateway";
import { aboutStores } from "./stores";
import type { CatalogueEntry } from "./types";
import { aboutUsers } from "./users";

/** Every error code that is published for CIAM. */
export const errorCatalogue: ReadonlyMap<string, CatalogueEntry> = new Map(
  [aboutUsers, aboutStores, aboutConsole, aboutAccess, aboutGateway].flatMap((chapter) => Object.entries(chapter)),
);

/** First halves of codes that say enough, so that an unpublished second half is no surprise. */
const FAMILIES: ReadonlySet<string> = new Set([
  "AuthFailure",
  "UnauthorizedOperation",
  "InvalidParameter",
  "InvalidParameterValue",
  "MissingParameter",
  "UnknownParameter",
  "InternalError",
]);

/** The published entry of a code, or its family's. */
export function entryFor(code: string): CatalogueEntry | undefined {
  const family = code.split(".", 1)[0] ?? code;
  return errorCatalogue.get(code) ?? (FAMILIES.has(family) ? errorCatalogue.get(family) : undefined);
}

export type { CatalogueEntry, ErrorClass } from "./types";
