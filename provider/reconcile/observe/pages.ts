import type { ActionName } from "../../../ciam/actions";
import type { CiamClient } from "../../../ciam/client";
import { BugError } from "../../../ciam/errors";
import { isPageRefused } from "../../../ciam/errors/catalogue/meanings";

interface Page<T> {
  readonly total: number;
  readonly items: readonly T[];
}

export type FetchPage<T> = (page: { PageNumber: number; PageSize: number }) => Promise<Page<T>>;

/**
 * Tried from the left: the service documents no maximum and may refuse, or silently shorten, a page it finds too long.
 */
const PAGE_SIZES = [1000, 500, 200, 100, 50, 20, 10] as const;

/** How often a list that keeps changing is read again before the result is accepted. */
const PASSES = 20;

/** A list that claims more entries than can be read is believed after this many passes without a new one. */
const VAIN_PASSES = 6;

/** One list of one service. */
export interface List {
  readonly calls: Pick<CiamClient, "pageSizes">;
  readonly action: ActionName;
}

/**
 * Reads a whole paged list, by id, until Total entries are collected. A page shorter than asked is not the end: the
 * service may cap pages, and without a promised order a user can slip between two pages. If the list changes while it
 * is read, every entry seen is kept: it is worth a look.
 */
export async function readAll<T>(list: List, fetch: FetchPage<T>, idOf: (item: T) => string): Promise<T[]> {
  const seen = new Map<string, T>();
  for (let pass = 1, vain = 0; pass <= PASSES && vain < VAIN_PASSES; pass++) {
    const before = seen.size;
    const { total, moved } = await readPass(list, fetch, idOf, seen);
    if (!moved && seen.size >= total) break;
    vain = seen.size > before ? 0 : vain + 1;
  }
  return [...seen.values()];
}

async function readPass<T>(
  list: List,
  fetch: FetchPage<T>,
  idOf: (item: T) => string,
  seen: Map<string, T>,
): Promise<{ total: number; moved: boolean }> {
  const { first, size } = await firstPage(list, fetch);
  const { total } = first;
  const found = new Set<string>();
  const see = (items: readonly T[]): void => {
    for (const item of items) {
      found.add(idOf(item));
      seen.set(idOf(item), item);
    }
  };
  see(first.items);
  const isShort = first.items.length > 0 && first.items.length < Math.min(size, total);
  const pageSize = isShort ? first.items.length : size;
  const pages = Math.ceil(total / pageSize) + 1;
  for (let number = 2; found.size < total && seen.size < total && first.items.length > 0 && number <= pages; number++) {
    const page = await fetch({ PageNumber: number, PageSize: pageSize });
    see(page.items);
    if (page.total !== total) return { total: page.total, moved: true };
    if (page.items.length === 0) break;
  }
  return { total, moved: false };
}

async function firstPage<T>({ calls, action }: List, fetch: FetchPage<T>): Promise<{ first: Page<T>; size: number }> {
  const largest = calls.pageSizes.get(action) ?? Infinity;
  for (const size of PAGE_SIZES) {
    if (size > largest) continue;
    try {
      const first = await fetch({ PageNumber: 1, PageSize: size });
      calls.pageSizes.set(action, size);
      return { first, size };
    } catch (error) {
      if (!isPageRefused(error) || size === PAGE_SIZES.at(-1)) throw error;
    }
  }
  throw new BugError("the last page size neither answered nor failed");
}
