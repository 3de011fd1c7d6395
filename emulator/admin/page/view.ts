import type { Row } from "../../service/database";
import { settleJobs } from "../../jobs/jobs";
import type { JournalEntry } from "../journal";
import { masked } from "../../directory/mask";
import type { FaultRule } from "../../faults/faultRules";
import { describePresets, type PresetName } from "../../faults/presets";
import type { Service } from "../../service/service";
import type { ClockState } from "../../service/serviceClock";
import { userOf } from "../../directory/users";

const ROWS = 20;
const CALLS = 30;

interface StoreRow {
  readonly id: string;
  readonly name: string;
  readonly users: number;
  readonly groups: number;
}

export interface JobRow {
  readonly id: string;
  readonly store: string;
  readonly type: "Import" | "Export";
  readonly status: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly created: number;
  readonly failed: number;
}

interface UserRow {
  readonly id: string;
  readonly store: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly status: string;
}

export interface PresetRow {
  readonly name: PresetName;
  readonly what: string;
  readonly isOn: boolean;
  /** The number of calls it struck. */
  readonly done: number;
}

/** The content of the page: the newest of everything, and the totals. */
export interface View {
  readonly endpoint: string;
  readonly clock: ClockState;
  readonly totals: { readonly stores: number; readonly users: number; readonly jobs: number; readonly calls: number };
  readonly unfinished: number;
  readonly stores: readonly StoreRow[];
  readonly jobs: readonly JobRow[];
  readonly users: readonly UserRow[];
  readonly calls: readonly JournalEntry[];
  readonly presets: readonly PresetRow[];
  /** Rules outside of presets. */
  readonly rules: readonly (FaultRule & { readonly done: number })[];
}

export function viewOf({ services, clock, journal, faults }: Service, origin: string | undefined): View {
  settleJobs(services);
  const { db } = services;
  const endpoint = origin ?? services.endpoint;
  const armed = faults.report();
  const names = new Map(db.all("SELECT id, name FROM stores").map(({ id, name }) => [String(id), String(name)]));
  const storeOf = ({ store }: Row): string => names.get(String(store)) ?? "";
  const { now } = clock.state;
  return {
    endpoint,
    clock: clock.state,
    totals: {
      stores: names.size,
      users: db.countOnce("SELECT count(*) AS n FROM users"),
      jobs: db.count("SELECT count(*) AS n FROM jobs"),
      calls: journal.total,
    },
    unfinished: db.count("SELECT count(*) AS n FROM jobs WHERE settled = 0"),
    stores: db.all("SELECT id, name FROM stores ORDER BY created DESC LIMIT ?", ROWS).map(({ id, name }) => ({
      id: String(id),
      name: String(name),
      users: db.countOnce("SELECT count(*) AS n FROM users WHERE store = ?", id ?? null),
      groups: db.count("SELECT count(*) AS n FROM groups WHERE store = ?", id ?? null),
    })),
    jobs: db
      .all(
        "SELECT id, store, type, created, processing, ends, settled, status, failures FROM jobs ORDER BY seq DESC LIMIT ?",
        ROWS,
      )
      .map((row) => jobRow(row, storeOf(row), now)),
    users: db
      .all("SELECT store, doc FROM users ORDER BY seq DESC LIMIT ?", ROWS)
      .map((row) => userRow(row, storeOf(row))),
    calls: journal.newest(CALLS),
    presets: describePresets().map(({ name, what }) => {
      const own = armed.filter(({ preset }) => preset === name);
      return { name, what, isOn: own.length > 0, done: own.reduce((sum, { done }) => sum + done, 0) };
    }),
    rules: armed.filter(({ preset }) => preset === undefined),
  };
}

function jobRow(
  { id, type, created, processing, ends, settled, status, failures }: Row,
  store: string,
  now: number,
): JobRow {
  const [from, to] = [Number(created), Number(ends)];
  // Written by the job itself.
  const failed = typeof failures === "string" ? (JSON.parse(failures) as unknown[]).length : 0;
  return {
    id: String(id),
    store,
    type: type === "IMPORT_USER" ? "Import" : "Export",
    status: settled === 1 ? String(status) : now >= Number(processing) ? "PROCESSING" : "PENDING",
    done: settled === 1 || to <= from ? 1 : Math.min(1, Math.max(0, (now - from) / (to - from))),
    created: from,
    failed,
  };
}

/** Masked whatever the switches say: a page may stand open on a screen. */
function userRow(row: Row, store: string): UserRow {
  const user = userOf(row);
  const { PhoneNumber, Email } = masked(user, ["PhoneNumber", "Email"]);
  return {
    id: user.UserId,
    store,
    name: user.UserName ?? "",
    phone: PhoneNumber ?? "",
    email: Email ?? "",
    status: user.Status ?? "",
  };
}
