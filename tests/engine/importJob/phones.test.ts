import { expect } from "chai";
import { Bench } from "../support/bench";
import type { Values } from "../support/state/values";

/** One number in each of the forms in which people write it, and what the store is sent. */
const FORMS: Readonly<Record<string, readonly [written: string, sent: string]>> = {
  a: ["13800008001", "13800008001"],
  b: ["8613800008002", "+86-13800008002"],
  c: ["+8613800008003", "+86-13800008003"],
  d: ["+86-13800008004", "+86-13800008004"],
  e: ["+86 13800008005", "+86-13800008005"],
  f: ["008613800008006", "+86-13800008006"],
  g: ["138 0000 8007", "13800008007"],
  h: ["138-0000-8008", "13800008008"],
  i: ["+1 202-555-0109", "+1-2025550109"],
  j: ["+12025550110", "+1-2025550110"],
  k: ["１３８００００８０１１", "13800008011"],
};

function users(form: (key: string) => string): Values {
  return Object.fromEntries(Object.keys(FORMS).map((key) => [key, { userName: key, phoneNumber: form(key) }]));
}

const asWritten = users((key) => FORMS[key]?.[0] ?? "");
const asSent = users((key) => FORMS[key]?.[1] ?? "");

describe("phone numbers", function () {
  this.timeout(60_000);
  let here: Bench;
  afterEach(() => here.close());

  const phones = (): ReadonlyMap<unknown, unknown> =>
    new Map(here.world.users().map(({ UserName, PhoneNumber }) => [UserName, PhoneNumber]));

  const isQuiet = async (sets: Values, more = {}): Promise<void> => {
    await here.world.forgetCalls();
    await here.stack.up(here.staff(sets, more));
    expect((await here.stack.refresh()).steps).to.deep.equal([{ op: "same", name: "staff", diff: {} }]);
    await here.stack.up(here.staff(sets, more));
    expect(await here.world.writes()).to.deep.equal([]);
  };

  it("in every form that passes the check are taken by the store, in one form", async () => {
    here = await Bench.start({}, { sharesProcess: true });
    await here.stack.up(here.staff(asWritten));
    expect(phones()).to.deep.equal(new Map(Object.entries(FORMS).map(([key, [, sent]]) => [key, sent])));
    await isQuiet(asWritten);
  });

  it("are written to nobody when their spelling changes, or the country is said that they have", async () => {
    here = await Bench.start({}, { sharesProcess: true });
    await here.stack.up(here.staff(asWritten));
    await isQuiet(asSent);
    await isQuiet(asWritten, { phoneCountry: "86" });
    await isQuiet(asSent, { phoneCountry: "+86" });
  });

  it("of users whom somebody else wrote in another form are those that are declared", async () => {
    here = await Bench.start({}, { sharesProcess: true });
    const others = ["+8613800008001", "+8613800008002", "13800008003", "13800008004"];
    await here.world.client.call("CreateApiImportUserJob", {
      UserStoreId: here.world.storeId,
      DataFlowUserCreateList: others.map((PhoneNumber) => ({ PhoneNumber })),
    });
    const sets: Values = Object.fromEntries(
      ["a", "b", "c", "d"].map((key) => [key, { phoneNumber: FORMS[key]?.[0] ?? "" }]),
    );
    await here.stack.up(here.staff(sets, { conflictPolicy: "adopt" }));
    expect(here.world.users()).to.have.length(4);
    expect(here.world.users().map(({ PhoneNumber }) => PhoneNumber)).to.have.members(others);
    await isQuiet(sets, { conflictPolicy: "adopt" });
  });

  it("that the store has without a country are those of the country that is said", async () => {
    here = await Bench.start({ attributePatterns: { PhoneNumber: "^(?:\\+65-)?\\d{8}$" } }, { sharesProcess: true });
    await here.world.client.call("CreateApiImportUserJob", {
      UserStoreId: here.world.storeId,
      DataFlowUserCreateList: [{ UserName: "ann", PhoneNumber: "81234567" }],
    });
    const sets: Values = {
      ann: { userName: "ann", phoneNumber: "8123 4567" },
      bo: { phoneNumber: "+65 8123 4568" },
    };
    const more = { phoneCountry: "65", conflictPolicy: "adopt" };
    await here.stack.up(here.staff(sets, more));
    expect(here.world.users().map(({ PhoneNumber }) => PhoneNumber)).to.have.members(["81234567", "+65-81234568"]);
    await isQuiet(sets, more);
  });

  it("that the store refuses are told in which form they were sent, and not their number", async () => {
    here = await Bench.start({ attributePatterns: { PhoneNumber: "^\\+86-1\\d{10}$" } }, { sharesProcess: true });
    const failed = await here.stack.up(here.staff({ a: { phoneNumber: "13800008001" } })).then(
      () => "nothing failed",
      (error: unknown) => String(error),
    );
    expect(failed).to.contain(
      'Its phone number was sent without a country, as in 13800008000; phoneCountry: "86" would send it as +86-13800008000',
    );
    expect(failed).not.to.contain("13800008001");
    await here.stack.up(here.staff({ a: { phoneNumber: "13800008001" } }, { phoneCountry: "86" }));
    expect(here.world.users().map(({ PhoneNumber }) => PhoneNumber)).to.deep.equal(["+86-13800008001"]);
  });
});
