import { expect } from "chai";
import { failedCall } from "../../../../../ciam/errors";
import { readAll, type FetchPage, type List } from "../../../../../provider/reconcile/observe/pages";
import { untilAborted } from "../../../../../provider/reconcile/run";
import { FakeStore } from "../fakeStore";

/** A list of numbers in pages; `cap` silently shortens them. */
function listOf(items: readonly number[], cap = Infinity, order: (call: number) => number = () => 1) {
  const asked: number[] = [];
  const fetch: FetchPage<number> = ({ PageNumber, PageSize }) => {
    asked.push(PageSize);
    const size = Math.min(cap, PageSize);
    const sorted = [...items].sort((a, b) => (a - b) * order(asked.length));
    return Promise.resolve({ total: items.length, items: sorted.slice((PageNumber - 1) * size, PageNumber * size) });
  };
  return { fetch, asked };
}

const numbers = Array.from({ length: 95 }, (_, n) => n);
const read = (fetch: FetchPage<number>, calls: List["calls"] = new FakeStore()) =>
  readAll({ calls, action: "ListUser" }, fetch, String);

describe("reading a paged list", () => {
  it("takes one call when the first page has all", async () => {
    const { fetch, asked } = listOf(numbers);
    expect(await read(fetch)).to.have.length(95);
    expect(asked).to.have.length(1);
  });

  it("goes on after a page that was shortened in silence", async () => {
    const { fetch, asked } = listOf(numbers, 20);
    expect(await read(fetch)).to.have.members(numbers);
    expect(asked).to.have.length(5);
  });

  it("reads again until everybody was seen when the order changes from page to page", async () => {
    const { fetch } = listOf(numbers, 20, (call) => ((call * call) % 7 < 3 ? -1 : 1));
    expect(await read(fetch)).to.have.members(numbers);
  });

  it("ends when a list promises more than it shows", async () => {
    const { fetch } = listOf(numbers);
    const lying: FetchPage<number> = async (page) => ({ ...(await fetch(page)), total: 1_000 });
    expect(await read(lying)).to.have.members(numbers);
  });

  it("keeps what it saw of a list that never stands still", async () => {
    let total = 95;
    const { fetch } = listOf(numbers, 20);
    const moving: FetchPage<number> = async (page) => ({ ...(await fetch(page)), total: total++ });
    expect(await read(moving)).to.include.members(numbers.slice(0, 40));
  });

  it("asks for smaller pages where large ones are refused, and remembers it from verb to verb", async () => {
    const { fetch, asked } = listOf(numbers);
    const refusing: FetchPage<number> = async (page) => {
      if (page.PageSize <= 100) return fetch(page);
      asked.push(page.PageSize);
      throw failedCall({
        action: "ListUser",
        code: "InvalidParameterValue",
        class: "permanent",
        meaning: "too large",
        remedy: "",
      });
    };
    const store = new FakeStore();
    /** The client of one verb of the plugin. */
    const ofVerb = () => untilAborted({ calls: store, clock: store.clock }, new AbortController().signal).calls;
    expect(await read(refusing, ofVerb())).to.have.length(95);
    expect(asked).to.deep.equal([1000, 500, 200, 100]);
    await read(refusing, ofVerb());
    expect(asked.slice(4), "in the next verb").to.deep.equal([100]);
    await read(refusing);
    expect(asked.slice(5), "by another client").to.deep.equal([1000, 500, 200, 100]);
  });
});
