import fc from "fast-check";
import type { ActionName } from "../../ciam/actions";

/** The value of every member of a reply; it must never show. It does not look like a code. */
export const CANARY = "Canary 71d0";

/** A value in every request here. */
export const SENT = "Sent-8e1f";

const store = { UserStoreId: SENT };
const page = { PageNumber: 1, PageSize: 10 };

const user = {
  UserId: CANARY,
  UserName: CANARY,
  Email: `${CANARY}@example.com`,
  CreatedDate: 1_700_000_000_000,
  LastModifiedDate: null,
  Status: "NORMAL",
  UserGroups: [CANARY],
  CustomAttributes: [{ Name: "a", Value: CANARY, Type: "STRING" }],
  Primary: true,
  IndexedAttribute5: CANARY,
};
const job = {
  Id: CANARY,
  Status: "COMPLETED",
  Type: "IMPORT_USER",
  CreatedDate: 1_700_000_000_000,
  FailedUsers: [{ FailedUserIdentification: CANARY, FailedReason: CANARY }],
  ErrorDetails: [{ UserId: CANARY, Error: CANARY }],
};

/** The actions of a UserImportJob, and some more of each kind. */
export const exampleRequests: Readonly<Partial<Record<ActionName, object>>> = {
  DescribeUser: { ...store, Pageable: page },
  DescribeUserById: { ...store, UserId: "u" },
  ListUser: { ...store, Pageable: page },
  ListUserByProperty: { ...store, PropertyCode: "email", PropertyValue: "u@example.com" },
  ListJobs: store,
  CreateApiImportUserJob: { ...store, DataFlowUserCreateList: [{ UserName: "u" }] },
  UpdateUser: { ...store, UserId: "u", Nickname: "n" },
  DeleteUsers: { ...store, UserIds: ["u"] },
  ResetPassword: { ...store, UserId: "u" },
  CreateUserStore: { UserPoolName: SENT },
  ListUserGroups: { ...store, Pageable: page },
};

export const exampleReplies: Readonly<Partial<Record<ActionName, object>>> = {
  DescribeUser: { Total: 1, Pageable: page, Content: [user] },
  DescribeUserById: { User: user },
  ListUser: { Total: 2, Pageable: page, Content: [user, user] },
  ListUserByProperty: { Users: [user] },
  ListJobs: { JobSet: [job] },
  CreateApiImportUserJob: { Job: job },
  UpdateUser: { User: user },
  DeleteUsers: {},
  ResetPassword: { Password: CANARY },
  CreateUserStore: { UserStoreId: CANARY },
  ListUserGroups: { Total: 1, Pageable: page, Content: [{ UserGroupId: CANARY, DisplayName: CANARY }] },
};

const deep = fc.integer({ min: 40, max: 2_000 }).map((depth) => {
  let value: unknown = CANARY;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
});

/** Wrong values for any place. */
const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER + 2, "", CANARY, [], {}, [[]], [null], {
    [CANARY]: CANARY,
  }),
  fc.constant(CANARY.repeat(10_000)),
  fc.jsonValue({ maxDepth: 4 }),
  deep,
  fc.constant(JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": null}}') as unknown),
);

/** The path of every place in a value. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (value === null || typeof value !== "object") return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([name, part]) => places(part, [...path, name]))];
}

type Spoil = { readonly kind: "replace"; readonly by: unknown } | { readonly kind: "drop" } | { readonly kind: "wrap" };

function spoilt(value: unknown, [name, ...rest]: readonly string[], spoil: Spoil): unknown {
  if (name === undefined) {
    if (spoil.kind === "replace") return spoil.by;
    return spoil.kind === "wrap" ? [value] : undefined;
  }
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  const part = spoilt(copy[name], rest, spoil);
  if (part === undefined) Reflect.deleteProperty(copy, name);
  else copy[name] = part;
  return copy;
}

const spoil: fc.Arbitrary<Spoil> = fc.oneof(
  { weight: 4, arbitrary: nonsense.map((by): Spoil => ({ kind: "replace", by })) },
  { weight: 1, arbitrary: fc.constantFrom<Spoil>({ kind: "drop" }, { kind: "wrap" }) },
);

/** A reply of the action with something wrong in it, or a malformed error. */
export function spoiltReply(action: ActionName): fc.Arbitrary<unknown> {
  const whole = { Response: { ...exampleReplies[action], RequestId: "r" } };
  const broken = fc.tuple(fc.constantFrom(...places(whole)), spoil).map(([path, how]) => spoilt(whole, path, how));
  const error = fc
    .record(
      {
        Code: fc.oneof(fc.constantFrom("FailedOperation", "InternalError", "Novel.Code", "", " "), nonsense),
        // The service's own words are shown, so only the sent values must be missing from them.
        Message: fc.oneof(
          fc.constant(`about ${SENT}`),
          nonsense.filter((value) => typeof value !== "string"),
        ),
      },
      { requiredKeys: [] },
    )
    .map((Error_) => ({ Response: { Error: Error_, RequestId: "r" } }));
  return fc.oneof(
    { weight: 6, arbitrary: broken },
    {
      weight: 2,
      arbitrary: fc
        .tuple(broken, fc.constantFrom(...places(whole)), spoil)
        .map(([one, path, how]) => spoiltTwice(one, path, how)),
    },
    { weight: 2, arbitrary: error },
    { weight: 1, arbitrary: nonsense },
  );
}

/** The first change may have removed the second place. */
function spoiltTwice(value: unknown, path: readonly string[], how: Spoil): unknown {
  let at: unknown = value;
  for (const name of path) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, name)) return value;
    at = (at as Record<string, unknown>)[name];
  }
  return spoilt(value, path, how);
}
