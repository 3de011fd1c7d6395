import { adoption } from "./walks/adoption";
import { brake } from "./walks/brake";
import { creation } from "./walks/creation";
import { drift } from "./walks/drift";
import { interruptions } from "./walks/interruptions";
import { leavers } from "./walks/leavers";
import { lifecycle } from "./walks/lifecycle";
import { partialFailure } from "./walks/failures";
import { policies } from "./walks/policies";
import { retries } from "./walks/retries";
import { takeOver } from "./walks/takeOver";
import type { Walks } from "./walk";

/** The rows: what must be the same for every front end, and wherever users are declared. */
export const table: Readonly<Record<string, Walks>> = {
  lifecycle,
  drift,
  brake,
  policies,
  leavers,
  "partial failure": partialFailure,
  retries,
  interruptions,
  takeOver,
  adoption,
  creation,
};
