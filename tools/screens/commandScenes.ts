import type { Scenery } from "./scenery";

const STAFF = [
  "key,userName,email,nickname,userGroups,password",
  "ann,ann,ann@example.com,Ann,,Correct-horse-1",
  "ben,ben,ben@example.com,Ben,,",
  "cat,cat,cat@example.com,Cat,,",
];

/** The file as a pull request changes it. */
const CHANGED = [
  ...STAFF.slice(0, 1),
  "ann,ann,ann@example.org,Ann,,Battery-staple-2",
  "ben,ben,ben@example.com,Benny,,",
  "dan,dan,dan@example.com,Dan,,",
];

function lines(...rows: readonly string[]): string {
  return `${rows.join("\n")}\n`;
}

async function proposed(scenery: Scenery): Promise<void> {
  scenery.file("staff.csv", lines(...STAFF));
  scenery.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
  await scenery.up();
  scenery.file("staff.csv", lines(...CHANGED));
}

/** The screens of the page about the command, by name. */
export const commandScenes: Readonly<Record<string, (scenery: Scenery) => Promise<void>>> = {
  "ciam-validate": async (scenery) => {
    scenery.file(
      "staff.csv",
      lines("userName,email,birthdate", "ann,ann(at)example.com,1990-02-30", "ben,ben@example.com,1991-01-01"),
    );
    scenery.file("guests.yaml", "b: { email: BEN@example.com }\n");
    await scenery.type("ciam validate staff.csv guests.yaml");
  },

  "ciam-plan": async (scenery) => {
    await proposed(scenery);
    await scenery.type("pulumi preview --json | ciam plan");
  },

  "ciam-plan-drift": async (scenery) => {
    scenery.file("staff.csv", lines(...STAFF));
    scenery.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
    await scenery.up();
    await scenery.colleague.changeEmail("ben", "ben@elsewhere.example.com");
    await scenery.type("pulumi preview --refresh --json | ciam plan --expect-no-changes");
  },

  "ciam-plan-store": async (scenery) => {
    scenery.program("export const userStoreId = store.userStoreId;");
    await scenery.up();
    await scenery.colleague.create("ben", "ben@example.com");
    scenery.file("staff.csv", lines("userName,email,nickname", "ann,ann@example.com,Ann", "ben,ben@example.com,Ben"));
    await scenery.type('ciam plan --store "$(pulumi stack output userStoreId)" staff.csv');
    await scenery.type('ciam plan --store "$(pulumi stack output userStoreId)" staff.csv --conflict-policy adopt');
  },

  "ciam-comment": async (scenery) => {
    await proposed(scenery);
    await scenery.type("pulumi preview --json > preview.json\nciam comment preview.json --key staff --full summary.md");
  },

  "ciam-export": async (scenery) => {
    scenery.file("staff.csv", lines(...STAFF));
    scenery.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
    await scenery.up();
    await scenery.type("ciam export --out everybody.csv\ncat everybody.csv");
    await scenery.type("ciam validate everybody.csv");
  },

  "ciam-jobs": async (scenery) => {
    scenery.job(
      `failurePolicy: "warn", userSets: { staff: {
         ann: { userName: "ann" }, ben: { userName: "ben", phoneNumber: "555-0100" } } }`,
    );
    await scenery.up();
    await scenery.type("ciam jobs --failed");
    await scenery.type("pulumi stack export | ciam jobs --state -");
  },

  "ciam-verify-password": async (scenery) => {
    scenery.file(
      "migrated.yaml",
      lines(
        "tom:",
        "  userName: tom",
        "  password: 4719bae00b1fd6e107fb7bda75d7a44125a1c831",
        "  passwordEncryptType: SHA1",
        "  salt: { saltValue: pepper, saltLocation: { saltLocationType: HEAD } }",
      ),
    );
    await scenery.type("echo Correct-horse-1 | ciam verify-password --file migrated.yaml --user tom");
  },

  "ciam-doctor": async (scenery) => {
    scenery.job("userSets: { staff: { ann: { email: 'ann@example.com' } } }");
    await scenery.up();
    await scenery.type("pulumi stack export | ciam doctor --state -");
    // Whoever writes the state: of all code, something harmless.
    await scenery.typeQuietly(
      'pulumi stack export | sed "s/.UserImportJob; }/.UserImportJob || console; }/" | pulumi stack import',
    );
    await scenery.type("pulumi stack export | ciam doctor --state -");
  },
};
