import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const HOUR = 3_600_000;

/** The file of a finished export. */
async function exported(at: Bench, more: object): Promise<string> {
  const { Job } = await at.api.CreateFileExportUserJob({ UserStoreId: at.UserStoreId, ...more });
  const { Status, Location } = await at.ended(Job.Id);
  expect(Status).to.equal("COMPLETED");
  return (await fetch(Location)).text();
}

async function rows(at: Bench, more: object = {}): Promise<Record<string, unknown>[]> {
  const text = await exported(at, { Format: "NDJSON", ...more });
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const columns = (map: Readonly<Record<string, string>>) => ({
  ExportPropertyMaps: Object.entries(map).map(([UserPropertyCode, ColumnName]) => ({ UserPropertyCode, ColumnName })),
});
const condition = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values, Logic: true }] });

export const createFileExportUserJob = casesAbout("CreateFileExportUserJob", ({ documented, guessed }) => {
  for (const Format of ["NDJSON", "CSV"]) {
    documented(`answers a job for ${Format}, without a location as yet`, async (at) => {
      const { Job } = await at.api.CreateFileExportUserJob({ UserStoreId: at.UserStoreId, Format });
      expect(Job).to.include({ Status: "PENDING", Type: "EXPORT_USER", Format, Location: null });
      await at.ended(Job.Id);
    });
  }

  documented("has a file at its location once it is COMPLETED", async (at) => {
    const { UserName } = await at.created("alice");
    expect(await rows(at, columns({ userName: "who" }))).to.deep.equal([{ who: UserName }]);
  });

  documented("names the columns as it was told, in that order", async (at) => {
    const { UserName, Email } = await at.created("alice");
    const text = await exported(at, { Format: "CSV", ...columns({ email: "mail", userName: "name" }) });
    expect(parse(text)).to.deep.equal([
      ["mail", "name"],
      [Email, UserName],
    ]);
  });

  documented("has every attribute when no columns are named", async (at) => {
    await at.imported([{ UserName: at.name("alice"), Nickname: "al", IndexedAttribute5: "mark" }]);
    const [row] = await rows(at);
    expect(Object.values(row ?? {})).to.include.members(["al", "mark"]);
    expect(Object.keys(row ?? {}).length).to.be.above(30);
  });

  documented("quotes what a CSV file has to quote", async (at) => {
    const Nickname = 'a "quoted", cell\nof two lines';
    await at.created("alice", { Nickname });
    const text = await exported(at, { Format: "CSV", ...columns({ nickname: "n" }) });
    expect(parse(text)).to.deep.equal([["n"], [Nickname]]);
  });

  documented("has a line for each user", async (at) => {
    await at.imported(Array.from({ length: 12 }, (_, i) => ({ UserName: at.name(`u${String(i)}`) })));
    expect(await rows(at, columns({ userName: "n" }))).to.have.length(12);
  });

  documented("has nobody in the file of an empty store", async (at) => {
    expect(await rows(at)).to.deep.equal([]);
  });

  documented("exports those whom a condition finds", async (at) => {
    const [alice] = [await at.created("alice"), await at.created("bob")];
    const found = await rows(at, { ...condition("condition", alice.UserName), ...columns({ userName: "n" }) });
    expect(found).to.deep.equal([{ n: alice.UserName }]);
  });

  documented(
    "exports the members of a group",
    async (at) => {
      const group = await at.group("staff");
      const alice = await at.created("alice", { UserGroup: [group] });
      await at.created("bob");
      const found = await rows(at, { ...condition("userGroupId", group), ...columns({ userName: "n" }) });
      expect(found).to.deep.equal([{ n: alice.UserName }]);
    },
    "mainland",
  );

  guessed("masking", "masks nothing in a file", async (at) => {
    const { Email } = await at.created("alice");
    expect(await rows(at, columns({ email: "mail" }))).to.deep.equal([{ mail: Email }]);
  });

  documented("never exports a password", async (at) => {
    const person = at.person("alice");
    await at.api.CreateUser({ UserStoreId: at.UserStoreId, ...person });
    expect(await exported(at, { Format: "NDJSON" })).not.to.contain(person.Password);
  });

  guessed("none", "makes NDJSON when no format is named", async (at) => {
    const { Job } = await at.api.CreateFileExportUserJob({ UserStoreId: at.UserStoreId });
    expect(Job.Format).to.equal("NDJSON");
    await at.ended(Job.Id);
  });

  documented("refuses another format", async (at) => {
    const request = { UserStoreId: at.UserStoreId, Format: "XML" };
    expect(await at.code("CreateFileExportUserJob", request)).to.equal("InvalidParameterValue");
  });

  guessed(
    "jobLimitCountsExports",
    "counts to the two unfinished jobs",
    async (at) => {
      const start = () => at.code("CreateFileExportUserJob", { UserStoreId: at.UserStoreId, Format: "CSV" });
      expect([await start(), await start()]).to.deep.equal(["OK", "OK"]);
      expect(await start()).to.equal("FailedOperation.DataFlowTooManyRequests");
      await at.advance(2 * HOUR);
      expect(await start()).to.equal("OK");
    },
    "clock",
  );

  guessed(
    "none",
    "exports the users as they are when the job ends",
    async (at) => {
      const { Job } = await at.api.CreateFileExportUserJob({
        UserStoreId: at.UserStoreId,
        Format: "NDJSON",
        ...columns({ userName: "n" }),
      });
      const { UserName } = await at.created("late");
      await at.advance(2 * HOUR);
      const { Location } = await at.ended(Job.Id);
      expect(await (await fetch(Location)).text()).to.equal(`${JSON.stringify({ n: UserName })}\n`);
    },
    "clock",
  );

  documented("refuses a store that is not there", async (at) => {
    const request = { UserStoreId: nobody, Format: "CSV" };
    expect(await at.code("CreateFileExportUserJob", request)).to.equal("FailedOperation.InvalidUserStore");
  });
});
