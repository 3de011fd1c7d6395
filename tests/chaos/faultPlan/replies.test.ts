import { expect } from "chai";
import fc from "fast-check";
import { actions, isActionName } from "../../../ciam/actions";
import { readEnvelope } from "../../../ciam/transport/envelope";
import { shell } from "../../../provider/dynamic/shell";
import { Session } from "../../../provider/resources/userImportJob/session/session";
import { userImportJob } from "../../../provider/resources/userImportJob";
import { allUserFields } from "../../../provider/users/model/fields";
import { CANARY, spoiltReply } from "../../support/replies";
import { OWNER } from "../checker/violation";
import { row } from "../../support/faultPlan";
import { count, staff, SUBMIT, Trial } from "./trial";

const WALKS = 250;
const SETS = 4_000;

/** True if the client can tell that this is no answer of the action; a plausible lie is another matter. */
function isRefused(action: string, reply: unknown): boolean {
  if (!isActionName(action)) return false;
  try {
    return !actions[action].response.safeParse(readEnvelope(action, reply, {})).success;
  } catch {
    return true;
  }
}

describe("nonsense that comes back", function () {
  this.timeout(0);

  it(
    row(25, "simulated", `at any call of ${String(WALKS)} runs: nothing is half done that the next up does not finish`),
    async () => {
      let spoilt = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.nat(14),
          fc.infiniteStream(
            fc
              .constantFrom("DescribeUser", "ListUser", "ListJobs", "CreateApiImportUserJob" as const)
              .chain((action) => spoiltReply(action)),
          ),
          async (at, replies) => {
            const trial = Trial.simulated();
            let call = 0;
            trial.cloud.twist = (action, json) => {
              if (call++ !== at) return json;
              const reply = [...replies.take(20)].find((one) => isRefused(action, one));
              if (reply === undefined) return json;
              spoilt++;
              return reply;
            };
            const { ok, message, reasons } = await trial.up(staff);
            expect(message + reasons.join()).to.not.include(CANARY);
            if (!ok) expect(message).to.match(/^[A-Z][A-Za-z]+: |could not be updated/);
            trial.cloud.twist = undefined;
            await trial.settles(staff);
            expect(count(trial.cloud.calls, SUBMIT)).to.equal(0);
          },
        ),
        { numRuns: WALKS },
      );
      expect(spoilt).to.be.above(WALKS * 0.7);
    },
  );

  it(`users of every kind (${String(SETS)} sets): refused in check, and nobody is called`, async () => {
    let calls = 0;
    const services = {
      client: () => Promise.reject(new Error(String(calls++))),
      disclosure: "masked",
      endpointKind: () => "other",
    };
    // Only the parts that check touches; it must touch nothing else.
    const provider = shell(userImportJob, () => ({
      problems: [],
      services: () => services as never,
      session: new Session(),
      linesTaken: () => Promise.resolve(),
    }));
    await provider.configure({ config: { get: () => undefined } });
    const anything = fc.jsonValue({ maxDepth: 3 });
    const field = fc.oneof(
      fc.constantFrom<string>(...allUserFields),
      fc.constantFrom("emial", "constructor", "user", "secret"),
    );
    const bad = fc.oneof(
      anything,
      fc.constantFrom(CANARY, `${CANARY}\0`, `${CANARY}\ud800`, null, [CANARY], { saltValue: CANARY }),
    );
    const one = fc.oneof(
      { weight: 5, arbitrary: fc.dictionary(field, bad, { maxKeys: 5 }) },
      { weight: 1, arbitrary: anything },
    );
    const sets = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.dictionary(
          fc.string({ maxLength: 4 }),
          fc.dictionary(fc.string({ maxLength: 4 }), one, { maxKeys: 3 }),
          { maxKeys: 2 },
        ),
      },
      { weight: 1, arbitrary: anything },
    );
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(sets, async (userSets) => {
        const { failures } = await provider.check({}, { userStoreId: "store", owner: OWNER, userSets });
        if (failures.length > 0) refused++;
        for (const { reason } of failures) expect(reason).to.match(/\S/).and.to.not.include(CANARY);
      }),
      { numRuns: SETS },
    );
    console.log(`      ${String(refused)} of ${String(SETS)} refused`);
    expect(refused).to.be.above(SETS / 2);
    expect(calls).to.equal(0);
  });
});
