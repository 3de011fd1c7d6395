import { commandScreens } from "./commandScreens";
import type { ScreenProject } from "./project";

/** Types commands in a project with an empty store. */
export type Screen = (project: ScreenProject) => Promise<void>;

const ALICE = `alice: { userName: "alice", email: "alice@example.com", nickname: "Alice" }`;
const BOB = `bob: { userName: "bob", email: "bob@example.com", job: "Clerk" }`;

/** A set with these users. */
function crowd(from: number, to: number): string {
  const users = Array.from(
    { length: to - from },
    (_, n) => `u${String(from + n)}: { userName: "u${String(from + n)}" }`,
  );
  return users.join(", ");
}

/** The screens of the pages, by name. */
export const screens: Readonly<Record<string, Screen>> = {
  ...commandScreens,

  "findings-in-a-file": async (project) => {
    project.file(
      "staff.csv",
      [
        "userName,email,birthdate,userGroups",
        "ann,ann(at)example.com,1990-02-30,",
        "ben,ben@example.com,1991-01-01,",
        "ben,b@example.com,,",
        "",
      ].join("\n"),
    );
    project.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
    await project.show("preview");
  },

  "findings-in-a-program": async (project) => {
    project.job(`groups: { support: "0123456789abcdef0123456789abcdef" },
      userSets: { staff: { ann: { nickname: "Ann" }, ben: { email: "ben@example.com", userGroups: ["suport"] } } }`);
    await project.show("preview");
  },

  "conflict-fail": async (project) => {
    await project.colleague.create("alice", "alice@example.com");
    project.job(`userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.show("up --yes");
  },

  "conflict-skip": async (project) => {
    await project.colleague.create("alice", "alice@example.com");
    project.job(`conflictPolicy: "skip", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.show("up --yes");
  },

  "conflict-adopt": async (project) => {
    await project.colleague.create("alice", "alice@example.com");
    project.job(`conflictPolicy: "adopt", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.show("up --yes");
  },

  "adopt-grants-groups": async (project) => {
    await project.colleague.create("alice", "alice@example.com");
    await project.colleague.signOn("alice");
    const program = (policy: string): void => {
      project.program(`const admins = new ciam.UserGroup("admins", { userStoreId: store.userStoreId, displayName: "admins" });
new ciam.UserImportJob("staff", {
  userStoreId: store.userStoreId, conflictPolicy: "adopt", ${policy}groups: { admins: admins.userGroupId },
  userSets: { staff: { alice: { userName: "alice", userGroups: ["admins"] } } },
});`);
    };
    program("");
    await project.show("up --yes");
    program("adoptGrantsGroups: true, ");
    await project.show("up --yes");
  },

  "preflight-off": async (project) => {
    await project.colleague.create("alice", "alice@example.com");
    project.job(`preflight: false, userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.show("up --yes");
  },

  "owner-attribute": async (project) => {
    project.job(`userSets: { staff: { alice: { userName: "alice", indexedAttribute5: "mine" } } }`);
    await project.show("preview");
    project.job(
      `ownerAttribute: "indexedAttribute1", userSets: { staff: { alice: { userName: "alice", indexedAttribute5: "mine" } } }`,
    );
    await project.show("preview");
  },

  timeouts: async (project) => {
    await project.service({ jobPendingMs: 3_600_000 });
    project.job(`timeouts: { job: "5s" }, userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.show("up --yes");
    await project.later(2 * 3_600_000);
    await project.show("up --yes");
  },

  "removal-freeze": async (project) => {
    project.job(`removalPolicy: "freeze", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.up();
    project.job(`removalPolicy: "freeze", userSets: { staff: { ${ALICE} } }`);
    await project.show("up --yes");
    project.job(`removalPolicy: "freeze", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.show("up --yes");
  },

  "removal-retain": async (project) => {
    project.job(`removalPolicy: "retain", userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.up();
    project.job(`removalPolicy: "retain", userSets: { staff: { ${ALICE} } }`);
    await project.show("up --yes");
  },

  "deletion-limit": async (project) => {
    project.job(`userSets: { staff: { ${crowd(1, 31)} } }`);
    await project.up();
    project.job(`userSets: { staff: { ${crowd(1, 21)} } }`);
    await project.show("preview");
    project.job(`acceptDeletions: 10, userSets: { staff: { ${crowd(1, 21)} } }`);
    await project.show("up --yes");
  },

  "emptied-sets": async (project) => {
    project.job(`userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.up();
    project.job(`userSets: {}`);
    await project.show("preview");
  },

  "take-over": async (project) => {
    const sets = `userStoreId: store.userStoreId, userSets: { staff: { ${ALICE}, ${BOB} } }`;
    project.program(`new ciam.UserImportJob("staff", { ${sets} }, { retainOnDelete: true });`);
    await project.up();
    project.program(`new ciam.UserImportJob("people", { ${sets} });`);
    await project.show("up --yes");
    const owner = project.lastOwner();
    project.program(`new ciam.UserImportJob("people", { takeOver: ["${owner}"], ${sets} });`);
    await project.show("up --yes");
  },

  "import-only-fail": async (project) => importOnly(project, ""),
  "import-only-reimport": async (project) => importOnly(project, `importOnlyChange: "reimport", `),
  "import-only-ignore": async (project) => importOnly(project, `importOnlyChange: "ignore", `),

  "password-initial": async (project) => password(project, ""),
  "password-managed": async (project) => password(project, `passwordPolicy: "managed", `),

  "failure-fail": async (project) => {
    project.job(`userSets: { staff: { ${ALICE}, ${BOB}, carl: { userName: "carl", email: "carl@example" } } }`);
    await project.show("up --yes");
    await project.show("preview");
  },

  "failure-warn": async (project) => {
    project.job(`failurePolicy: "warn",
      userSets: { staff: { ${ALICE}, ${BOB}, carl: { userName: "carl", email: "carl@example" } } }`);
    await project.show("up --yes");
  },

  "ignore-fields": async (project) => {
    project.job(`ignoreFields: ["nickname"], userSets: { staff: { ${ALICE} } }`);
    await project.up();
    project.job(`ignoreFields: ["nickname"], userSets: { staff: { ${ALICE.replace('"Alice"', '"Al"')} } }`);
    await project.show("preview");
  },

  "secret-fields": async (project) => {
    project.job(`secretFields: ["phoneNumber"],
      userSets: { staff: { alice: { userName: "alice", phoneNumber: "13800008000", password: "correct horse" } } }`);
    await project.show("preview --diff");
  },

  drift: async (project) => {
    project.job(`userSets: { staff: { ${ALICE}, ${BOB} } }`);
    await project.up();
    await project.colleague.changeEmail("alice", "alice@elsewhere.example.com");
    await project.colleague.create("walter", "walter@example.com");
    await project.show("refresh --yes --diff");
    await project.show("up --yes");
  },
};

async function importOnly(project: ScreenProject, policy: string): Promise<void> {
  project.job(`${policy}userSets: { staff: { ${ALICE}, ${BOB} } }`);
  await project.up();
  project.job(`${policy}userSets: { staff: { ${ALICE}, ${BOB.replace("Clerk", "Head clerk")} } }`);
  await project.show("up --yes");
}

async function password(project: ScreenProject, policy: string): Promise<void> {
  const sets = (secret: string): string =>
    `userSets: { staff: { alice: { userName: "alice", password: "${secret}" } } }`;
  project.job(policy + sets("Correct-horse-1"));
  await project.up();
  project.job(policy + sets("Battery-staple-2"));
  await project.show("up --yes");
}
