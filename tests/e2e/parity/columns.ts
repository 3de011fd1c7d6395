import { setTimeout as pause } from "node:timers/promises";
import type { Cloud } from "../support/service/cloud";
import type { Running } from "../support/pulumi/cli";
import { commandOf, familyOf, killAll } from "../support/pulumi/processes";
import { program } from "../support/pulumi/programs";
import { Project, type ProjectOptions } from "../support/pulumi/project";
import { yamlProgram } from "../plugin/support/yaml";

/** What differs for a person between the classes and the plugin. */
interface FrontEnd {
  readonly name: "dynamic" | "plugin";
  /** The type of a job, as the screen has it. */
  readonly type: string;
  /** The file that has the program. */
  readonly file: string;
  /** A project whose program declares nothing yet. */
  begin(options: Pick<ProjectOptions, "key"> & { readonly cloud: Cloud }): Promise<Project>;
  /** Writes a program with a job, `staff`, of these inputs. */
  write(project: Project, inputs: object): void;
  /** How an `up` may end before its time. The processes that live on are returned. */
  readonly ends: Readonly<Record<string, (run: Running) => Promise<readonly number[]>>>;
}

const dynamic: FrontEnd = {
  name: "dynamic",
  type: "pulumi-nodejs:dynamic/ciam:UserImportJob",
  file: "index.js",
  begin: (options) => Project.create(program(), { ...options, runs: "here" }),
  write(project, inputs) {
    const job = `const staff = new ciam.UserImportJob("staff", ${JSON.stringify(inputs)});`;
    project.program(program(job, `exports.status = staff.status; exports.ids = staff.userIds("staff");`));
  },
  ends: {
    "is killed with its provider": async (run) => {
      killAll(familyOf(run.child.pid ?? 0));
      await run.ended;
      return [];
    },
    "is killed while its provider lives on": async (run) => {
      const [cli = 0, ...others] = familyOf(run.child.pid ?? 0);
      killAll([cli]);
      await run.ended;
      return others;
    },
  },
};

const plugin: FrontEnd = {
  name: "plugin",
  type: "ciam:index:UserImportJob",
  file: "Pulumi.yaml",
  begin: (options) => Project.inYaml("resources: {}\n", options),
  write(project, inputs) {
    const staff = { type: "ciam:UserImportJob", properties: inputs };
    project.yaml(yamlProgram({ staff }, { status: "${staff.status}" }));
  },
  ends: {
    "is cancelled by Ctrl-C": (run) => interrupted(run, 1),
    "loses its plugin": async (run) => {
      const family = familyOf(run.child.pid ?? 0);
      killAll(family.filter((pid) => commandOf(pid).includes("pulumi-resource-ciam")));
      await run.ended;
      killAll(family);
      return [];
    },
    "is cancelled by Ctrl-C twice": (run) => interrupted(run, 2),
    "is killed with all its processes": async (run) => {
      killAll(familyOf(run.child.pid ?? 0));
      await run.ended;
      return [];
    },
  },
};

async function interrupted(run: Running, times: 1 | 2): Promise<readonly number[]> {
  const family = familyOf(run.child.pid ?? 0);
  run.child.kill("SIGINT");
  if (times === 2) {
    await pause(50);
    run.child.kill("SIGINT");
  }
  await run.ended;
  killAll(family);
  return [];
}

/** A front end, and where its programs declare their users. */
export interface Column {
  readonly name: string;
  readonly frontEnd: FrontEnd;
  readonly way: "by value" | "by file";
}

export const columns: readonly Column[] = [dynamic, plugin].flatMap((frontEnd) =>
  (["by value", "by file"] as const).map((way) => ({ name: `${frontEnd.name}, ${way}`, frontEnd, way })),
);
