import { expect } from "chai";
import {
  configured,
  describeConfig,
  type EmulatorConfig,
  type EmulatorSettings,
} from "../../../../emulator/service/config";
import { configOf, judgeAnswers, judgeTrial } from "../../../../cli/doctor/probes/judge";
import { isTold, type Judgement } from "../../../../cli/doctor/probes/judgement";
import { hidden, isSwitchName, switches, type Judgements } from "../../../../cli/doctor/probes/switches";
import { ask } from "../../../../cli/doctor/questions/questions";
import { Bench } from "../../../../cli/doctor/service/bench";
import { cleanUp, LONG_LAG_MS } from "../../../../cli/doctor/trial/cleanUp";
import { DoctorsRun } from "../../../../cli/doctor/trial/marks";
import { observe } from "../../../../cli/doctor/trial/observe";
import { randomFrom } from "../../../../emulator/service/random";
import { alternatives, obstacles, settingIn, settingsOf, type Turned } from "./alternatives";
import { Emulated } from "./emulated";

/** `CIAM_DOCTOR_SEED=7` tries other pairs. */
const SEED = Number(process.env.CIAM_DOCTOR_SEED ?? 19);
const PAIRS = 20;

/** All that the doctor judges of a service with these settings. It leaves nothing behind, whatever they are. */
async function examined(settings: EmulatorSettings): Promise<{ judged: Judgements; config: EmulatorConfig }> {
  const service = new Emulated(settings);
  const { signal } = new AbortController();
  const bench = new Bench({ way: service.way, storeId: service.storeId, signal, progress: () => undefined });
  const answers = await ask(bench);
  const run = new DoctorsRun("0123abcd");
  const seen = await observe(bench, run, { mayMakeStore: true, mayMakeGroups: true, mayExport: true });
  await cleanUp(bench.afterwards(), seen.isAwaiting ? LONG_LAG_MS : undefined);
  expect(
    service.users().map(({ UserName }) => UserName),
    "users left behind",
  ).to.deep.equal([]);
  expect([service.count("groups"), service.count("stores")], "groups and stores left behind").to.deep.equal([0, 1]);
  return { judged: { ...judgeAnswers(answers), ...judgeTrial(seen, true) }, config: configured(settings) };
}

/** What the doctor says of switches that are set otherwise. */
function wrongIn({ judged, config }: { readonly judged: Judgements; readonly config: EmulatorConfig }): string[] {
  return Object.entries(judged).flatMap(([name, judgement]) => {
    if (!isSwitchName(name) || !isTold(judgement)) return [];
    const real = settingIn(config, name);
    return isRight(judgement, real) ? [] : [`${name} is ${JSON.stringify(real)}, told: ${JSON.stringify(judgement)}`];
  });
}

function isRight(judgement: Judgement, real: unknown): boolean {
  if (!isTold(judgement)) return true;
  const { value, within } = judgement;
  if (within) return Number(real) >= within.least && Number(real) <= within.most && isWithin(Number(value), within);
  return JSON.stringify(value) === JSON.stringify(sorted(real));
}

function isWithin(value: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return value >= least && value <= most;
}

/** A list of fields is the same in any order. */
function sorted(real: unknown): unknown {
  const order = ["PhoneNumber", "Email", "ResidentIdentityCard", "Name", "Address"];
  return Array.isArray(real) ? [...(real as string[])].sort((a, b) => order.indexOf(a) - order.indexOf(b)) : real;
}

function said({ name, value }: Turned): string {
  return `${name} is ${JSON.stringify(value)}`;
}

describe("the switches of the emulator, as the doctor tells them", function () {
  this.timeout(20_000);

  it("are all judged, or it is said why no client can tell them", () => {
    const judged = [...Object.keys(switches).map((name) => name.split(".")[0]), ...Object.keys(hidden)];
    expect(new Set(judged)).to.deep.equal(new Set(describeConfig().map(({ name }) => name)));
  });

  it("are right by default, and each that can be told is told", async () => {
    const { judged, config } = await examined({});
    expect(wrongIn({ judged, config })).to.deep.equal([]);
    const open = Object.entries(judged).flatMap(([name, judgement]) => (isTold(judgement) ? [] : [name]));
    expect(open).to.have.members(["maxImportUsers", "jobRetentionMs"]);
    expect(Object.keys(judged)).to.have.members(Object.keys(switches));
    expect(() => configured(configOf(judged))).not.to.throw();
  });

  for (const one of alternatives) {
    it(`where ${said(one)}: it is ${one.untold ? "said why it cannot be told" : "told"}, and nothing is wrong`, async () => {
      const { judged, config } = await examined(settingsOf([one]));
      expect(wrongIn({ judged, config })).to.deep.equal([]);
      const judgement = judged[one.name];
      if (!judgement) throw new Error("it was not judged");
      if (isTold(judgement)) expect(one.untold, judgement.evidence).to.equal(undefined);
      else expect(judgement.why).to.match(one.untold ?? /^(?!)/);
    });
  }

  for (const settings of obstacles) {
    it(`where ${JSON.stringify(settings)}: nothing is wrong`, async () => {
      expect(wrongIn(await examined(settings))).to.deep.equal([]);
    });
  }

  const random = randomFrom(SEED, 0);
  const pick = (): Turned => alternatives[Math.floor(random.chance() * alternatives.length)] ?? pick();
  for (let n = 0; n < PAIRS; n++) {
    const pair = [pick(), pick()];
    it(`pair ${String(n + 1)} of seed ${String(SEED)}, where ${pair.map(said).join(" and ")}: nothing is wrong`, async () => {
      expect(wrongIn(await examined(settingsOf(pair)))).to.deep.equal([]);
    });
  }
});
