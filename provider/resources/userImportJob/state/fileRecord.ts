import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { UsageError } from "../../../../ciam/errors";
import { allUserFields, type UserField } from "../../../users/model/fields";
import type { Origin } from "../../../users/model/mark";
import { compareRefs, refId, type UserRef } from "../../../users/model/ref";
import type { FrozenBy } from "../../../users/plan/actions";
import { printBytes, WHOLE_BYTES, type PrintedUser } from "../../../users/plan/compare/prints";
import { ORPHANS } from "../inputs/orphans";

/** A user of a file as the record has it: who it is, and prints of what is in force for it. */
export interface FiledUser extends PrintedUser {
  readonly ref: UserRef;
  /** Nothing for somebody else's account, which `conflictPolicy: "skip"` left alone. */
  readonly origin: Origin | undefined;
  /** The beginning of the fingerprint of the last credential; null without one. */
  readonly credential: string | null;
  readonly frozen?: FrozenBy | undefined;
  /** True for one who left the file frozen, and whom a refresh found unfrozen. */
  readonly isUnfrozen?: true | undefined;
  /** The print of all declared fields; nothing where they are not in force as they were declared. */
  readonly whole: string | undefined;
  /** Prints of the forms in which the service keeps values. */
  readonly forms?: ReadonlyMap<UserField, string> | undefined;
  /** Fields that a refresh found with another value than the declared one, whose print is kept. */
  readonly drifted?: readonly UserField[] | undefined;
  /** Prints of what a refresh saw in fields that only an import can set, where another value is in force. */
  readonly seen?: ReadonlyMap<UserField, string> | undefined;
  /** Fields that changed while they were ignored: the store may hold any value, and their print is that of before. */
  readonly passedOver?: readonly UserField[] | undefined;
  /** True for one whom a refresh did not find. */
  readonly isGone?: true | undefined;
  /** True for one whom a refresh found without our mark. */
  readonly isUnmarked?: true | undefined;
  /** True for one who left the sets, and whom no file declares; a record of before has it of the frozen only. */
  readonly hasLeft?: true | undefined;
}

/** True for a user that is ours and in the store, as far as is known. */
export function isManaged({ origin, isGone }: FiledUser): boolean {
  return origin !== undefined && isGone !== true;
}

/** True for an account of somebody else, which was left alone and is there. */
export function isStranger({ origin, isGone }: FiledUser): boolean {
  return origin === undefined && isGone !== true;
}

/** True for one for whom the next update has something to do, whatever its file has. */
export function isRestless(user: FiledUser): boolean {
  const { ref, whole, frozen, isUnfrozen, drifted, isGone, isUnmarked, hasLeft } = user;
  return (
    ref.set === ORPHANS ||
    whole === undefined ||
    frozen !== undefined ||
    isUnfrozen === true ||
    drifted !== undefined ||
    isGone === true ||
    isUnmarked === true ||
    hasLeft === true
  );
}

/** Bytes of the fingerprint of a credential. */
const CREDENTIAL_BYTES = 8;
const ID_BYTES = 16;
const PACKED_ID = /^[0-9a-f]{32}$/;
const NOT_WHOLE = "\0".repeat(WHOLE_BYTES);

const flag = {
  adopted: 1,
  stranger: 2,
  frozen: 4,
  leftFrozen: 8,
  credential: 16,
  oddId: 32,
  whole: 64,
  gone: 128,
  unmarked: 256,
  unfrozen: 512,
  left: 1024,
} as const;

const packedSchema = z.object({ schemaVersion: z.number(), names: z.string(), rows: z.string() });

/** Row, field and print in hex. */
const formsSchema = z.array(z.tuple([z.number(), z.enum(allUserFields), z.string()]));
type PackedForms = z.infer<typeof formsSchema>;

const namesSchema = z.object({
  /** Set → keys, in the order of the rows. */
  sets: z.array(z.tuple([z.string(), z.array(z.string())])),
  /** Which fields of a user have a print. */
  shapes: z.array(z.array(z.enum(allUserFields))),
  groups: z.array(z.array(z.string())),
  /** UserIds of another form than 32 hex digits, by row. */
  ids: z.array(z.tuple([z.number(), z.string()])),
  forms: formsSchema,
  drifted: z.array(z.tuple([z.number(), z.array(z.enum(allUserFields))])),
  seen: formsSchema.optional(),
  passedOver: z.array(z.tuple([z.number(), z.array(z.enum(allUserFields))])).default([]),
  /** Flags, shape and groups of each row. */
  columns: z.string(),
});

/** Bytes of a row's flags, shape and groups. */
const COLUMNS = 2 + 2 + 4;

/**
 * The users of files in one text for the state. There is no value of a field in it: keys, UserIds, the ids of groups and
 * prints, which say nothing without the key, a secret of its own.
 */
export class FileRecord {
  static readonly EMPTY = new FileRecord([]);
  #byRef: ReadonlyMap<string, FiledUser> | undefined;
  #byId: ReadonlyMap<string, FiledUser> | undefined;

  private constructor(readonly users: readonly FiledUser[]) {}

  static of(users: readonly FiledUser[]): FileRecord {
    return new FileRecord([...users].sort((a, b) => compareRefs(a.ref, b.ref)));
  }

  /** @param managed how many of its users are managed, by the other record */
  static decode(text: unknown, managed?: number): FileRecord {
    try {
      const record = isAbsent(text) ? FileRecord.EMPTY : new FileRecord(unpack(text));
      if (managed !== undefined && record.managed().length !== managed) throw new RangeError("other users");
      return record;
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(
        "the fileRecord in the state of this UserImportJob is damaged; restore the state from a backup (`pulumi stack history`)",
      );
    }
  }

  encode(): string | undefined {
    return this.users.length === 0 ? undefined : pack(this.users);
  }

  get(ref: UserRef): FiledUser | undefined {
    this.#byRef ??= new Map(this.users.map((user) => [refId(user.ref), user]));
    return this.#byRef.get(refId(ref));
  }

  /** One that is or was ours, by UserId. */
  withId(id: string): FiledUser | undefined {
    this.#byId ??= new Map(this.users.flatMap((user) => (user.origin === undefined ? [] : [[user.id, user]])));
    return this.#byId.get(id);
  }

  /** Those that are ours. */
  managed(): FiledUser[] {
    return this.users.filter(isManaged);
  }
}

function pack(users: readonly FiledUser[]): string {
  const shapes = new Numbers<readonly UserField[]>((fields) => fields.join());
  const groups = new Numbers<readonly string[]>((ids) => ids.join("\0"));
  const sets = new Map<string, string[]>();
  const ids: [number, string][] = [];
  const forms: PackedForms = [];
  const seen: PackedForms = [];
  const drifted: [number, UserField[]][] = [];
  const passedOver: [number, UserField[]][] = [];
  const columns = Buffer.alloc(users.length * COLUMNS);
  const rows: string[] = [];
  users.forEach((user, row) => {
    const { ref, id, credential, whole } = user;
    const keys = sets.get(ref.set);
    if (keys) keys.push(ref.key);
    else sets.set(ref.set, [ref.key]);
    const isPacked = PACKED_ID.test(id);
    if (!isPacked) ids.push([row, id]);
    forms.push(...packedForms(row, user.forms));
    seen.push(...packedForms(row, user.seen));
    if (user.drifted) drifted.push([row, [...user.drifted]]);
    if (user.passedOver) passedOver.push([row, [...user.passedOver]]);
    columns.writeUInt16LE(flagsOf(user) | (isPacked ? 0 : flag.oddId), 2 * row);
    columns.writeUInt16LE(shapes.of(user.fields), 2 * users.length + 2 * row);
    columns.writeUInt32LE(groups.of(user.groups), 4 * users.length + 4 * row);
    rows.push(
      isPacked ? Buffer.from(id, "hex").toString("latin1") : "",
      whole ?? NOT_WHOLE,
      credential === null ? "" : Buffer.from(credential, "hex").toString("latin1", 0, CREDENTIAL_BYTES),
      user.prints,
    );
  });
  const names = {
    sets: [...sets],
    shapes: shapes.all,
    groups: groups.all,
    ids,
    forms,
    drifted,
    ...(seen.length > 0 && { seen }),
    ...(passedOver.length > 0 && { passedOver }),
    columns: deflateRawSync(columns).toString("base64"),
  };
  return JSON.stringify({
    schemaVersion: 1,
    names: deflateRawSync(JSON.stringify(names)).toString("base64"),
    rows: Buffer.from(rows.join(""), "latin1").toString("base64"),
  });
}

function isAbsent(text: unknown): boolean {
  return text === undefined || text === null;
}

function unpack(text: unknown): FiledUser[] {
  if (typeof text !== "string") throw new TypeError("no text");
  const { schemaVersion, names, rows: packedRows } = packedSchema.parse(JSON.parse(text));
  if (schemaVersion > 1) {
    throw new UsageError(
      `the state was written by a newer pulumi-tencentcloud-ciam (fileRecord version ${String(schemaVersion)}); update the package in this program`,
    );
  }
  const head = namesSchema.parse(JSON.parse(inflateRawSync(Buffer.from(names, "base64")).toString("utf8")));
  const columns = inflateRawSync(Buffer.from(head.columns, "base64"));
  const bytes = Buffer.from(packedRows, "base64");
  const ids = new Map(head.ids);
  const forms = unpackedForms(head.forms);
  const seen = unpackedForms(head.seen ?? []);
  const drifted = new Map(head.drifted);
  const passedOver = new Map(head.passedOver);
  const lengths = head.shapes.map((fields) => fields.reduce((sum, field) => sum + printBytes(field), 0));
  const count = columns.length / COLUMNS;
  const users: FiledUser[] = [];
  let at = 0;
  const take = (length: number): string => {
    if (at + length > bytes.length) throw new RangeError("rows end early");
    at += length;
    return bytes.toString("latin1", at - length, at);
  };
  for (const [set, keys] of head.sets) {
    for (const key of keys) {
      const row = users.length;
      const flags = columns.readUInt16LE(2 * row);
      const shape = columns.readUInt16LE(2 * count + 2 * row);
      const fields = known(head.shapes, shape);
      const id = flags & flag.oddId ? known([ids.get(row)], 0) : hexOf(bytes, at, () => take(ID_BYTES));
      const whole = take(WHOLE_BYTES);
      const credential = flags & flag.credential ? hexOf(bytes, at, () => take(CREDENTIAL_BYTES)) : null;
      users.push({
        ref: { set, key },
        id,
        origin: flags & flag.stranger ? undefined : flags & flag.adopted ? "adopted" : "created",
        frozen: flags & flag.frozen ? "this job" : flags & flag.leftFrozen ? "others" : undefined,
        isUnfrozen: flags & flag.unfrozen ? true : undefined,
        whole: flags & flag.whole ? whole : undefined,
        credential,
        fields,
        prints: take(known(lengths, shape)),
        groups: known(head.groups, columns.readUInt32LE(4 * count + 4 * row)),
        forms: forms.get(row),
        drifted: drifted.get(row),
        seen: seen.get(row),
        passedOver: passedOver.get(row),
        isGone: flags & flag.gone ? true : undefined,
        isUnmarked: flags & flag.unmarked ? true : undefined,
        hasLeft: flags & flag.left ? true : undefined,
      });
    }
  }
  if (users.length !== count || at !== bytes.length) throw new RangeError("rows do not fit");
  return users;
}

function packedForms(row: number, forms: FiledUser["forms"]): PackedForms {
  return [...(forms ?? [])].map(([field, print]) => [row, field, Buffer.from(print, "latin1").toString("hex")]);
}

function unpackedForms(packed: PackedForms): Map<number, Map<UserField, string>> {
  const forms = new Map<number, Map<UserField, string>>();
  for (const [row, field, print] of packed) {
    const ofRow = forms.get(row) ?? new Map<UserField, string>();
    forms.set(row, ofRow.set(field, Buffer.from(print, "hex").toString("latin1")));
  }
  return forms;
}

function flagsOf({ origin, frozen, isUnfrozen, credential, whole, isGone, isUnmarked, hasLeft }: FiledUser): number {
  return (
    (origin === "adopted" ? flag.adopted : 0) |
    (origin === undefined ? flag.stranger : 0) |
    (frozen === "this job" ? flag.frozen : 0) |
    (frozen === "others" ? flag.leftFrozen : 0) |
    (isUnfrozen ? flag.unfrozen : 0) |
    (credential === null ? 0 : flag.credential) |
    (whole === undefined ? 0 : flag.whole) |
    (isGone ? flag.gone : 0) |
    (isUnmarked ? flag.unmarked : 0) |
    (hasLeft ? flag.left : 0)
  );
}

function hexOf(bytes: Buffer, from: number, take: () => string): string {
  return bytes.toString("hex", from, from + take().length);
}

function known<T>(list: readonly (T | undefined)[], at: number): T {
  const found = list[at];
  if (found === undefined) throw new RangeError("a row names what is not there");
  return found;
}

/** Gives equal things one number. */
class Numbers<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(private readonly textOf: (thing: T) => string) {}

  of(thing: T): number {
    const text = this.textOf(thing);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.all.length);
    return this.all.push(thing) - 1;
  }
}
