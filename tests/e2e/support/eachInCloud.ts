import { Cloud } from "./cloud";
import { Project, type ProjectOptions } from "./project";

/** What a test finds. */
export interface Here {
  readonly cloud: Cloud;
  /** The id of a store without users. */
  readonly store: string;
  /** Begins a project with this program, which ends with the test. */
  readonly begin: (program: string, options?: ProjectOptions) => Promise<Project>;
}

/** Gives each test of this suite an emulator of its own with an empty store, and programs that run in this process. */
export function eachInCloud(
  prepare: (here: Here) => void | Promise<void>,
  { runs = "here" }: Pick<ProjectOptions, "runs"> = {},
): void {
  let cloud: Cloud | undefined;
  let projects: Project[] = [];

  beforeEach(async () => {
    const opened = await Cloud.open();
    cloud = opened;
    await prepare({
      cloud: opened,
      store: await opened.store(),
      async begin(program, options = {}) {
        const project = await Project.create(program, { cloud: opened, runs, ...options });
        projects.push(project);
        return project;
      },
    });
  });
  afterEach(async () => {
    for (const project of projects) project.dispose();
    projects = [];
    await cloud?.close();
  });
}
