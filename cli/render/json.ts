import type { PlanDocument } from "../../provider/planDocument/document";
import { tallyOf } from "../../provider/planDocument/tally";
import { gainsIn, type Gain } from "../plan/privilege";
import type { Report } from "../plan/report";
import { gainText } from "./words";

/** A report as JSON, for programs: the documents of all plans, and their numbers together. */
export function reportJson({ jobs, others, errors }: Report): unknown {
  const users = jobs.flatMap((job: PlanDocument) => job.users);
  return { tally: tallyOf(users), gains: gainsIn(users).map(gainJson), jobs, others, errors };
}

function gainJson(gain: Gain): unknown {
  const { what, users } = gain;
  return { users: users.length, what: gainText(gain), ...(what.kind === "group" && { group: what.group }) };
}
