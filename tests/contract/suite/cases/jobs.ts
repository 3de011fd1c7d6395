import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const HOUR = 3_600_000;
const MINUTE = 60_000;

const list = async (at: Bench, more: object = {}) =>
  (await at.api.ListJobs({ UserStoreId: at.UserStoreId, ...more })).JobSet;

async function importJob(at: Bench): Promise<string> {
  return (await at.imported([{ UserName: at.name("someone") }])).Id;
}

export const listJobs = casesAbout("ListJobs", ({ documented, guessed }) => {
  documented(
    "tells of a store without jobs that it has none",
    async (at) => {
      expect(await list(at, { UserStoreId: await at.store() })).to.deep.equal([]);
    },
    "stores",
  );

  documented(
    "shows a job PENDING, then PROCESSING, then COMPLETED",
    async (at) => {
      await at.api.CreateApiImportUserJob({
        UserStoreId: at.UserStoreId,
        DataFlowUserCreateList: [{ UserName: at.name("alice") }],
      });
      const seen: string[] = [];
      for (const step of [HOUR - MINUTE, MINUTE, HOUR - MINUTE, MINUTE]) {
        await at.advance(step);
        seen.push(...(await list(at)).map(({ Status }) => Status));
      }
      expect(seen).to.deep.equal(["PENDING", "PROCESSING", "PROCESSING", "COMPLETED"]);
    },
    "clock",
  );

  documented("tells all jobs when no ids are given, or an empty list of them", async (at) => {
    const ids = [await importJob(at), await importJob(at)];
    expect((await list(at)).map(({ Id }) => Id)).to.include.members(ids);
    expect((await list(at, { JobIds: [] })).map(({ Id }) => Id)).to.include.members(ids);
  });

  documented("tells just the jobs whose ids are given", async (at) => {
    const [, second] = [await importJob(at), await importJob(at)];
    expect((await list(at, { JobIds: [second] })).map(({ Id }) => Id)).to.deep.equal([second]);
  });

  guessed("unknownJobIds", "passes over ids that it does not know", async (at) => {
    const id = await importJob(at);
    expect((await list(at, { JobIds: [nobody, id] })).map(({ Id }) => Id)).to.deep.equal([id]);
    expect(await list(at, { JobIds: [nobody] })).to.deep.equal([]);
  });

  guessed("listOrder", "tells the oldest first", async (at) => {
    const [first, second] = [await importJob(at), await importJob(at)];
    const ids = (await list(at)).map(({ Id }) => Id);
    expect(ids.indexOf(first)).to.be.below(ids.indexOf(second));
  });

  documented("tells imports and exports apart", async (at) => {
    const imported = await importJob(at);
    const { Job } = await at.api.CreateFileExportUserJob({ UserStoreId: at.UserStoreId, Format: "CSV" });
    await at.ended(Job.Id);
    const types = new Map((await list(at)).map(({ Id, Type }) => [Id, Type]));
    expect([types.get(imported), types.get(Job.Id)]).to.deep.equal(["IMPORT_USER", "EXPORT_USER"]);
  });

  guessed(
    "jobRetentionMs",
    "remembers a job for a long time",
    async (at) => {
      const id = await importJob(at);
      await at.advance(90 * 24 * HOUR);
      expect((await list(at)).map(({ Id }) => Id)).to.include(id);
    },
    "clock",
  );

  documented("tells the same of a job that has ended, however often it is asked", async (at) => {
    const { Id } = await at.imported([{ UserName: at.name("good") }, { Nickname: "nobody" }]);
    expect(await list(at, { JobIds: [Id] })).to.deep.equal(await list(at, { JobIds: [Id] }));
  });

  documented("gives an import no location", async (at) => {
    const [job] = await list(at, { JobIds: [await importJob(at)] });
    expect(job).to.include({ Location: null, Format: "NDJSON" });
  });

  documented(
    "tells no jobs of another store",
    async (at) => {
      const id = await importJob(at);
      expect(await list(at, { UserStoreId: await at.store(), JobIds: [] })).to.deep.equal([]);
      expect((await list(at)).map(({ Id }) => Id)).to.include(id);
    },
    "stores",
  );

  documented("refuses a store that is not there", async (at) => {
    expect(await at.code("ListJobs", { UserStoreId: nobody })).to.equal("FailedOperation.InvalidUserStore");
  });
});
