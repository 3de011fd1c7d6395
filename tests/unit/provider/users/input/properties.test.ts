import { expect } from "chai";
import fc from "fast-check";
import { encodeLoaded, encodeUser } from "../../../../../provider/users/input/envelope/encode";
import { allUserFields, userFields, type UserField } from "../../../../../provider/users/model/fields";
import { parseUserSets } from "../../../../../provider/users/input/parse";
import { UNKNOWN } from "../../../../../provider/users/input/envelope/unknown";
import { anyUser } from "../anyUser";

const CANARY = "canary-4f1c";
const secretFields = allUserFields.filter((field) => userFields[field].secret);

describe("any user that is right", () => {
  it("is the same after its way to the provider", () => {
    fc.assert(
      fc.property(anyUser(), fc.subarray<UserField>(["email", "nickname"]), (user, extraSecretFields) => {
        const wire = { staff: { key: encodeLoaded(user, extraSecretFields) } };
        const { sets, findings } = parseUserSets(wire, { ownerAttribute: "indexedAttribute5", extraSecretFields });
        expect(findings).to.deep.equal([]);
        expect(sets.get("staff")?.get("key")?.user).to.deep.equal(user);
      }),
    );
  });

  it("has nothing secret in its open half", () => {
    fc.assert(
      fc.property(anyUser(), (user) => {
        const open = Object.keys(JSON.parse(encodeUser(user)) as object);
        expect(open.filter((field) => secretFields.some((secret) => secret === field))).to.deep.equal([]);
      }),
    );
  });

  it("is one text in whatever order it was written", () => {
    fc.assert(
      fc.property(anyUser(), (user) => {
        const turned = Object.fromEntries(Object.entries(user).reverse());
        const groups = user.userGroups && { userGroups: [...user.userGroups].reverse() };
        expect(encodeUser({ ...turned, ...groups })).to.equal(encodeUser(user));
      }),
    );
  });
});

describe("anything at all", () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true });
  const badField = fc.oneof(anything, fc.constantFrom(UNKNOWN, "", null, CANARY, [CANARY], { saltValue: CANARY }));
  const fieldName = fc.oneof(
    fc.constantFrom(...allUserFields),
    fc.constantFrom("emial", "__proto__", "user", "secret"),
  );
  const badUser = fc.oneof(
    anything,
    fc.dictionary(fieldName, badField),
    fc.dictionary(fieldName, badField).map((user) => JSON.stringify(user, bigintAsText)),
  );
  const badSets = fc.oneof(
    anything,
    fc.dictionary(fc.string(), fc.oneof(anything, fc.dictionary(fc.string(), badUser))),
  );

  it("becomes findings, never a throw", () => {
    fc.assert(
      fc.property(badSets, (value) => {
        const { findings } = parseUserSets(value, { ownerAttribute: "indexedAttribute1" });
        for (const { where, rule } of findings) {
          expect(where).to.match(/^userSets/);
          expect(rule).to.not.equal("");
        }
      }),
    );
  });

  it("keeps the value of a credential to itself", () => {
    const credentials = fc.record({
      password: fc.constantFrom(CANARY, [CANARY], { [CANARY]: 1 }, `${CANARY}\0`),
      salt: fc.constantFrom(CANARY, { saltValue: CANARY }, { saltValue: [CANARY], saltLocation: CANARY }),
      residentIdentityCard: fc.constantFrom(`${CANARY}\ud800`, [CANARY], 5),
      passwordEncryptType: fc.constantFrom("SHA1", "BCRYPT", CANARY),
    });
    const user = fc
      .tuple(fc.dictionary(fieldName, badField), credentials)
      .map(([fields, secrets]) => ({ ...fields, ...secrets }));
    fc.assert(
      fc.property(
        fc.oneof(
          user,
          user.map((fields) => JSON.stringify(fields, bigintAsText).slice(0, -1)),
        ),
        (value) => {
          const { findings } = parseUserSets({ staff: { alice: value, bob: value } }, {});
          expect(findings).to.not.deep.equal([]);
          expect(JSON.stringify(findings)).to.not.contain(CANARY);
        },
      ),
    );
  });
});

function bigintAsText(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
