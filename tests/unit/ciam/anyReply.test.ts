import { expect } from "chai";
import fc from "fast-check";
import { actions, isActionName, type ActionName } from "../../../ciam/actions";
import { CiamClient } from "../../../ciam/client";
import { parseEndpoint } from "../../../ciam/endpoint";
import { CiamError } from "../../../ciam/errors";
import { everythingShown } from "../../support/failure";
import { FakeClock } from "../../support/fakeClock";
import { CANARY, SENT, exampleReplies, exampleRequests, spoiltReply } from "../../support/replies";

const RUNS = 12_000;
const names = Object.keys(exampleReplies).filter(isActionName);

describe("any reply at all", () => {
  it(`becomes an answer or an error of its class, never a crash, and shows no value (${String(RUNS)} of them)`, async () => {
    let reply: unknown;
    let sent = 0;
    const clock = new FakeClock();
    const client = new CiamClient({
      endpoint: parseEndpoint("ciam.example.com"),
      region: "ap-guangzhou",
      credentials: { get: () => Promise.resolve({ secretId: "id", secretKey: "key" }) },
      clock,
      limiter: { acquire: () => Promise.resolve(), slowDown: () => undefined },
      transport: () => {
        sent++;
        return Promise.resolve({ json: reply });
      },
    });
    const ends = { answered: 0, malformed: 0, refused: 0 };
    const call = async (action: ActionName, spoilt: unknown): Promise<void> => {
      reply = spoilt;
      sent = 0;
      try {
        const answer: unknown = await client.call(action, exampleRequests[action] as never);
        expect(actions[action].response.safeParse(answer).success).to.equal(true);
        ends.answered++;
      } catch (error) {
        if (!(error instanceof CiamError)) throw error;
        expect(everythingShown(error)).to.not.contain(CANARY).and.to.not.contain(SENT);
        if (error.code === "Response.Malformed") {
          expect(error).to.include({ class: "unknown-outcome", notExecuted: false });
          ends.malformed++;
        } else {
          expect(spoilt).to.have.nested.property("Response.Error.Code", error.code);
          ends.refused++;
        }
        if (actions[action].kind === "write" && error.class === "unknown-outcome") expect(sent).to.equal(1);
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names).chain((action) => fc.tuple(fc.constant(action), spoiltReply(action))),
        ([action, spoilt]) => call(action, spoilt),
      ),
      { numRuns: RUNS },
    );
    console.log(`      ${JSON.stringify(ends)}`);
    expect(ends.malformed).to.be.above(RUNS / 3);
    expect(ends.refused).to.be.above(100);
  }).timeout(120_000);
});
