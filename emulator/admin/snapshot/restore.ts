import { ConfigError } from "../../service/errors";
import type { Service } from "../../service/service";
import { insertUser } from "../../directory/users";
import { header, kinds, SNAPSHOT_VERSION, type Header, type Kind, type Line } from "./format";

/**
 * Replaces everything by a snapshot, or changes nothing: an invalid line is refused by its number. Messages name
 * places, never values.
 */
export function restoreSnapshot(service: Service, text: Buffer): Header["lines"] {
  const lines = linesOf(text);
  const first = lines.next();
  if (first.done === true) throw new ConfigError("the snapshot is empty");
  const head = headerOf(first.value);
  service.services.db.transaction(() => {
    service.clear();
    const counts: Record<Kind, number> = { store: 0, group: 0, user: 0, taken: 0, job: 0, log: 0 };
    let number = 1;
    for (const line of lines) {
      number++;
      counts[restoreLine(service, line, number)]++;
    }
    for (const [kind, wanted] of Object.entries(head.lines) as [Kind, number][]) {
      if (counts[kind] !== wanted) {
        throw new ConfigError(
          `the snapshot has ${String(counts[kind])} lines of a ${kind}, not ${String(wanted)}: a part is missing`,
        );
      }
    }
    service.resume(head);
  });
  return head.lines;
}

function headerOf(line: Buffer): Header {
  const sent = jsonOf(line, 1);
  if (typeof sent !== "object" || sent === null || !("snapshot" in sent)) {
    throw new ConfigError("this is no snapshot: its first line has no version");
  }
  if (sent.snapshot !== SNAPSHOT_VERSION) {
    throw new ConfigError(
      `the snapshot is of another version; this emulator takes version ${String(SNAPSHOT_VERSION)}`,
    );
  }
  const parsed = header.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw malformed(1, parsed.error.issues[0]);
}

function restoreLine(service: Service, text: Buffer, number: number): Kind {
  const sent = jsonOf(text, number);
  const [[kind, value] = ["", undefined], ...more] = Object.entries(sent ?? {}) as [string, unknown][];
  if (!isKind(kind) || more.length > 0)
    throw new ConfigError(`line ${String(number)} of the snapshot is of no known kind`);
  const parsed = kinds[kind].safeParse(value);
  if (!parsed.success) throw malformed(number, parsed.error.issues[0], kind);
  try {
    // The schema that parsed the line belongs to its kind; documents are kept as written, with their members in order.
    restorers[kind](service, value as never);
  } catch (error) {
    if (error instanceof Error && /constraint|UNIQUE/.test(error.message)) {
      throw new ConfigError(`line ${String(number)} of the snapshot: an id, a name or an identity is there already`);
    }
    throw error;
  }
  return kind;
}

const restorers: { readonly [K in Kind]: (service: Service, line: Line<K>) => void } = {
  store({ services: { db } }, { id, name, description, logo, created }) {
    db.run(
      "INSERT INTO stores (id, name, description, logo, created) VALUES (?, ?, ?, ?, ?)",
      id,
      name,
      description,
      logo,
      created,
    );
  },
  group(service, { id, store, name, description, created, modified }) {
    requireKnown(service, store);
    service.services.db.run(
      "INSERT INTO groups (id, store, name, description, created, modified) VALUES (?, ?, ?, ?, ?, ?)",
      id,
      store,
      name,
      description,
      created,
      modified,
    );
  },
  user(service, { doc, credential, deleted }) {
    requireKnown(service, doc.UserStoreId);
    const { db } = service.services;
    if (!deleted) insertUser(service.services, doc, credential);
    else
      db.run("INSERT INTO deleted (id, store, doc) VALUES (?, ?, ?)", doc.UserId, doc.UserStoreId, JSON.stringify(doc));
  },
  taken(service, { store, attribute, value, user }) {
    requireKnown(service, store);
    service.services.db.run(
      "INSERT INTO identities (store, attribute, value, user) VALUES (?, ?, ?, ?)",
      store,
      attribute,
      value,
      user,
    );
  },
  job(service, { id, store, type, format, created, processing, ends, payload, settled, status, failures, result }) {
    requireKnown(service, store);
    if ((settled === 0) !== (payload !== null)) throw new ConfigError("a job of the snapshot has no order, or no end");
    service.services.db.run(
      "INSERT INTO jobs (id, store, type, format, created, processing, ends, payload, settled, status, failures, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id,
      store,
      type,
      format,
      created,
      processing,
      ends,
      payload && JSON.stringify(payload),
      settled,
      status,
      failures && JSON.stringify(failures),
      result,
    );
  },
  log(service, { store, at, event, doc }) {
    requireKnown(service, store);
    service.services.db.run(
      "INSERT INTO logs (store, at, event, doc) VALUES (?, ?, ?, ?)",
      store,
      at,
      event,
      JSON.stringify(doc),
    );
  },
};

function requireKnown({ services: { db } }: Service, store: string): void {
  if (!db.get("SELECT 1 FROM stores WHERE id = ?", store)) {
    throw new ConfigError("the snapshot speaks of a store that is not in it");
  }
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(kinds, name);
}

function malformed(
  line: number,
  issue: { path: readonly PropertyKey[]; message: string } | undefined,
  ...place: string[]
): ConfigError {
  const where = [...place, ...(issue?.path ?? []).map(String)].join(".");
  return new ConfigError(`line ${String(line)} of the snapshot: ${where}: ${issue?.message ?? "not valid"}`);
}

function jsonOf(line: Buffer, number: number): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    throw new ConfigError(`line ${String(number)} of the snapshot is not JSON`);
  }
}

function* linesOf(text: Buffer): Generator<Buffer> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    const line = text.subarray(at, end === -1 ? undefined : end);
    if (line.length > 0) yield line;
    at = end === -1 ? text.length : end + 1;
  }
}
