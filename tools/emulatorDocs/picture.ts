import { startEmulator } from "../../emulator";
import { CiamClient, parseEndpoint } from "../../ciam";
import { openBrowser } from "../../tests/support/browser";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 4, 12, 9, 30);

/** A page with something of everything, the same every time. */
export async function takePicture(file: string): Promise<void> {
  let now = NOW;
  const emulator = await startEmulator({
    seed: 1,
    clock: { now: () => now },
    config: { jobPendingMs: 20_000, jobProcessingMs: 100_000, clockSkewMs: 10 * 365 * 24 * HOUR, ratePerSecond: 0 },
  });
  const { endpoint, secretId, secretKey, admin } = emulator;
  const client = new CiamClient({
    endpoint: parseEndpoint(endpoint),
    region: "ap-guangzhou",
    credentials: { get: () => Promise.resolve({ secretId, secretKey }) },
  });
  const ask = (method: string, path: string) => fetch(`${admin}${path}`, { method });
  const { UserStoreId } = await client.call("CreateUserStore", { UserPoolName: "customers" });
  const { UserStoreId: demo } = await client.call("CreateUserStore", { UserPoolName: "demo" });
  await client.call("CreateUserGroup", { UserStoreId, DisplayName: "qa" });
  const people = (names: readonly string[], from = 0) =>
    names.map((name, at) => ({
      UserName: name,
      Email: `${name}@example.com`,
      PhoneNumber: `+86-${String(13_800_008_000 + from + at)}`,
    }));
  const names = ["alice", "bob", "carol", "dan", "erin", "frank", "grace"];
  await client.call("CreateApiImportUserJob", {
    UserStoreId,
    DataFlowUserCreateList: [...people(names), { UserName: "alice" }],
  });
  await client.call("CreateApiImportUserJob", {
    UserStoreId: demo,
    DataFlowUserCreateList: people(["heidi", "ivan"], 50),
  });
  now += 130_000;
  await client.call("ListJobs", { UserStoreId });
  await ask("PUT", "/faults/lost-reply");
  await client
    .call("CreateApiImportUserJob", { UserStoreId, DataFlowUserCreateList: people(["judy", "ken"], 90) })
    .catch(() => undefined);
  await ask("PUT", "/faults/forgetful-list");
  now += 55_000;
  await client.call("CreateFileExportUserJob", { UserStoreId: demo });
  now += 5_000;
  for (let i = 0; i < 3; i++) await client.call("ListJobs", { UserStoreId });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1280, height: 800 } });
    await page.goto(endpoint);
    await page.screenshot({ path: file, fullPage: true });
  } finally {
    await browser.close();
    await emulator.close();
  }
}
