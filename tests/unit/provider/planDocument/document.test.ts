import { expect } from "chai";
import { noForms } from "../../../../provider/users/plan/compare/inForce";
import { z } from "zod";
import { planDocument, type PlannedUser } from "../../../../provider/planDocument/document";
import type { Action } from "../../../../provider/users/plan/actions";
import { Lookout } from "../../../support/canaries";
import { live, recorded } from "../users/plan/builders";
import { conflicting, documentWith, imported, QA, removed, updated } from "./documents";

const plain = { identity: "b***", fields: [], secrets: [], about: [], notes: [] };

interface Row {
  readonly what: string;
  readonly action: Action;
  readonly is: Partial<PlannedUser>;
}

const table: readonly Row[] = [
  {
    what: "a user who comes, with groups by name, a verified name and the kind of its password",
    action: imported("bert", {
      userName: "bert",
      userGroups: [QA],
      identityVerified: true,
      identityVerificationMethod: "own",
      password: "Correct-horse-1",
    }),
    is: {
      action: "import",
      fields: [
        { field: "userGroups" },
        { field: "identityVerificationMethod", to: "own" },
        { field: "identityVerified", to: "true" },
      ],
      groups: { gained: [{ id: QA, name: "qa" }], lost: [] },
      credential: { kind: "plaintext" },
    },
  },
  { what: "a user who goes", action: removed("bert"), is: { action: "delete" } },
  { what: "a user who is released", action: removed("bert", "release"), is: { action: "release" } },
  {
    what: "another identity, masked before and after",
    action: updated("bert", [{ field: "email", from: "bert@example.com", to: "bert@example.org" }]),
    is: {
      action: "identity",
      fields: [{ field: "email", from: "b***@example.com", to: "b***@example.org" }],
      about: ["email"],
    },
  },
  {
    what: "attributes of the store one by one",
    action: updated("bert", [
      {
        field: "customAttributes",
        from: [{ name: "level", value: "gold" }],
        to: [
          { name: "level", value: "lead" },
          { name: "desk", value: "7" },
        ],
      },
    ]),
    is: {
      action: "update",
      fields: [
        { field: "customAttributes", attribute: "level", from: "g***", to: "l***" },
        { field: "customAttributes", attribute: "desk", from: "(none)", to: "***" },
      ],
      about: ["customAttributes"],
    },
  },
  {
    what: "groups gained and lost",
    action: updated("bert", [{ field: "userGroups", from: ["other"], to: [QA] }]),
    is: {
      action: "update",
      fields: [{ field: "userGroups" }],
      groups: { gained: [{ id: QA, name: "qa" }], lost: [{ id: "other" }] },
      about: ["userGroups"],
    },
  },
  {
    what: "a password that is set, and never which",
    action: updated("bert", [], { setPassword: true, user: { userName: "bert", password: "Correct-horse-1" } }),
    is: { action: "credential", credentialChange: "set", secrets: ["password"], about: ["password"] },
  },
  {
    what: "an account that is let in again and marked",
    action: updated("bert", [], { unfreeze: true }),
    is: { action: "update", about: ["unfreeze"] },
  },
  { what: "a mark that is set anew", action: updated("bert", []), is: { action: "update", about: ["mark"] } },
  {
    what: "a secret field by its name",
    action: conflicting("bert", { kind: "import-only", fields: ["residentIdentityCard"], origin: "created" }),
    is: {
      action: "conflict",
      secrets: ["residentIdentityCard"],
      about: ["residentIdentityCard"],
      obstacle: {
        code: "Conflict.ImportOnly",
        reason: "residentIdentityCard can only be set by import",
        remedy:
          'set importOnlyChange to "reimport" (deletes the user and imports it again, with a new UserId and without its password) or "ignore"',
      },
    },
  },
  {
    what: "the other user of a conflict, by the name it has in the sets",
    action: conflicting("bert", { kind: "identity-taken", field: "email" }),
    is: {
      action: "conflict",
      about: ["email"],
      obstacle: {
        code: "Conflict.IdentityTaken",
        reason: "its email belongs to id of clara (s/clara)",
        remedy: "correct it, or change the other user first",
      },
    },
  },
];

describe("the document of a plan", () => {
  for (const { what, action, is } of table) {
    it(`has ${what}`, () => {
      const { users } = documentWith([action]);
      expect(users).to.deep.equal([{ set: "s", key: "bert", ...plain, ...is }]);
    });
  }

  it("has a key that changed, and a password that is not applied, of users who stay as they are", () => {
    const keep = (key: string, id: string): Action => ({
      kind: "keep",
      ref: { set: "s", key },
      user: {},
      live: live(id, { userName: "bert" }),
      origin: "created",
      by: "record",
      drifted: [],
      forms: noForms,
    });
    const noted = { set: "s", key: "erin" };
    const { users } = documentWith([keep("clare", "id of clara"), keep("erin", "id of erin")], {}, [noted]);
    expect(users).to.deep.equal([
      { set: "s", key: "clare", action: "rename", ...plain, former: { set: "s", key: "clara" } },
      {
        set: "s",
        key: "erin",
        action: "credential",
        ...plain,
        credentialChange: "not applied",
        secrets: ["password"],
        notes: ['a changed password is not applied (passwordPolicy: "initial")'],
      },
    ]);
  });

  it("tells fields of `secretFields` by their names only, identities among them", () => {
    const change = { field: "nickname", from: "Canary", to: "Canary too" } as const;
    const { users } = documentWith([updated("bert", [change])], { secretFields: ["nickname", "userName"] });
    expect(users[0]).to.deep.include({ secrets: ["nickname"], fields: [], about: ["nickname"] });
    expect(users[0]).not.to.have.property("identity");
  });

  it("has no credential, whatever is planned for it", () => {
    const values = { password: "Canary-password-1", salt: "Canary-salt-2", card: "110101199003070018" };
    const user = {
      userName: "bert",
      password: values.password,
      passwordEncryptType: "SHA1",
      salt: { saltValue: values.salt, saltLocation: { saltLocationType: "HEAD" } },
      residentIdentityCard: values.card,
    } as const;
    const of = { ref: { set: "s", key: "bert" }, user, live: live("1", user) };
    const actions: Action[] = [
      { kind: "import", ...of },
      { kind: "reimport", ...of, fields: ["password", "residentIdentityCard"] },
      { kind: "delete", recorded: recorded("bert", "1", user), live: of.live },
      conflicting(
        "bert",
        { kind: "import-only", fields: ["password", "residentIdentityCard"], origin: "created" },
        user,
      ),
      updated("bert", [{ field: "residentIdentityCard", from: values.card, to: values.card }], { user }),
    ];
    for (const identities of ["masked", "values"] as const) {
      const document = documentWith(actions, { masks: { identities, others: "values" } });
      expect(new Lookout(values).sightings(JSON.stringify(document))).to.deep.equal([]);
    }
  });

  it("counts who stays as declared, and reads again as it was written", () => {
    const declared = ["bert", "clara", "dora"].map((key) => ({ set: "s", key }));
    const document = documentWith([imported("bert"), removed("erin")], { declared });
    expect(document.unchanged).to.equal(2);
    expect(document.tally).to.deep.include({ added: 1, removed: 1, kinds: { import: 1, delete: 1 } });
    expect(planDocument.parse(JSON.parse(JSON.stringify(document)))).to.deep.equal(document);
  });

  it("describes every one of its fields", () => {
    const bare: string[] = [];
    const visit = (schema: Schema, path: string): void => {
      for (const [name, member] of Object.entries(schema.properties ?? {})) {
        // What a kind of password has is plain from the kind.
        if (member.description === undefined && !path.endsWith(".credential")) bare.push(`${path}.${name}`);
        visit(member, `${path}.${name}`);
      }
      for (const part of [schema.items, ...(schema.anyOf ?? [])]) if (part) visit(part, path);
    };
    visit(z.toJSONSchema(planDocument) as Schema, "plan");
    expect(bare).to.deep.equal([]);
  });
});

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}
