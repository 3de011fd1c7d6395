import { columns } from "./columns";
import { Shop } from "./shop";
import { table } from "./table";

describe("front ends side by side", function () {
  this.timeout(60_000);

  for (const [kind, walks] of Object.entries(table)) {
    for (const [name, walk] of Object.entries(walks)) {
      describe(`${kind}: ${name}`, () => {
        for (const column of columns) it(column.name, () => walk((settings = {}) => new Shop(column, settings)));
      });
    }
  }
});
