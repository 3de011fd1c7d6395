import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start, environment, ROOT } from "../tests/e2e/support/pulumi/cli";
import { Cloud } from "../tests/e2e/support/service/cloud";
import { AS_FOR_A_USER, costOf, median, times } from "./measure";
import { usersCsv } from "./users";

/** The script of a team without this package: submit the file by the vendor's SDK, poll, and read the users back. */
const SCRIPT = `
const { readFileSync } = require("node:fs");
const { Client } = require("tencentcloud-sdk-nodejs/tencentcloud/services/ciam/v20220331/ciam_client");
const { parse } = require("csv-parse/sync");
const [host, secretId, secretKey, UserStoreId] = process.argv.slice(2);
const client = new Client({ credential: { secretId, secretKey }, region: "ap-guangzhou",
  profile: { httpProfile: { endpoint: host, protocol: "http://" } } });
(async () => {
  const rows = parse(readFileSync("staff.csv"), { columns: true });
  for (let at = 0; at < rows.length; at += 2000) {
    const DataFlowUserCreateList = rows.slice(at, at + 2000).map((row) => ({ UserName: row.userName, Email: row.email,
      Nickname: row.nickname, Birthdate: row.birthdate, Gender: row.gender, Name: row.name }));
    const { Job } = await client.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList });
    for (;;) {
      const { JobSet } = await client.ListJobs({ UserStoreId, JobIds: [Job.Id] });
      if (JobSet[0].Status === "COMPLETED") break;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  const seen = new Map();
  for (let PageNumber = 1; ; PageNumber++) {
    const { Content } = await client.ListUser({ UserStoreId, Pageable: { PageNumber, PageSize: 1000 }, Original: true });
    for (const user of Content) seen.set(user.UserName, user.UserId);
    if (Content.length < 1000) break;
  }
  if (seen.size !== rows.length) throw new Error(seen.size + " of " + rows.length);
})().catch((error) => { console.error(error); process.exit(1); });
`;

export async function vendorScript(users: number): Promise<{ seconds: number; calls: number }> {
  const folder = mkdtempSync(join(tmpdir(), "ciam-bench-"));
  writeFileSync(join(folder, "staff.csv"), usersCsv(users));
  writeFileSync(join(folder, "script.js"), SCRIPT);
  const turns = await times(3, async () => {
    const cloud = await Cloud.open();
    const args = ["script.js", new URL(cloud.endpoint).host, cloud.secretId, cloud.secretKey, await cloud.store()];
    const env = environment(folder, { ...AS_FOR_A_USER.env, NODE_PATH: join(ROOT, "node_modules") });
    const { result, calls } = await cloud.callsDuring(() => costOf(() => start("node", args, folder, env)));
    await cloud.close();
    return { seconds: result.seconds, calls: calls.length };
  });
  rmSync(folder, { recursive: true });
  return { seconds: median(turns.map(({ seconds }) => seconds)), calls: median(turns.map(({ calls }) => calls)) };
}
