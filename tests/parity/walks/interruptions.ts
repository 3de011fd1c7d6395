import { expect } from "chai";
import type { EarlyEnd, Users } from "../../chaos/program/project";
import { people, type Shop } from "../shop";
import type { Walk, Walks } from "../walk";

const before = people("alice", "bob", "carol");
const after = { ...people("alice", "dave"), bob: { userName: "bob", email: "new@example.com" } };
const WHENS = ["before", "after"] as const;
/** More than an `up` of these users makes. */
const MOST_CALLS = 60;

/** Ends an `up` at each of its calls; the next one finishes it. */
function endedAtEachCall(who: EarlyEnd["who"], first: Users | undefined, goal: Users): Walk {
  return async (begin) => {
    for (const when of WHENS) {
      for (let atCall = 0; atCall < MOST_CALLS; atCall++) {
        const shop = begin({ jobPendingMs: 100, jobProcessingMs: 100 });
        const stranger = shop.register("stranger");
        if (first) await shop.up(first);
        const calls = shop.cloud.calls.length;
        await shop.upEndsEarly({ atCall, when, who }, goal);
        if (shop.cloud.calls.length - calls <= atCall) break;
        await endsAsDeclared(shop, goal, `call ${String(atCall)}, ${when}`);
        expect(shop.idOf("stranger")).to.equal(stranger);
      }
    }
  };
}

async function endsAsDeclared(shop: Shop, goal: Users, where: string): Promise<void> {
  await shop.up(goal);
  expect(shop.names, where).to.deep.equal([...Object.keys(goal), "stranger"].sort());
  expect(shop.cloud.submissions.blind, where).to.deep.equal([]);
  expect(shop.user("bob").Email, where).to.equal(goal.bob?.email);
  expect((await shop.up(goal)).writes, where).to.deep.equal([]);
}

export const interruptions: Walks = {
  "a first up that is killed at any call loses and doubles nobody": endedAtEachCall("both", undefined, before),
  "an up that is killed at any call loses and doubles nobody": endedAtEachCall("both", before, after),
  "an up whose CLI alone is killed loses and doubles nobody": endedAtEachCall("cli", before, after),
  "a first up that is cancelled at any call loses and doubles nobody": endedAtEachCall("Ctrl-C", undefined, before),
  "an up that is cancelled at any call loses and doubles nobody": endedAtEachCall("Ctrl-C", before, after),
};
