import { Cloud } from "./cloud";
import { Project, type ProjectOptions } from "../pulumi/project";

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

/** Where a test begins that is not the first of its project. */
export interface Begun {
  readonly cloud: Cloud;
  readonly store: string;
  readonly project: Project;
}

/**
 * Gives each test of this suite what `begin` has made of a project and the service. It is done once: a test has a copy of
 * the project with its state, and the service is set back to what it was.
 */
export function eachAfter(begin: (here: Here) => Promise<Project>, prepare: (begun: Begun) => void): void {
  let cloud: Cloud;
  let store: string;
  let snapshot: string;
  let first: Project | undefined;
  let project: Project | undefined;

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    first = await begin({
      cloud,
      store,
      begin: (program, options = {}) => Project.create(program, { cloud, runs: "here", ...options }),
    });
    snapshot = await cloud.snapshot();
  });
  beforeEach(async () => {
    await cloud.restore(snapshot);
    project = first?.copy();
    if (project) prepare({ cloud, store, project });
  });
  afterEach(() => project?.dispose());
  after(async () => {
    first?.dispose();
    await cloud.close();
  });
}
