import { commandScenes } from "./commandScenes";
import type { Scenery } from "./scenery";

/** Plays something in a project whose store is there and empty. */
export type Scene = (scenery: Scenery) => Promise<void>;

const ALICE = `alice: { userName: "alice", email: "alice@example.com", nickname: "Alice" }`;
const BOB = `bob: { userName: "bob", email: "bob@example.com", job: "Clerk" }`;

/** A set of so many users. */
function crowd(from: number, to: number): string {
  const users = Array.from(
    { length: to - from },
    (_, n) => `u${String(from + n)}: { userName: "u${String(from + n)}" }`,
  );
  return users.join(", ");
}

/** The screens of the pages, by name. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...commandScenes,

  "findings-in-a-file": async (scenery) => {
    scenery.file(
      "staff.csv",
      [
        "userName,email,birthdate,userGroups",
        "ann,ann(at)example.com,1990-02-30,",
        "ben,ben@example.com,1991-01-01,",
        "ben,b@example.com,,",
        "",
      ].join("\n"),
    );
    scenery.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
    await scenery.show("preview");
  },

  "findings-in-a-program": async (scenery) => {
    scenery.job(`groups: { support: "0123456789abcdef0123456789abcdef" },
      userSets: { staff: { ann: { nickname: "Ann" }, ben: { email: "ben@example.com", userGroups: ["suport"] } } }`);
    await scenery.show("preview");
  },

  "conflict-fail": async (scenery) => {
    await scenery.colleague.create("alice", "alice@example.com");
    scenery.job(`userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.show("up --yes");
  },

  "conflict-skip": async (scenery) => {
    await scenery.colleague.create("alice", "alice@example.com");
    scenery.job(`conflictPolicy: "skip", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.show("up --yes");
  },

  "conflict-adopt": async (scenery) => {
    await scenery.colleague.create("alice", "alice@example.com");
    scenery.job(`conflictPolicy: "adopt", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.show("up --yes");
  },

  "adopt-grants-groups": async (scenery) => {
    await scenery.colleague.create("alice", "alice@example.com");
    await scenery.colleague.signOn("alice");
    const program = (policy: string): void => {
      scenery.program(`const admins = new ciam.UserGroup("admins", { userStoreId: store.userStoreId, displayName: "admins" });
new ciam.UserImportJob("staff", {
  userStoreId: store.userStoreId, conflictPolicy: "adopt", ${policy}groups: { admins: admins.userGroupId },
  userSets: { staff: { alice: { userName: "alice", userGroups: ["admins"] } } },
});`);
    };
    program("");
    await scenery.show("up --yes");
    program("adoptGrantsGroups: true, ");
    await scenery.show("up --yes");
  },

  "preflight-off": async (scenery) => {
    await scenery.colleague.create("alice", "alice@example.com");
    scenery.job(`preflight: false, userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.show("up --yes");
  },

  "owner-attribute": async (scenery) => {
    scenery.job(`userSets: { staff: { alice: { userName: "alice", indexedAttribute5: "mine" } } }`);
    await scenery.show("preview");
    scenery.job(
      `ownerAttribute: "indexedAttribute1", userSets: { staff: { alice: { userName: "alice", indexedAttribute5: "mine" } } }`,
    );
    await scenery.show("preview");
  },

  timeouts: async (scenery) => {
    await scenery.service({ jobPendingMs: 3_600_000 });
    scenery.job(`timeouts: { job: "5s" }, userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.show("up --yes");
    await scenery.later(2 * 3_600_000);
    await scenery.show("up --yes");
  },

  "removal-freeze": async (scenery) => {
    scenery.job(`removalPolicy: "freeze", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.up();
    scenery.job(`removalPolicy: "freeze", userSets: { staff: { ${ALICE} } }`);
    await scenery.show("up --yes");
    scenery.job(`removalPolicy: "freeze", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.show("up --yes");
  },

  "removal-retain": async (scenery) => {
    scenery.job(`removalPolicy: "retain", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.up();
    scenery.job(`removalPolicy: "retain", userSets: { staff: { ${ALICE} } }`);
    await scenery.show("up --yes");
  },

  "deletion-limit": async (scenery) => {
    scenery.job(`userSets: { staff: { ${crowd(1, 31)} } }`);
    await scenery.up();
    scenery.job(`userSets: { staff: { ${crowd(1, 21)} } }`);
    await scenery.show("preview");
    scenery.job(`acceptDeletions: 10, userSets: { staff: { ${crowd(1, 21)} } }`);
    await scenery.show("up --yes");
  },

  "emptied-sets": async (scenery) => {
    scenery.job(`userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.up();
    scenery.job(`userSets: {}`);
    await scenery.show("preview");
  },

  "take-over": async (scenery) => {
    const sets = `userStoreId: store.userStoreId, userSets: { staff: { ${ALICE}, ${BOB} } }`;
    scenery.program(`new ciam.UserImportJob("staff", { ${sets} }, { retainOnDelete: true });`);
    await scenery.up();
    scenery.program(`new ciam.UserImportJob("people", { ${sets} });`);
    await scenery.show("up --yes");
    const owner = scenery.lastOwner();
    scenery.program(`new ciam.UserImportJob("people", { takeOver: ["${owner}"], ${sets} });`);
    await scenery.show("up --yes");
  },

  "import-only-fail": async (scenery) => importOnly(scenery, ""),
  "import-only-reimport": async (scenery) => importOnly(scenery, `importOnlyChange: "reimport", `),
  "import-only-ignore": async (scenery) => importOnly(scenery, `importOnlyChange: "ignore", `),

  "password-initial": async (scenery) => password(scenery, ""),
  "password-managed": async (scenery) => password(scenery, `passwordPolicy: "managed", `),

  "failure-fail": async (scenery) => {
    scenery.job(`userSets: { staff: { ${ALICE}, ${BOB}, carl: { userName: "carl", phoneNumber: "555-0100" } } }`);
    await scenery.show("up --yes");
    await scenery.show("preview");
  },

  "failure-warn": async (scenery) => {
    scenery.job(`failurePolicy: "warn",
      userSets: { staff: { ${ALICE}, ${BOB}, carl: { userName: "carl", phoneNumber: "555-0100" } } }`);
    await scenery.show("up --yes");
  },

  "ignore-fields": async (scenery) => {
    scenery.job(`ignoreFields: ["nickname"], userSets: { staff: { ${ALICE} } }`);
    await scenery.up();
    scenery.job(`ignoreFields: ["nickname"], userSets: { staff: { ${ALICE.replace('"Alice"', '"Al"')} } }`);
    await scenery.show("preview");
  },

  "secret-fields": async (scenery) => {
    scenery.job(`secretFields: ["phoneNumber"],
      userSets: { staff: { alice: { userName: "alice", phoneNumber: "13800008000", password: "correct horse" } } }`);
    await scenery.show("preview --diff");
  },

  drift: async (scenery) => {
    scenery.job(`userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await scenery.up();
    await scenery.colleague.changeEmail("alice", "alice@elsewhere.example.com");
    await scenery.colleague.create("walter", "walter@example.com");
    await scenery.show("refresh --yes --diff");
    await scenery.show("up --yes");
  },
};

async function importOnly(scenery: Scenery, policy: string): Promise<void> {
  scenery.job(`${policy}userSets: { staff: { ${ALICE}, ${BOB} } }`);
  await scenery.up();
  scenery.job(`${policy}userSets: { staff: { ${ALICE}, ${BOB.replace("Clerk", "Head clerk")} } }`);
  await scenery.show("up --yes");
}

async function password(scenery: Scenery, policy: string): Promise<void> {
  const sets = (secret: string): string =>
    `userSets: { staff: { alice: { userName: "alice", password: "${secret}" } } }`;
  scenery.job(policy + sets("Correct-horse-1"));
  await scenery.up();
  scenery.job(policy + sets("Battery-staple-2"));
  await scenery.show("up --yes");
}
