import fc from "fast-check";
import { isHash } from "../../../../provider/users/input/passwords/hash";
import { isMask } from "../../../../provider/users/input/passwords/mask";
import type { DeclaredUser } from "../../../../provider/users/model/user";

/** Text that any field takes. */
const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => !value.includes("\0"));
const filled = text.map((value) => `x${value}`);
const identity = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
const date = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10));
const attributes = fc.uniqueArray(fc.record({ name: filled, value: text }), {
  selector: ({ name }) => name,
  maxLength: 4,
});
const salt = fc.record({
  saltValue: filled,
  saltLocation: fc.record({ saltLocationType: fc.constantFrom("HEAD" as const, "TAIL" as const, "OTHER" as const) }),
});

/** Any valid user. */
export function anyUser(): fc.Arbitrary<DeclaredUser> {
  return fc.record(
    {
      userName: identity,
      phoneNumber: fc.stringMatching(/^1380000\d{4}$/),
      email: identity.map((name) => `${name}@example.com`),
      residentIdentityCard: fc.constantFrom("11010519491231002X", "440524188001010014", "110101491231002"),
      nickname: text,
      userGroups: fc.uniqueArray(filled, { maxLength: 3 }).map((groups) => groups.sort()),
      wechatUnionId: identity,
      description: text,
      birthdate: date,
      gender: fc.constantFrom("MALE", "female", "男"),
      identityVerified: fc.constant(false),
      password: fc.stringMatching(/^[ -~]{1,20}$/).filter((value) => !isMask(value) && !isHash(value)),
      customAttributes: attributes.map((list) => list.sort((a, b) => (a.name < b.name ? -1 : 1))),
      salt,
      indexedAttribute1: text,
    },
    { requiredKeys: ["userName"] },
  );
}
