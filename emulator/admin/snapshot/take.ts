import type { Row } from "../../service/database";
import type { Service } from "../../service/service";
import { settleJobs } from "../../jobs/jobs";
import { NOTE, SNAPSHOT_VERSION, type Header, type Kind } from "./format";

/** The source of each kind of line. Users in the order of their creation, because lists show it. */
const sources: Readonly<Record<Kind, string>> = {
  store: "SELECT id, name, description, logo, created FROM stores ORDER BY created, id",
  group: "SELECT id, store, name, description, created, modified FROM groups ORDER BY created, id",
  user: `SELECT doc, credential, deleted FROM (SELECT doc, credential, 0 AS deleted, seq FROM users
    UNION ALL SELECT doc, NULL, 1, 0 FROM deleted) ORDER BY deleted, seq`,
  taken: `SELECT store, attribute, value, user FROM identities
    WHERE NOT EXISTS (SELECT 1 FROM users WHERE users.id = identities.user)`,
  job: `SELECT id, store, type, format, created, processing, ends, payload, settled, status, failures, result
    FROM jobs ORDER BY seq`,
  log: "SELECT store, at, event, doc FROM logs ORDER BY seq",
};

/** The whole service as lines of JSON, the input of `PUT snapshot`. */
export function takeSnapshot({ services, clock, starts }: Service): Buffer[] {
  const { db, tenantId } = services;
  settleJobs(services);
  return db.transaction(() => {
    const lines: Buffer[] = [];
    const counts: Record<Kind, number> = { store: 0, group: 0, user: 0, taken: 0, job: 0, log: 0 };
    for (const kind of kindsInOrder) {
      for (const row of db.each(sources[kind])) {
        counts[kind]++;
        lines.push(lineOf(kind, row));
      }
    }
    const { now, frozen } = clock.state;
    const first: Header = {
      snapshot: SNAPSHOT_VERSION,
      note: NOTE,
      tenantId,
      starts,
      clock: { now, frozen },
      lines: counts,
    };
    return [Buffer.from(`${JSON.stringify(first)}\n`), ...lines];
  });
}

const kindsInOrder = ["store", "group", "user", "taken", "job", "log"] as const satisfies Kind[];

function lineOf(kind: Kind, row: Row): Buffer {
  const { doc, payload, failures, deleted, ...plain } = row;
  const parsed = {
    ...plain,
    ...(doc !== undefined && { doc: jsonOf(doc) }),
    ...(payload !== undefined && { payload: jsonOf(payload) }),
    ...(failures !== undefined && { failures: jsonOf(failures) }),
    ...(deleted !== undefined && { deleted: deleted === 1 }),
  };
  return Buffer.from(`${JSON.stringify({ [kind]: parsed })}\n`);
}

function jsonOf(value: Row[string]): unknown {
  return value === null ? null : JSON.parse(String(value));
}
