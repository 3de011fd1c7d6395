import type { ScreenProject } from "./project";

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

async function proposed(project: ScreenProject): Promise<void> {
  project.file("staff.csv", lines(...STAFF));
  project.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
  await project.up();
  project.file("staff.csv", lines(...CHANGED));
}

/** The screens of the page about the command, by name. */
export const commandScreens: Readonly<Record<string, (project: ScreenProject) => Promise<void>>> = {
  "ciam-init": async (project) => {
    await project.type("ciam init shop --language python --yes");
  },

  "ciam-validate": async (project) => {
    project.file(
      "staff.csv",
      lines("userName,email,birthdate", "ann,ann(at)example.com,1990-02-30", "ben,ben@example.com,1991-01-01"),
    );
    project.file("guests.yaml", "b: { email: BEN@example.com }\n");
    await project.type("ciam validate staff.csv guests.yaml");
  },

  "ciam-convert": async (project) => {
    project.file(
      "members.csv",
      lines(
        "Members, as of 1 March",
        "",
        "userName;Email;Mobile;Birthdate;Fee",
        "ann|1;ann@example.com;13800008001;03.02.1990;20",
        "ben|2;ben@example.com;;;20",
      ),
    );
    await project.type(
      "ciam convert members.csv users.csv --delimiter ';' --column Mobile=phoneNumber --phone-country 86 --dates DD.MM.YYYY --column Fee=false",
    );
    await project.type("cat users.csv");
  },

  "ciam-plan": async (project) => {
    await proposed(project);
    await project.type("pulumi preview --json | ciam plan");
  },

  "ciam-plan-drift": async (project) => {
    project.file("staff.csv", lines(...STAFF));
    project.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
    await project.up();
    await project.colleague.changeEmail("ben", "ben@elsewhere.example.com");
    await project.type("pulumi preview --refresh --json | ciam plan --expect-no-changes");
  },

  "ciam-plan-store": async (project) => {
    project.program("export const userStoreId = store.userStoreId;");
    await project.up();
    await project.colleague.create("ben", "ben@example.com");
    project.file("staff.csv", lines("userName,email,nickname", "ann,ann@example.com,Ann", "ben,ben@example.com,Ben"));
    await project.type('ciam plan --store "$(pulumi stack output userStoreId)" staff.csv');
    await project.type('ciam plan --store "$(pulumi stack output userStoreId)" staff.csv --conflict-policy adopt');
  },

  "ciam-preview": async (project) => {
    await proposed(project);
    await project.type("ciam preview");
  },

  "ciam-comment": async (project) => {
    await proposed(project);
    await project.type("pulumi preview --json > preview.json\nciam comment preview.json --key staff --full summary.md");
  },

  "ciam-export": async (project) => {
    project.file("staff.csv", lines(...STAFF));
    project.job(`userSets: { staff: ciam.usersFromFile("staff.csv") }`);
    await project.up();
    await project.type("ciam export --out everybody.csv\ncat everybody.csv");
    await project.type("ciam validate everybody.csv");
  },

  "ciam-jobs": async (project) => {
    project.job(
      `failurePolicy: "warn", userSets: { staff: {
         ann: { userName: "ann" }, ben: { userName: "ben", email: "ben@example" } } }`,
    );
    await project.up();
    await project.type("ciam jobs --failed");
    await project.type("pulumi stack export | ciam jobs --state -");
  },

  "ciam-verify-password": async (project) => {
    project.file(
      "migrated.yaml",
      lines(
        "tom:",
        "  userName: tom",
        "  password: 4719bae00b1fd6e107fb7bda75d7a44125a1c831",
        "  passwordEncryptType: SHA1",
        "  salt: { saltValue: pepper, saltLocation: { saltLocationType: HEAD } }",
      ),
    );
    await project.type("echo Correct-horse-1 | ciam verify-password --file migrated.yaml --user tom");
  },

  "ciam-doctor": async (project) => {
    project.job("userSets: { staff: { ann: { email: 'ann@example.com' } } }");
    await project.up();
    await project.type("pulumi stack export | ciam doctor --state -");
    // Anybody who can write the state could do this: arbitrary code, here harmless.
    await project.typeQuietly(
      'pulumi stack export | sed "s/.UserImportJob; }/.UserImportJob || console; }/" | pulumi stack import',
    );
    await project.type("pulumi stack export | ciam doctor --state -");
  },
};
