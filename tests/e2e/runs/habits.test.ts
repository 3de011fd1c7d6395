import { expect } from "chai";
import type { EmulatorSettings } from "../../../emulator";
import { Cloud } from "../support/service/cloud";
import { job, people, program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

/** More than a page where pages have twenty users. */
const NAMES = Array.from({ length: 23 }, (_, at) => `user${String(at).padStart(2, "0")}`);

/** Habits that nobody knows of the service, several at once; each of them alone, and any two, are tried elsewhere. */
const SERVICES: Readonly<Record<string, EmulatorSettings>> = {
  "lists slowly and without order, in short pages, and forgets its jobs at once": {
    listOrder: "unstable",
    maxPageSize: 20,
    pageSizePolicy: "silent",
    readLagMs: 500,
    jobRetentionMs: 0,
    emptyLists: "null",
  },
  "updates duplicates, fails jobs for one bad user, deletes softly and one at a time": {
    duplicatePolicy: "update",
    partialFailure: "FAILED",
    failureList: "ErrorDetails",
    failedUserIdentification: "index",
    deletedUsers: "answered",
    deleteUnknownIds: "refuse",
    maxDeleteUsers: 1,
    jobsAtOnce: 1,
    updateReplyMasked: true,
  },
};

describe("a service with other habits, on the real CLI", function () {
  this.timeout(120_000);

  for (const [what, settings] of Object.entries(SERVICES)) {
    it(`that ${what}: what is declared is there, a change is made, and nothing is left to do`, async () => {
      const cloud = await Cloud.open(settings);
      const store = await cloud.store();
      /** The test is not to be taken in by short pages. */
      const seen = async (): Promise<string[]> => {
        await cloud.configure({ maxPageSize: 1_000, readLagMs: 0 });
        const names = await cloud.names(store);
        await cloud.configure(settings);
        return names;
      };
      const project = await Project.create(program(job(store, people(...NAMES))), { cloud, runs: "here" });
      await project.up();
      expect(await seen()).to.have.members(NAMES);
      const [first = "", ...others] = NAMES;
      project.program(program(job(store, people(...others, "zoe"), { args: { acceptDeletions: 1 } })));
      await project.up();
      expect(await seen())
        .to.have.members([...others, "zoe"])
        .and.to.not.include(first);
      const { writes } = await cloud.callsDuring(() => project.refresh("--expect-no-changes"));
      expect(writes).to.deep.equal([]);
      await project.destroy();
      expect(await seen()).to.deep.equal([]);
      project.dispose();
      await cloud.close();
    });
  }

  it("that clears what an update leaves out: the first user it happens to is the last, and the screen says so", async () => {
    const cloud = await Cloud.open({ updateOmittedFields: "clear" });
    const store = await cloud.store();
    const users = (nickname: string) => ({
      alice: { userName: "alice", nickname, address: "1 Any Street" },
      bob: { userName: "bob", nickname, address: "2 Any Street" },
    });
    const project = await Project.create(program(job(store, users("before"))), { cloud, runs: "here" });
    await project.up();
    project.program(program(job(store, users("after"))));
    const { screen } = await project.upFails();
    expect(screen).to.match(/an update also changed address, indexedAttribute5 of user [0-9a-f]{32}/);
    expect(screen).to.include("it resets fields that an update leaves out");
    expect((await cloud.user(store, "bob")).Address).to.equal("2 Any Street");
    project.dispose();
    await cloud.close();
  });
});
