import { expect } from "chai";
import fc from "fast-check";
import { UsageError } from "../../../../../../ciam/errors";
import { FileRecord, type FiledUser } from "../../../../../../provider/resources/userImportJob/state/fileRecord";
import type { UserField } from "../../../../../../provider/users/model/fields";
import { printBytes, printedFields } from "../../../../../../provider/users/plan/compare/prints";

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((some) => Buffer.from(some).toString("latin1"));
const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((some) => Buffer.from(some).toString("hex"));

const someForms = ([field]: readonly UserField[]): fc.Arbitrary<FiledUser["forms"]> =>
  field === undefined
    ? fc.constant(undefined)
    : fc.oneof(
        fc.constant(undefined),
        bytes(printBytes(field)).map((print) => new Map([[field, print]])),
      );

const user: fc.Arbitrary<FiledUser> = fc.subarray([...printedFields]).chain((fields) =>
  fc.record({
    ref: fc.record({ set: fc.constantFrom("a", "b", "orphans"), key: fc.stringMatching(/^[A-Za-z0-9]{1,12}$/) }),
    id: fc.oneof(hex(16), fc.stringMatching(/^[a-z-]{1,20}$/)),
    origin: fc.constantFrom("created" as const, "adopted" as const, undefined),
    credential: fc.oneof(fc.constant(null), hex(8)),
    frozen: fc.constantFrom(undefined, "this job" as const, "others" as const),
    isUnfrozen: fc.constantFrom(undefined, true as const),
    whole: fc.oneof(fc.constant(undefined), bytes(5)),
    fields: fc.constant(fields),
    prints: bytes(fields.reduce((sum, field) => sum + printBytes(field), 0)),
    groups: fc.array(fc.constantFrom("g1", "g2")),
    drifted: fc.oneof(fc.constant(undefined), fc.constant(fields.slice(0, 2))),
    passedOver: fc.oneof(fc.constant(undefined), fc.constant(fields.slice(0, 1))),
    isGone: fc.constantFrom(undefined, true as const),
    isUnmarked: fc.constantFrom(undefined, true as const),
    hasLeft: fc.constantFrom(undefined, true as const),
    forms: someForms(fields),
    seen: someForms(fields),
  }),
);

const byRef = (users: readonly FiledUser[]) =>
  new Map(
    users.map((one) => [
      `${one.ref.set}/${one.ref.key}`,
      { ...one, forms: [...(one.forms ?? [])], seen: [...(one.seen ?? [])] },
    ]),
  );

describe("the record of users of files", () => {
  it("comes out of the state as it went in", () => {
    fc.assert(
      fc.property(fc.uniqueArray(user, { selector: ({ ref }) => `${ref.set}/${ref.key}`, maxLength: 12 }), (users) => {
        const read = FileRecord.decode(FileRecord.of(users).encode());
        expect(byRef(read.users)).to.deep.equal(byRef(users));
        for (const one of users) expect(read.get(one.ref)?.id).to.equal(one.id);
      }),
      { numRuns: 30 },
    );
  });

  it("of a state that was written before is read for ever", () => {
    // Written by 0.1.0, and never again.
    const written =
      '{"schemaVersion":1,"names":"TY2xDoIwFEX/5c7PRJCJDYHBARONk00H0hasUkpaCDHGfzeFmLC84Zx77/vAq9EjZQxi8qM1ynkQg4hAEHE4B3DOCf5RD2pNTl65c20UCMrUugOh1+LVB8Rp4zmxUG2dnYa12obdNv4bLRccEayUOy0RYGOdWfB+s0tIoiRevHS6GZVci9tvQQrbTab3SJHHx8v99iznqsjeVVHOWW5O1zbD9wc=","rows":"ASNFZ4mrze8BI0VniavN7wECAwQFABEiM0RVZncREhMhIiMxMgAAAAAA//79/ty6mHZUMhD+3LqYdlQyEAoLDA0O"}';
    const [made, odd, stranger] = FileRecord.decode(written).users;
    expect(made).to.deep.include({
      ref: { set: "customers", key: "c1" },
      id: "0123456789abcdef0123456789abcdef",
      origin: "created",
      credential: "0011223344556677",
      whole: "\x01\x02\x03\x04\x05",
      fields: ["userName", "email", "nickname"],
      prints: "\x11\x12\x13\x21\x22\x23\x31\x32",
      groups: ["g1", "g2"],
    });
    expect([...(made?.forms ?? [])]).to.deep.equal([["nickname", "AB"]]);
    expect(odd).to.deep.include({ id: "odd-id", origin: "adopted", frozen: "this job", whole: undefined });
    expect(odd?.drifted).to.deep.equal(["userName"]);
    expect(stranger).to.deep.include({ origin: undefined, isGone: true, prints: "" });
  });

  it("is nothing where there is nobody", () => {
    expect(FileRecord.of([]).encode()).to.equal(undefined);
    expect(FileRecord.decode(undefined).users).to.deep.equal([]);
  });

  it("takes forty-five bytes for a user with two identities and three other fields, and its key", () => {
    const users = Array.from({ length: 10_000 }, (_, n): FiledUser => ({
      ref: { set: "customers", key: `customer-${String(n).padStart(6, "0")}` },
      id: Buffer.from(
        Array.from({ length: 16 }, (_, at) => (n * 7919 + at * 104_729 + ((n * at) % 251)) % 256),
      ).toString("hex"),
      origin: "created",
      credential: null,
      whole: "abcde",
      fields: ["userName", "email", "nickname", "birthdate", "name"],
      prints: "0123456789ab",
      groups: [],
    }));
    expect((FileRecord.of(users).encode() ?? "").length / users.length).to.be.below(49);
  });

  it("is refused when it is damaged or of a later version, with the way out", () => {
    const whole = FileRecord.of([
      {
        ref: { set: "s", key: "k" },
        id: "00".repeat(16),
        origin: "created",
        credential: null,
        whole: undefined,
        fields: [],
        prints: "",
        groups: [],
      },
    ]).encode();
    const packed = JSON.parse(whole ?? "") as Record<string, unknown>;
    for (const damaged of [
      "",
      "{}",
      7,
      JSON.stringify({ ...packed, rows: "" }),
      JSON.stringify({ ...packed, names: "AA" }),
    ])
      expect(() => FileRecord.decode(damaged).users, String(damaged)).to.throw(
        UsageError,
        /damaged; restore the state/,
      );
    expect(() => FileRecord.decode(JSON.stringify({ ...packed, schemaVersion: 2 }))).to.throw(UsageError, /newer/);
  });
});
