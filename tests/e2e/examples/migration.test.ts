import { createHash } from "node:crypto";
import { expect } from "chai";
import { start } from "../support/pulumi/cli";
import { Cloud } from "../support/service/cloud";
import { Project } from "../support/pulumi/project";

describe("the example of a migration", function () {
  this.timeout(60_000);

  it("brings everybody with the password of the older system, and adopts who has registered already", async () => {
    const cloud = await Cloud.open();
    const project = Project.ofExample("migration", { cloud });
    const node = async (...args: string[]) => {
      const env = { ...project.env, TENCENTCLOUD_CIAM_ENDPOINT: cloud.endpoint };
      const { code, stdout, screen } = await start("node", args, project.folder, env).ended;
      expect(code, screen).to.equal(0);
      return stdout.trim();
    };
    // Of five thousand everything takes longer, and nothing is different.
    await node("generate.mjs", "300");
    const store = await node("register.mjs");
    expect(await cloud.names(store)).to.deep.equal(["c00001", "c00002", "c00003"]);
    await project.initStack("dev");
    await project.succeeds("config", "set", "ciam:endpoint", cloud.endpoint);
    await project.succeeds("config", "set", "userStoreId", store);
    const { screen } = await project.up();
    expect(screen).to.contain("plan: 298 import, 3 adopt");

    expect(await cloud.users(store)).to.have.length(301);
    const { UserId } = await cloud.user(store, "c00042");
    const hash = (password: string) =>
      createHash("sha1")
        .update(`${saltOf("c00042")}${password}`)
        .digest("hex");
    const opens = async (password: string) =>
      (await cloud.admin("POST", "/credential", {
        UserId,
        Password: hash(password),
        PasswordEncryptTypeEnum: "SHA1",
        Salt: { SaltValue: saltOf("c00042"), SaltLocation: { SaltLocationTypeEnum: "HEAD" } },
      })) as { matches: boolean };
    expect(await opens("Old-password-42")).to.deep.equal({ matches: true });
    expect(await opens("Old-password-43")).to.deep.equal({ matches: false });
    // Those of the other systems: nobody whom they had blocked, and phone numbers in one form.
    const names = await cloud.names(store);
    expect(names).to.include.members(["ines.moreau", "tom.becker", "su.mei", "jiang.tao"]);
    expect(names).not.to.include.members(["gone", "left"]);
    expect((await cloud.user(store, "tom.becker")).PhoneNumber).to.equal("+1-2025550109");
    expect(await cloud.user(store, "jiang.tao")).to.include({ PhoneNumber: "+86-13800008102", Gender: "MALE" });
    const adopted = await cloud.user(store, "c00002");
    const theirs = { UserId: adopted.UserId, Password: "My-new-password-2" };
    expect(await cloud.admin("POST", "/credential", theirs)).to.deep.equal({ matches: true });
    expect(adopted).to.include({ Nickname: "Chen", PhoneNumber: "13800008002" });

    project.dispose();
    await cloud.close();
  });
});

function saltOf(customer: string): string {
  return createHash("sha256").update(customer).digest("hex").slice(0, 16);
}
