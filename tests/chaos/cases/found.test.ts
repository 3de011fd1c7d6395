import { found } from "./found";
import { walk } from "../scenario/walk";

describe("a scenario that once ended wrong", () => {
  for (const [name, scenario] of Object.entries(found)) {
    it(`ends as declared: ${name}`, () => walk(scenario));
  }
});
