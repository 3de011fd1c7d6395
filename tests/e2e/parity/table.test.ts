import { randomFrom } from "../../../emulator/service/random";
import { columns, type Column } from "./columns";
import { day } from "./day";
import { disputes } from "./disputes";
import { kills } from "./kills";
import { Shop } from "./shop";

/** Of each front end. */
const KILLS = Number(process.env.CIAM_KILLS ?? 4);
const SEED = Number(process.env.CIAM_KILL_SEED ?? Date.now() % 1_000_000);

/** The rows: what must be the same on the real CLI for every front end, and wherever users are declared. */
const table: Readonly<Record<string, (column: Column) => Promise<void>>> = {
  "a day with users, from the first preview to destroy": (column) =>
    inShop(column, day, column === columns[0] ? "of a passphrase" : "of a service"),
  "policies, a refused user and a lost state": (column) => inShop(column, disputes),
  [`an up that ends at any moment (replay: CIAM_KILL_SEED=${String(SEED)})`]: (column) =>
    kills(column, Math.ceil(KILLS / 2), randomFrom(SEED, columns.indexOf(column))),
};

/** @param key what encrypts the state; a person's is mostly of a passphrase, which takes its time: one column has it */
async function inShop(
  column: Column,
  walk: (shop: Shop) => Promise<void>,
  key: "of a passphrase" | "of a service" = "of a service",
): Promise<void> {
  const shop = await Shop.open(column, { key });
  try {
    await walk(shop);
  } finally {
    await shop.close();
  }
}

describe("front ends side by side, on the real CLI", function () {
  this.timeout(240_000 + KILLS * 60_000);

  for (const [name, walk] of Object.entries(table)) {
    describe(name, () => {
      for (const column of columns) it(column.name, () => walk(column));
    });
  }
});
