import type { LiveUser } from "../../../users/model/live";
import type { LiveUsers } from "../../../users/model/liveUsers";
import type { Origin } from "../../../users/model/mark";
import { refId, type UserRef } from "../../../users/model/ref";
import { originOf, type Claims } from "../../../users/plan/decide/standing";
import { userIn, type UsersBySet } from "../../../users/input/envelope/sets";
import { without } from "../../../../text/values";
import { ORPHANS } from "../inputs/orphans";
import { FileRecord, isRestless, isStranger, type FiledUser } from "../state/fileRecord";
import type { JobRecord, ManagedRecord } from "../state/record";
import type { RecordedJob } from "../state/recordedJob";
import { RecordPrints } from "../state/recordPrints";
import { filesIn } from "../userFiles/given";
import { driftInput, type FileLook } from "../userFiles/look";
import { replacedAmong, type Projection } from "./projection";

/** The findings of a look at the store. */
export interface Looked {
  readonly projection: Projection;
  readonly look: FileLook;
  readonly live: LiveUsers;
  /** Users of files whose account was somebody else's, was left alone, and no longer exists. */
  readonly goneOfFiles: readonly UserRef[];
  readonly otherwise: JobRecord["otherwise"];
  /** Whom another job takes over and has not marked yet. */
  readonly handOvers?: JobRecord["handOvers"];
  /** The jobs that still run. */
  readonly unfinishedJobs: string[];
}

/** A job as a refresh leaves it. */
export interface Refreshed {
  readonly record: JobRecord;
  readonly files: FileRecord;
  /** The input that shows the drift of users of files; undefined without drift. */
  readonly drift: Readonly<Record<string, string>> | undefined;
}

/**
 * The job after a refresh: the store's values are the ones in force, gone users are unknown to us, orphans are managed,
 * and a user we froze who was unfrozen by hand is a user nobody declares.
 */
export function refreshed(known: RecordedJob, looked: Looked, claims: Claims): Refreshed {
  const { record } = known;
  const { projection, look, goneOfFiles, otherwise, handOvers = [], unfinishedJobs } = looked;
  const orphans = orphansAmong(projection, claims);
  const isByFile = record.files !== undefined;
  const filedOrphans = isByFile ? orphans.map(orphanRow) : [];
  const files = FileRecord.of([...rowsAfter(looked), ...filedOrphans]);
  const undeclared = filedOrphans
    .filter(({ frozen }) => frozen === undefined)
    .map(({ ref }) => [ref, "not declared"] as const);
  const gone = goneOfFiles.map((ref) => [ref, "gone"] as const);
  const drift = driftInput(look, [...undeclared, ...gone], unsettledIn(record));
  const userSets = isByFile ? withoutOrphans(projection.userSets, record.inputs.userSets) : projection.userSets;
  const summary = record.files && summaryAfter(record.files, files);
  return {
    record: {
      ...record,
      inputs: { ...record.inputs, userSets },
      managed: managedAfter(known, looked, isByFile ? [] : orphans),
      otherwise,
      handOvers: handOvers.length > 0 ? handOvers : undefined,
      refreshed: drift ? "with drift" : "without drift",
      unfinishedJobs,
      ...(summary && { files: summary }),
    },
    files,
    drift,
  };
}

/** A live user with our mark whom no record knows. */
interface Orphan {
  readonly id: string;
  readonly origin: Origin;
  /** True for one who is frozen, where that is how users are removed. */
  readonly isFrozenAway: boolean;
}

function orphansAmong({ orphans, frozenAway }: Projection, claims: Claims): Orphan[] {
  const orphan = (user: LiveUser, isFrozenAway: boolean): Orphan => ({
    id: user.id,
    origin: originOf(user, claims),
    isFrozenAway,
  });
  return [...orphans.map((user) => orphan(user, false)), ...frozenAway.map((user) => orphan(user, true))];
}

function managedAfter(
  { record, usersBySet }: RecordedJob,
  { projection, live }: Looked,
  orphans: readonly Orphan[],
): JobRecord["managed"] {
  const managed: JobRecord["managed"] = {};
  const replaced = new Map(projection.drifted.map(({ ref, fields }) => [refId(ref), replacedAmong(fields)]));
  const unfrozen = new Set(projection.unfrozen.map(refId));
  const importOnly = new Map(projection.importOnly.map(({ ref, fields }) => [refId(ref), fields]));
  const prints = new RecordPrints(record.credentialKey);
  for (const [set, users] of Object.entries(record.managed)) {
    for (const [key, user] of Object.entries(users)) {
      const ref = { set, key };
      const now = live.get(user.id);
      if (!now) continue;
      const hasLeft = set !== ORPHANS && (userIn(usersBySet, ref) === undefined || user.unfrozen === true);
      (managed[set] ??= {})[key] = {
        ...userAfter(user, replaced.get(refId(ref)) ?? [], projection.given.get(refId(ref)) ?? user.given),
        ...prints.seenIn(now, importOnly.get(refId(ref))),
        ...(unfrozen.has(refId(ref)) ? { unfrozen: true } : awayAfter(user, now, hasLeft)),
      };
    }
  }
  for (const { id, origin, isFrozenAway } of orphans)
    (managed[ORPHANS] ??= {})[id] = { id, origin, credential: null, ...(isFrozenAway && { leftFrozen: true }) };
  return managed;
}

type Away = Pick<ManagedRecord, "frozen" | "leftFrozen" | "unfrozen">;

/** Who froze a user: others, if it was unfrozen meanwhile. Of one who left and has the mark of another job, what was known. */
function awayAfter({ frozen, leftFrozen, unfrozen }: ManagedRecord, { isFrozen }: LiveUser, hasLeft: boolean): Away {
  if (!isFrozen && !hasLeft) return {};
  if (isFrozen && unfrozen) return { leftFrozen: true };
  return { ...(frozen && { frozen }), ...(leftFrozen && { leftFrozen }), ...(unfrozen && { unfrozen }) };
}

/** The entry, without what is said of its being frozen. */
function userAfter(
  { id, origin, credential, stored, left }: ManagedRecord,
  replaced: readonly string[],
  given: readonly string[] = [],
): Omit<ManagedRecord, keyof Away | "seen"> {
  // A form belongs to the value that was declared, and not to the one in its place.
  const forms = stored && without(stored, ...replaced);
  const kept = forms && Object.keys(forms).length > 0 ? { stored: forms } : {};
  return { id, origin, credential, ...(left && { left }), ...(given.length > 0 && { given: [...given] }), ...kept };
}

function rowsAfter({ look, goneOfFiles }: Looked): FiledUser[] {
  const gone = new Set(goneOfFiles.map(refId));
  return look.rows().map((row) => (gone.has(refId(row.ref)) ? { ...row, isGone: true as const } : row));
}

/** An orphan of a job with files: no value of it may come into the state, whose business its users are not. */
function orphanRow({ id, origin, isFrozenAway }: Orphan): FiledUser {
  return {
    ref: { set: ORPHANS, key: id },
    id,
    origin,
    credential: null,
    fields: [],
    prints: "",
    groups: [],
    whole: undefined,
    frozen: isFrozenAway ? "others" : undefined,
  };
}

function withoutOrphans(userSets: UsersBySet, before: unknown): UsersBySet | undefined {
  const others = Object.entries(userSets).filter(([set]) => set !== ORPHANS);
  return before === undefined && others.length === 0 ? undefined : Object.fromEntries(others);
}

/** Files whose users the last run could not all bring to their declaration. */
function unsettledIn({ files, inputs }: JobRecord): string[] {
  return [...filesIn(inputs).keys()].filter((set) => (files?.settled[set] ?? null) === null);
}

function summaryAfter(before: NonNullable<JobRecord["files"]>, files: FileRecord): NonNullable<JobRecord["files"]> {
  return {
    ...before,
    managed: files.managed().length,
    strangers: files.users.filter(isStranger).length,
    isRestless: files.users.some(isRestless),
  };
}
