import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { expect } from "chai";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator";
import { openBrowser } from "../support/browser";
import { vendorFor, type Vendor } from "../contract/clients/vendor";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const HOUR = 3_600_000;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe("the emulator's page", function () {
  this.timeout(60_000);
  let browser: Browser;
  let emulator: Emulator;
  let vendor: Vendor;
  let UserStoreId: string;

  before(async () => (browser = await openBrowser()));
  after(() => browser.close());

  const started = async (options: EmulatorOptions = {}): Promise<void> => {
    emulator = await startEmulator({
      config: { ratePerSecond: 0, jobPendingMs: HOUR, jobProcessingMs: HOUR, ...options.config },
      ...options,
    });
    // If it listens on every address, the browser uses one of them.
    const local = (url: string): string => url.replace("0.0.0.0", "127.0.0.1");
    emulator = { ...emulator, endpoint: local(emulator.endpoint), admin: local(emulator.admin) };
    vendor = vendorFor(emulator);
    ({ UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "customers" }));
  };
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await emulator.close();
  });

  /** Every complaint of the page fails the test that opened it. */
  const complaints: string[] = [];
  const opened = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(8000);
    const page = await context.newPage();
    complaints.length = 0;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(`${emulator.endpoint}/`) && !request.url().startsWith("data:"))
        complaints.push(request.url());
    });
    await page.goto(emulator.endpoint);
    return page;
  };
  const submit = async (...names: string[]): Promise<string> => {
    const DataFlowUserCreateList = names.map((UserName) => ({ UserName, Email: `${UserName}@example.com` }));
    return (await vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList })).Job.Id;
  };
  const presetsOn = async (): Promise<string[]> => {
    const told = (await (await fetch(`${emulator.admin}/faults`)).json()) as { rules: { preset: string }[] };
    return told.rules.map(({ preset }) => preset);
  };
  const violations = async (page: Page): Promise<string[]> => {
    // Through the debugger, which the page's policy does not bind.
    await page.evaluate(AXE);
    const found = await page.evaluate<Violation[]>("axe.run(document).then(({ violations }) => violations)");
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  };

  it("shows jobs move without being loaded again, and says so to who cannot see it", async () => {
    await started();
    const page = await opened();
    const JobId = await submit("alice");
    const row = page.locator(`[data-job="${JobId}"]`);
    await row.getByText("PENDING").waitFor();
    await row.getByRole("button", { name: /^Advance Import/ }).click();
    await row.getByText("PROCESSING").waitFor();
    await fetch(`${emulator.admin}/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 2 * HOUR }) });
    await row.getByText("COMPLETED").waitFor();
    await page
      .getByRole("status")
      .getByText(`Job ${JobId.slice(0, 8)} is COMPLETED.`)
      .waitFor();
    await page.locator("#users").getByText("a****@example.com").waitFor();
    expect(await page.locator("#calls").getByRole("row").count()).to.equal(3);
    expect(complaints).to.deep.equal([]);
  });

  it("turns presets on and off by keyboard, and keeps the focus where it is", async () => {
    await started();
    const page = await opened();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).to.equal("Skip to the content");
    const lost = page.getByRole("switch", { name: "lost-reply" });
    await lost.focus();
    await page.keyboard.press("Space");
    await page.getByRole("switch", { name: "lost-reply", checked: true }).waitFor();
    expect(await presetsOn()).to.deep.equal(["lost-reply"]);
    expect(await page.evaluate("document.activeElement.id")).to.equal("preset-lost-reply");
    await page.getByRole("status").getByText("lost-reply is on.").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("switch", { name: "lost-reply", checked: false }).waitFor();
    expect(await presetsOn()).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });

  it("can be told to hold still", async () => {
    await started();
    const page = await opened();
    await page.getByRole("button", { name: "Live" }).click();
    await page.getByRole("button", { name: "Live", pressed: false }).waitFor();
    await submit("alice");
    await page.waitForTimeout(1300);
    expect(await page.locator("[data-job]").count()).to.equal(0);
  });

  it("works without JavaScript: it shows the same, and its switches are forms", async () => {
    await started();
    await submit("alice");
    const page = await opened({ javaScriptEnabled: false });
    expect(await page.locator("[data-job]").count()).to.equal(1);
    await page.getByRole("switch", { name: "token-expired" }).click();
    await page.getByRole("switch", { name: "token-expired", checked: true }).waitFor();
    expect(await presetsOn()).to.deep.equal(["token-expired"]);
    await page.getByRole("button", { name: "Stop the time" }).click();
    await page.getByText("Stands still.").waitFor();
    await page.getByRole("button", { name: "+1 hour for the service" }).click();
    await page.getByText("Set forward by 1 h 0 s.").waitFor();
    expect(await page.locator("#live").isVisible()).to.equal(false);
  });

  it("has no fault that axe can find, empty and full, by day and by night, wide and narrow", async () => {
    await started();
    const empty = await opened({ colorScheme: "light" });
    expect(await violations(empty)).to.deep.equal([]);
    await submit("alice", "alice");
    await fetch(`${emulator.admin}/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 2 * HOUR }) });
    await submit("bob");
    await fetch(`${emulator.admin}/faults`, {
      method: "PUT",
      body: '["slow-drip",{"action":"*","effect":"code","times":1}]',
    });
    await vendor.ListUserStore(null).catch(() => undefined);
    for (const options of [
      { colorScheme: "light" },
      { colorScheme: "dark", viewport: { width: 360, height: 700 } },
    ] as const) {
      const page = await opened(options);
      expect(await violations(page), options.colorScheme).to.deep.equal([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).to.equal(true);
    }
    expect(complaints).to.deep.equal([]);
  });

  it("shows every column and all of the newest twenty rows, on a telephone too, without being moved", async () => {
    await started();
    await submit(...Array.from({ length: 25 }, (_, at) => `somebody${at}`));
    await fetch(`${emulator.admin}/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 3 * HOUR }) });
    for (const width of [390, 1280]) {
      const page = await opened({ viewport: { width, height: 844 } });
      await page.locator("#users tbody tr").nth(19).waitFor();
      const hidden: number[] = await page.evaluate(
        `[...document.querySelectorAll("#users .scroll, #jobs .scroll")].flatMap((box) =>
          [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight])`,
      );
      expect(hidden).to.have.length(4);
      expect(Math.max(...hidden), `at ${width}`).to.be.at.most(1);
    }
  });

  it("shows what somebody sent as text, and never as a part of itself", async () => {
    await started({
      config: {
        ratePerSecond: 0,
        masking: false,
        jobPendingMs: 0,
        jobProcessingMs: 0,
        jobProcessingMsPerThousandUsers: 0,
      },
    });
    const evil = `"><img src=x onerror=alert(1)><script>alert(1)</script>&'`;
    await vendor.CreateUserStore({ UserPoolName: evil });
    await submit("a<b>");
    await vendor.request(`<i>${evil.slice(0, 20)}`, {}).catch(() => undefined);
    const page = await opened();
    await page.locator("#stores").getByText(evil).waitFor();
    expect(await page.locator("main img, main script, main b, main i").count()).to.equal(0);
    expect(await page.locator("#users").textContent())
      .to.contain("a<b>")
      .and.to.contain("a****@example.com");
    expect(complaints).to.deep.equal([]);
  });

  describe("for one user", () => {
    const person = { UserName: "alice", Email: "alice@example.com", PhoneNumber: "13800008000", Password: "Passw0rd" };
    let UserId: string;
    const made = async (): Promise<void> => {
      await started();
      const UserGroup = [(await vendor.CreateUserGroup({ UserStoreId, DisplayName: "staff" })).UserGroupId];
      await vendor.CreateUserGroup({ UserStoreId, DisplayName: "admins" });
      ({ UserId } = (await vendor.CreateUser({ UserStoreId, ...person, UserGroup })).User);
    };
    const read = async () => (await vendor.DescribeUserById({ UserStoreId, UserId, Original: true })).User;

    for (const width of [390, 1280]) {
      it(`edits and deletes by keyboard alone, ${width} pixels wide`, async () => {
        await made();
        const page = await opened({ viewport: { width, height: 844 } });
        await page.getByRole("link", { name: "Edit alice" }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "alice in customers" }).waitFor();
        expect(await page.getByLabel("E-mail").inputValue()).to.equal("alice@example.com");
        expect(await violations(page)).to.deep.equal([]);
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).to.equal(true);
        const tabTo = async (id: string): Promise<void> => {
          for (let at = 0; at < 60; at++) {
            await page.keyboard.press("Tab");
            if ((await page.evaluate("document.activeElement.id || document.activeElement.value")) === id) return;
          }
          throw new Error(`no key leads to ${id}`);
        };
        await tabTo("Nickname");
        await page.keyboard.type("Ally");
        await tabTo("Birthdate");
        await page.getByLabel("Birthdate").fill("2000-02-29");
        await tabTo("Status");
        await page.keyboard.type("LOCK");
        await page.getByLabel("admins").focus();
        await page.keyboard.press("Space");
        await tabTo("save");
        await page.keyboard.press("Enter");
        await page.getByRole("status").getByText("The user is saved.").waitFor();
        const user = await read();
        expect(user).to.include({
          Nickname: "Ally",
          Status: "LOCK",
          Birthdate: Date.UTC(2000, 1, 29),
          UserName: "alice",
        });
        expect(user.UserGroups).to.have.length(2);
        expect(page.url()).to.contain(`#user-${UserId}`);

        await page.getByRole("link", { name: "Edit alice" }).press("Enter");
        await page.getByText("Delete this user…").focus();
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        expect(await page.evaluate("document.activeElement.textContent")).to.equal("Delete alice");
        await page.keyboard.press("Enter");
        await page.getByRole("status").getByText("The user is deleted.").waitFor();
        expect(await read()).to.equal(null);
        const { Content } = await vendor.ListLogMessageByCondition({
          UserStoreId,
          StartTime: 0,
          Pageable: { PageSize: 9, PageNumber: 1 },
        });
        expect(Content.map(({ EventCode }) => EventCode)).to.deep.equal(["USER_DELETE", "USER_UPDATE", "USER_CREATE"]);
        expect(complaints).to.deep.equal([]);
      });
    }

    it("says why it refuses a change, keeps what was written, and works without JavaScript", async () => {
      await made();
      await vendor.CreateUser({
        UserStoreId,
        ...person,
        UserName: "bob",
        Email: "bob@example.com",
        PhoneNumber: "13800008001",
      });
      const page = await opened({ javaScriptEnabled: false });
      await page.getByLabel(/^Find a user/).fill("ALICE@example.com");
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByLabel("E-mail").fill("Bob@example.com");
      await page.getByLabel("Nickname").fill("Ally");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("alert").getByText("EmailAlreadyExists").waitFor();
      expect(await page.getByLabel("Nickname").inputValue()).to.equal("Ally");
      for (const label of ["User name", "Phone", "E-mail"]) await page.getByLabel(label).fill("");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("alert").getByText("a user needs an identity").waitFor();
      await page.getByLabel("User name").fill("alice");
      await vendor.UpdateUser({ UserStoreId, UserId, Nickname: "Al" });
      await fetch(`${emulator.admin}/clock`, { method: "POST", body: '{"advanceMs": 1000}' });
      await vendor.UpdateUser({ UserStoreId, UserId, Nickname: "Alice" });
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("alert").getByText("somebody else has changed the user meanwhile").waitFor();
      expect(await read()).to.include({ Nickname: "Alice", Email: "alice@example.com" });
    });

    it("finds by name, phone number in any form, and id, and says when there is nobody", async () => {
      await made();
      for (const called of ["alice", "+86-13800008000", "13800008000", UserId]) {
        const page = await opened();
        await page.getByLabel(/^Find a user/).fill(called);
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "alice in customers" }).waitFor();
      }
      const page = await opened();
      await page.getByLabel(/^Find a user/).fill("mallory");
      await page.keyboard.press("Enter");
      await page.getByText("No user has this id, name, phone number or e-mail.").waitFor();
      await page.goto(`${emulator.admin}/users/${"f".repeat(32)}`);
      await page.getByText("The user is not there any more.").waitFor();
    });

    it("shows nothing and changes nothing without the token, where one is needed", async () => {
      await started({ host: "0.0.0.0" });
      ({ UserId } = (await vendor.CreateUser({ UserStoreId, ...person })).User);
      for (const path of [`/users/${UserId}`, "/users?find=alice"]) {
        const text = await (await fetch(`${emulator.admin}${path}`)).text();
        expect(text).to.contain("adminToken").and.not.to.contain("alice@example.com");
      }
      const form = `do=delete-user&id=${UserId}`;
      expect(await asked(`${emulator.admin}/page`, "POST", {}, form)).to.equal(403);
      expect((await read()).UserName).to.equal("alice");
    });

    it("shows what somebody sent as text", async () => {
      await started({
        config: { ratePerSecond: 0, jobPendingMs: 0, jobProcessingMs: 0, jobProcessingMsPerThousandUsers: 0 },
      });
      const evil = `"><script>alert(1)</script>&'`;
      await vendor.CreateApiImportUserJob({
        UserStoreId,
        DataFlowUserCreateList: [{ UserName: "alice", Nickname: evil }],
      });
      const page = await opened();
      await page.getByRole("link", { name: "Edit alice" }).click();
      expect(await page.getByLabel("Nickname").inputValue()).to.equal(evil);
      expect(await page.locator("main script").count()).to.equal(0);
      expect(complaints).to.deep.equal([]);
    });
  });

  it("lets nobody in who comes from another site, by any way a browser has", async () => {
    await started();
    const post = (headers: Record<string, string>): Promise<number> =>
      asked(`${emulator.admin}/page`, "POST", headers, "do=preset&name=lost-reply&to=on");
    expect(await post({ origin: "https://evil.example.com" })).to.equal(403);
    expect(await post({ origin: "null" })).to.equal(403);
    expect(await post({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).to.equal(403);
    expect(await post({ host: "evil.example.com" })).to.equal(403);
    expect(await presetsOn()).to.deep.equal([]);
    // A link may lead here; a fetch for another page may not.
    expect(
      await asked(emulator.endpoint, "GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }),
    ).to.equal(200);
    expect(
      await asked(emulator.endpoint, "GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }),
    ).to.equal(403);
    const reply = await fetch(emulator.endpoint);
    expect(reply.headers.get("content-security-policy"))
      .to.contain("default-src 'none'")
      .and.to.contain("frame-ancestors 'none'");
    expect(reply.headers.get("content-security-policy")).not.to.contain("unsafe");
    expect([...reply.headers.keys()].filter((name) => name.startsWith("access-control"))).to.deep.equal([]);
    expect(await post({ origin: emulator.endpoint })).to.equal(303);
    expect(await presetsOn()).to.deep.equal(["lost-reply"]);
  });

  it("asks for the token where others than this machine can reach it", async () => {
    await started({ host: "0.0.0.0" });
    const page = await opened();
    expect(await page.content()).not.to.contain("customers");
    expect(await violations(page)).to.deep.equal([]);
    const sent = async (token: string): Promise<void> => {
      await page.getByLabel("Token").fill(token);
      await page.getByRole("button", { name: "Show the page" }).click();
    };
    await sent("wrong");
    await page.getByRole("alert").getByText("That is not the token").waitFor();
    await sent(emulator.adminToken ?? "");
    await page.locator("#stores").getByText("customers").waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).to.include({ httpOnly: true, sameSite: "Strict" });
    expect(await asked(`${emulator.endpoint}/_emulator/page`, "POST", {}, "do=freeze&to=on")).to.equal(403);
  });
});

async function asked(url: string, method: string, headers: Record<string, string>, body = ""): Promise<number> {
  const request = httpRequest(url, { method, headers });
  request.end(body);
  const [response] = (await once(request, "response")) as [NodeJS.ReadableStream & { statusCode: number }];
  response.resume();
  return response.statusCode;
}
