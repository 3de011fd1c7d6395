import { expect } from "chai";
import { UnderWay } from "../../../../../../provider/resources/userImportJob/session/underWay";
import { FakeClock } from "../../../../../support/fakeClock";

function watch() {
  const clock = new FakeClock();
  return { clock, engineIsAlive: () => true };
}

describe("what else of a program is under way", () => {
  it("is nothing for a process in which nothing has come for a while", async () => {
    const underWay = new UnderWay();
    const { clock, engineIsAlive } = watch();
    expect(await underWay.settled({ clock, engineIsAlive })).to.equal(undefined);
    expect(clock.slept).to.deep.equal([]);
    underWay.arrived({ clock });
    clock.advance(400);
    expect(await underWay.settled({ clock, engineIsAlive })).to.equal(undefined);
    expect(clock.slept).to.deep.equal([600]);
  });

  it("is a group that is being made, and what comes after it", async () => {
    const underWay = new UnderWay();
    const seen = watch();
    underWay.expect(seen);
    const made = underWay.during("user group leads", "create", seen, () => seen.clock.sleep(5_000));
    expect(await underWay.settled(seen)).to.equal(undefined);
    await made;
    expect(seen.clock.monotonic()).to.be.at.least(6_000);
  });

  it("never ends well once a group could not be made", async () => {
    const underWay = new UnderWay();
    const seen = watch();
    const made = underWay.during("user group leads", "update", seen, () => Promise.reject(new Error("refused")));
    await made.catch(() => undefined);
    expect(await underWay.settled(seen)).to.equal("user group leads");
  });

  it("is open as long as a creation was announced and has not begun, and is not waited for for ever", async () => {
    const underWay = new UnderWay();
    const seen = watch();
    underWay.expect(seen);
    expect(await underWay.settled(seen)).to.equal("a user store or group of this program");
    expect(seen.clock.monotonic()).to.be.within(20_000, 21_000);
  });

  it("does not matter any more once the engine is gone", async () => {
    const underWay = new UnderWay();
    const { clock } = watch();
    underWay.expect({ clock });
    expect(await underWay.settled({ clock, engineIsAlive: () => false })).to.equal(undefined);
  });
});
