import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { Project } from "../support/pulumi/project";
import { runWorkflow, type WorkflowRun } from "../support/repository/workflow";

describe("a user store for each pull request", function () {
  this.timeout(90_000);
  let cloud: Cloud;
  let project: Project;

  const on = async (action: string): Promise<WorkflowRun> => {
    const run = await runWorkflow("preview-environment.yml", {
      folder: project.folder,
      env: project.env,
      context: {
        "github.event.action": action,
        "github.event.pull_request.number": "42",
        "github.event.pull_request.head.repo.full_name": "acme/shop",
        "github.repository": "acme/shop",
        "vars.PULUMI_BACKEND_URL": project.env.PULUMI_BACKEND_URL ?? "",
        "vars.CIAM_ENDPOINT": cloud.endpoint,
      },
      environments: {
        "preview-environments": {
          "secrets.PULUMI_CONFIG_PASSPHRASE": "",
          "secrets.STATE_PREVIEW_ID": "",
          "secrets.STATE_PREVIEW_KEY": "",
          "secrets.TENCENTCLOUD_PREVIEW_ID": cloud.secretId,
          "secrets.TENCENTCLOUD_PREVIEW_KEY": cloud.secretKey,
          "secrets.PREVIEW_TEST_PASSWORD": "CANARY-Horse-1",
        },
      },
    });
    // The next job begins with a fresh checkout, in which no stack has a file of its own.
    if (action !== "closed") project.remove("Pulumi.pr-42.yaml");
    return run;
  };
  const stores = async () => (await cloud.call("ListUserStore", {})).UserStoreSet ?? [];

  before(async () => {
    cloud = await Cloud.open();
    project = Project.ofExample("preview-environments");
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  it("is made and filled when the pull request is opened, and says where it is", async () => {
    const { code, summary, ran } = await on("opened");
    expect(code, ran.at(-1)?.screen).to.equal(0);
    const [store] = await stores();
    expect(store).to.include({ UserStoreName: "preview-pr-42", UserNum: 42 });
    expect(summary).to.equal(`User store of this pull request: ${store?.UserStoreId ?? ""}\n`);
    const { UserId } = await cloud.user(store?.UserStoreId ?? "", "agent");
    const credential = await cloud.admin("POST", "/credential", { UserId, Password: "CANARY-Horse-1" });
    expect(credential).to.deep.equal({ matches: true });
    expect(JSON.stringify(ran)).not.to.contain("CANARY");
  });

  it("is gone when the pull request is closed, with whoever registered in it", async () => {
    const [store] = await stores();
    await cloud.call("CreateUser", {
      UserStoreId: store?.UserStoreId ?? "",
      UserName: "visitor",
      Email: "visitor@example.com",
      PhoneNumber: "13800008000",
      Password: "Correct-Horse-1",
    });
    const { code, ran } = await on("closed");
    expect(code, ran.at(-1)?.screen).to.equal(0);
    expect(await stores()).to.deep.equal([]);
    expect((await project.succeeds("stack", "ls", "--json")).stdout.trim()).to.equal("[]");
  });
});
