import { join } from "node:path";
import type { DemoProject } from "../demo/project";

/** The steps before a comment is written, and the comment. */
export type CommentSteps = (project: DemoProject, repository: string) => Promise<string>;

/** The pull request of docs/gitops.md, in the project of the example. */
const pullRequest: CommentSteps = async (project, repository) => {
  const example = join(repository, "examples/github-actions");
  for (const name of ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json", "users"]) {
    project.copy(join(example, name), name);
  }
  project.write("Pulumi.production.yaml", `config:\n  ciam:endpoint: ${project.emulator.ready.endpoint}\n`);
  await typed(project, repository, "pulumi stack init production && pulumi up --yes --skip-preview");
  project.edit("users/staff.csv", (staff) =>
    staff
      .replace("bert@example.com", "bert@example.org")
      .replace(/^clara.*\n/m, "")
      .concat("erin,erin@example.com,Erin,1999-09-09\n"),
  );
  return typed(project, repository, "pulumi preview --json | ciam comment --key production");
};

const PROGRAM = `import * as pulumi from "@pulumi/pulumi";
import * as ciam from "pulumi-tencentcloud-ciam";
const { userStoreId } = new ciam.UserStore("customers", { name: \`customers of \${pulumi.getStack()}\` });
const set = pulumi.getStack() === "dev" ? "staff" : "guests";
new ciam.UserImportJob(set, { userStoreId, userSets: { [set]: ciam.usersFromFile(\`\${set}.csv\`) } });
`;

function file(...rows: readonly string[]): string {
  return ["userName,email,nickname,job,password", ...rows].join("\n") + "\n";
}

function guests(count: number): string {
  return file(...Array.from({ length: count }, (_, n) => `guest${String(n)},guest${String(n)}@example.com,,,`));
}

/** One stack with something of everything, and one with a refused change. */
const twoStacks: CommentSteps = async (project, repository) => {
  project.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  project.write("package.json", '{ "name": "shop", "main": "index.ts" }\n');
  project.write("tsconfig.json", '{ "compilerOptions": { "module": "nodenext", "moduleResolution": "nodenext" } }\n');
  project.write("index.ts", PROGRAM);
  for (const stack of ["dev", "prod"]) {
    project.write(`Pulumi.${stack}.yaml`, `config:\n  ciam:endpoint: ${project.emulator.ready.endpoint}\n`);
  }
  project.write(
    "staff.csv",
    file(
      "ann,ann@example.com,Ann,,",
      "ben,ben@example.com,Ben,,Correct-horse-1",
      "cat,cat@example.com,Cat,,",
      "dan,dan@example.com,Dan,Clerk,",
      "eva,eva@example.com,Eva,,",
    ),
  );
  project.write("guests.csv", guests(400));
  for (const stack of ["dev", "prod"]) {
    await typed(project, repository, `pulumi stack init ${stack} && pulumi up --yes --skip-preview`);
  }
  project.write(
    "staff.csv",
    file(
      "ann,ann@example.org,Ann,,",
      "ben,ben@example.com,Benny,,Battery-staple-2",
      "dan,dan@example.com,Dan,Head clerk,",
      "eva,eva@example.com,Evita,,",
      "finn,finn@example.com,Finn,,",
      "gus,gus@example.com,Gus,,",
    ),
  );
  project.write("guests.csv", guests(280));
  // The preview of a refused change fails, and its document gives the reason.
  await typed(
    project,
    repository,
    "pulumi preview --stack dev --json > dev.json; pulumi preview --stack prod --json > prod.json; true",
  );
  return typed(project, repository, "ciam comment dev.json prod.json");
};

/** The pictures by file name. */
export const comments: Readonly<Record<string, CommentSteps>> = {
  "comment.png": twoStacks,
  "pull-request-comment.png": pullRequest,
};

/** The output of a shell line. */
async function typed(project: DemoProject, repository: string, line: string): Promise<string> {
  const { out, err, code } = await project.shell(line, repository);
  if (code !== 0) throw new Error(`${line}:\n${out}${err}`);
  return out;
}
