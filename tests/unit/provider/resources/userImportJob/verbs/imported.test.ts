import { expect } from "chai";
import { importedJob } from "../../../../../../provider/resources/userImportJob/verbs/imported";
import { request } from "../../requests";

const STORE = "0123456789abcdef0123456789abcdef";
const OWNER = "shop/dev/staff#0123456789ab";

/** What is said of an id; of one that is right, that nobody can be asked. */
async function saidOf(id: string): Promise<string> {
  try {
    await importedJob({ ...request(), id });
    return "";
  } catch (error) {
    return String(error);
  }
}

describe("the id of a job that is imported", () => {
  it("names a store and an owner, and the attribute of the mark where it is another one", async () => {
    for (const id of [OWNER, `${OWNER}@indexedAttribute5`, `${OWNER}@indexedAttribute1`, "shop/dev/me@home#f07d6dfd"])
      expect(await saidOf(`${STORE}/${id}`), id).to.contain("nobody is called here");
  });

  it("is told how it is written where it names neither", async () => {
    for (const id of [
      "",
      "/",
      STORE,
      `/${OWNER}`,
      `${STORE}/shop/dev/staff`,
      `${STORE}/shop/dev/staff@indexedAttribute2`,
    ])
      expect(await saidOf(id), id).to.contain("<UserStoreId>/<owner>@<attribute>");
  });

  it("is told which attributes there are where it names none of them", async () => {
    expect(await saidOf(`${STORE}/${OWNER}@indexedAttribute7`)).to.contain(
      '"indexedAttribute7" is no attribute that can carry the mark of an owner',
    );
    expect(await saidOf(`${STORE}/${OWNER}@`)).to.contain('"" is no attribute');
  });
});
