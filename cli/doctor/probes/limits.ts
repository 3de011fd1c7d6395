import type { Answers } from "../questions/questions";
import type { Arrival } from "../trial/stages/arrival";
import type { Crowd, Outcome } from "../trial/stages/crowd";
import type { Bounds } from "../service/bounds";
import type { Removal } from "../trial/stages/removal";
import type { Judgements } from "./switches";
import { ms, told, untold, type Judgement } from "./judgement";

/** The largest page, and the fate of larger ones. */
export function pages({ pages: seen }: Answers): Judgements {
  switch (seen.kind) {
    case "shortened": {
      const evidence = `a page of 1,048,576 was answered as one of ${number(seen.to)}`;
      return { maxPageSize: told(seen.to, evidence), pageSizePolicy: told("silent", evidence) };
    }
    case "refused": {
      const evidence = `a page of ${number(seen.largest)} was answered, one of ${number(seen.largest + 1)} refused`;
      return { maxPageSize: told(seen.largest, evidence), pageSizePolicy: told("refused", evidence) };
    }
    case "any": {
      const why = untold(`a page of ${number(seen.asked)} was answered, and no larger one was asked for`);
      return { maxPageSize: why, pageSizePolicy: why };
    }
  }
}

/** The tolerance for the time of a request. */
export function clock({ clock: seen }: Answers): Judgements {
  if (!seen)
    return { clockSkewMs: untold("a request with a wrong time was refused for something else, or not at all") };
  const { taken: takenS, refused: refusedS } = seen;
  if (refusedS === undefined) return { clockSkewMs: untold(`a request ${number(takenS)} s late was answered`) };
  // A time in a request has whole seconds, and so has the service's in its replies.
  const within = { least: Math.max(0, (takenS - 1) * 1000), most: (refusedS + 2) * 1000 };
  const evidence = `a request ${number(takenS)} s late was answered, one ${number(refusedS)} s late refused`;
  return { clockSkewMs: { value: refusedS * 1000, evidence, within } };
}

/** The most users of an import. */
export function imports({ taken, refused }: Arrival): Judgements {
  const most = Math.max(...taken);
  if (refused.length === 0)
    return { maxImportUsers: untold(`${number(most)} users at once were taken, and the doctor makes no more`) };
  const evidence = `an import of ${number(most)} was taken, one of ${number(Math.min(...refused))} refused`;
  return { maxImportUsers: told(most, evidence) };
}

/** The most ids of a deletion. */
export function deletions({ users, groups }: Removal): Judgements {
  return {
    maxDeleteUsers: ofLists(users, "users"),
    maxDeleteGroups: ofLists(groups, "groups"),
  };
}

function ofLists(list: Bounds | undefined, what: string): Judgement {
  if (!list)
    return untold(`the deletion of made-up ${what} was refused for something else than their number, or not asked for`);
  if (list.refused === undefined) return untold(`${number(list.taken)} made-up ids were taken, and no more were tried`);
  return told(list.taken, `${number(list.taken)} made-up ids were taken, ${number(list.refused)} refused`);
}

/** The number of jobs that may run at once, and the kinds that count. */
export function slots(crowd: Crowd, isSecondStoreAsked: boolean): Judgements {
  const why = whyNoSlots(crowd);
  return {
    jobsAtOnce: why ?? atOnce(crowd),
    jobLimitScope: why ?? scope(crowd, isSecondStoreAsked),
    jobLimitCountsExports: why ?? exporting(crowd),
    repeatedImportMs: repetition(crowd),
  };
}

/** The number that is documented. */
const DOCUMENTED = 2;

function whyNoSlots({ full, allUnfinished }: Crowd): Judgement | undefined {
  if (full === undefined) return untold("no import was refused for want of a slot: jobs end too soon, or many may run");
  if (full === 0) return untold("jobs of others had all slots");
  return allUnfinished ? undefined : untold("a job had ended before another one was refused for want of a slot");
}

function atOnce({ full, strangers, othersAreIdle }: Crowd): Judgement {
  const evidence = `${number(full ?? 0)} imports were taken, the next one found no slot`;
  if (strangers > 0 || othersAreIdle === false) return untold("jobs of others ran, too");
  if (othersAreIdle === undefined && full !== DOCUMENTED)
    return untold(`${evidence}, but jobs of other stores, which cannot be listed, may have had some`);
  return told(full, evidence);
}

function scope({ inSecondStore, othersAreIdle, strangers }: Crowd, isSecondStoreAsked: boolean): Judgement {
  if (!isSecondStoreAsked)
    return untold(
      "it takes a second user store, which is made with --second-store, where all about stores may be called",
    );
  if (inSecondStore === undefined) return untold("there was no second store");
  if (inSecondStore === "taken")
    return told("store", "with all slots of one store taken, an import into another one was taken");
  if (inSecondStore === "no slot" && othersAreIdle === true && strangers === 0)
    return told("tenant", "with all slots taken by one store, an import into another one found none");
  return untold(`an import into the second store: ${saidBy(inSecondStore)}`);
}

function exporting({ besideExport: seen, full = 0 }: Crowd): Judgement {
  if (seen === undefined) return untold("the store has users of others, whom an export would write into a file");
  if ("refusal" in seen) return untold(`an export was refused: ${seen.refusal.message}`);
  if (!seen.allUnfinished) return untold("a job had ended before all were sent");
  const evidence = `while an export ran, ${number(seen.imports)} of ${number(full)} imports found a slot`;
  if (seen.imports === full) return told(false, evidence);
  return seen.imports === full - 1 ? told(true, evidence) : untold(evidence);
}

function repetition({ repeated, repeatedAfterMs, takenAfterMs }: Crowd): Judgement {
  if (repeated === "taken") {
    const evidence = `the same import, sent again ${ms(Math.ceil(repeatedAfterMs))} after the first, was taken`;
    return { value: 0, evidence, within: { least: 0, most: Math.ceil(repeatedAfterMs) } };
  }
  if (repeated !== "repetition") return untold(`the same import, sent again: ${saidBy(repeated)}`);
  if (!takenAfterMs)
    return untold("the same import, sent again, was refused for as long as the doctor tried, half a minute");
  const [least, most] = [Math.floor(takenAfterMs.least), Math.ceil(takenAfterMs.most)];
  const evidence = `the same import was refused after ${ms(least)}, and taken after ${ms(most)}`;
  return { value: most, evidence, within: { least, most } };
}

function saidBy(outcome: Outcome): string {
  if (typeof outcome === "object") return outcome.refusal.message;
  return outcome === "no slot"
    ? "it found no slot"
    : outcome === "taken"
      ? "it was taken"
      : "it was taken for a repetition";
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
