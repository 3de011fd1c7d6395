import { CiamError } from "../ciam/errors";

export interface Page<T> {
  readonly total: number;
  readonly items: readonly T[];
}

export type FetchPage<T> = (page: { PageNumber: number; PageSize: number }) => Promise<Page<T>>;

/** Tried from the left: the service documents no maximum and may refuse, or silently shorten, a page it finds too long. */
const PAGE_SIZES = [1000, 500, 200, 100, 50, 20, 10] as const;

/** How often a list is read again when it moved under the reader before what was seen is taken as it is. */
const PASSES = 4;

/**
 * Reads a whole paged list, by id, until as many as Total are collected. A page shorter than asked is not the end:
 * the service may cap pages, and without a promised order a user can slip between two pages.
 */
export async function readAll<T>(fetch: FetchPage<T>, idOf: (item: T) => string): Promise<T[]> {
  const seen = new Map<string, T>();
  for (let pass = 1; pass <= PASSES; pass++) {
    const { total, moved } = await readPass(fetch, idOf, seen);
    if (moved) seen.clear();
    else if (seen.size >= total) break;
  }
  return [...seen.values()];
}

async function readPass<T>(
  fetch: FetchPage<T>,
  idOf: (item: T) => string,
  seen: Map<string, T>,
): Promise<{ total: number; moved: boolean }> {
  const { first, size } = await firstPage(fetch);
  const found = new Map(first.items.map((item) => [idOf(item), item]));
  let pageSize = size;
  if (first.items.length > 0 && first.items.length < Math.min(size, first.total)) pageSize = first.items.length;
  for (let number = 2; found.size < first.total && first.items.length > 0; number++) {
    const page = await fetch({ PageNumber: number, PageSize: pageSize });
    for (const item of page.items) found.set(idOf(item), item);
    if (page.total !== first.total) return { total: page.total, moved: true };
    if (page.items.length === 0 || number > Math.ceil(first.total / pageSize) + 1) break;
  }
  for (const [id, item] of found) seen.set(id, item);
  return { total: first.total, moved: false };
}

async function firstPage<T>(fetch: FetchPage<T>): Promise<{ first: Page<T>; size: number }> {
  for (const size of PAGE_SIZES) {
    try {
      return { first: await fetch({ PageNumber: 1, PageSize: size }), size };
    } catch (error) {
      const refused = error instanceof CiamError && error.code.startsWith("InvalidParameter");
      if (!refused || size === PAGE_SIZES.at(-1)) throw error;
    }
  }
  throw new Error("unreachable: the last page size either answers or throws");
}
