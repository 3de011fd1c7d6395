import { inspect } from "node:util";
import { expect } from "chai";
import {
  defaultCredentials,
  emulatorCredentials,
  refuseDummy,
  type DefaultChainOptions,
} from "../../../ciam/credentials";
import { UsageError } from "../../../ciam/errors";
import type { TransportRequest } from "../../../ciam/transport";
import { failureOf } from "../../support/failure";
import { FakeClock } from "../../support/fakeClock";

const inEnvironment = { TENCENTCLOUD_SECRET_ID: "env-id", TENCENTCLOUD_SECRET_KEY: "env-key" };
const sdkFile =
  "[default]\nsecret_id = file-id\nsecret_key = file-key\n\n[staging]\nsecret_id=s-id\nsecret_key=s-key\ntoken=s-t\n";
const metadata = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";

describe("the credential chain", () => {
  it("prefers the environment to the config, the config to the files, and the files to the machine's role", async () => {
    const everything = {
      env: inEnvironment,
      config: { secretId: "config-id", secretKey: "config-key" },
      files: { "/home/.tencentcloud/credentials": sdkFile, "/home/.tccli/default.credential": tccliFile("tccli-id") },
      pages: rolePages("cvm-id"),
    };
    const all: Given[] = [
      everything,
      { ...everything, env: {} },
      { ...everything, env: {}, config: {} },
      { ...everything, env: {}, config: {}, files: { "/home/.tccli/default.credential": tccliFile("tccli-id") } },
      { ...everything, env: {}, config: {}, files: {} },
    ];
    const found = await Promise.all(all.map((given) => chain(given).get()));
    expect(found.map(({ secretId }) => secretId)).to.deep.equal([
      "env-id",
      "config-id",
      "file-id",
      "tccli-id",
      "cvm-id",
    ]);
    expect(found.map(({ source }) => source)).to.deep.equal([
      "the environment",
      "the stack config",
      "/home/.tencentcloud/credentials, section [default]",
      "/home/.tccli/default.credential",
      "the role ciam-role of this virtual machine",
    ]);
  });

  it("reads the session token under each of the names that are in use", async () => {
    for (const name of ["TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_TOKEN"]) {
      expect(await chain({ env: { ...inEnvironment, [name]: "t" } }).get()).to.include({ token: "t" });
    }
    expect(await chain({ env: inEnvironment }).get()).to.not.have.property("token");
  });

  it("never completes half a set from another source", async () => {
    const files = { "/home/.tencentcloud/credentials": sdkFile };
    const env = { TENCENTCLOUD_SECRET_ID: "env-id" };
    const error = await failureOf(chain({ env, files }).get());
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.equal(
      "the environment has TENCENTCLOUD_SECRET_ID but not TENCENTCLOUD_SECRET_KEY: set both, or neither",
    );
  });

  it("does not put a token from elsewhere to a set", async () => {
    const config = { secretId: "config-id", secretKey: "config-key" };
    expect(await chain({ env: { TENCENTCLOUD_TOKEN: "stray" }, config }).get()).to.not.have.property("token");
  });

  it("takes the profile that was asked for", async () => {
    const files = { "/home/.tencentcloud/credentials": sdkFile, "/dir/ci.credential": tccliFile("ci-id") };
    expect(await chain({ files, profile: "staging" }).get()).to.include({ secretId: "s-id", token: "s-t" });
    const env = { TENCENTCLOUD_PROFILE: "ci", TENCENTCLOUD_SHARED_CREDENTIALS_DIR: "/dir" };
    expect(await chain({ files, env }).get()).to.include({ secretId: "ci-id" });
  });

  it("says everything it looked for when it found nothing", async () => {
    const error = await failureOf(chain({}).get());
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.equal(
      "no Tencent Cloud credentials were found. Looked for: " +
        "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in the environment (not set); " +
        "tencentcloud:secretId and tencentcloud:secretKey in the stack config (not set); " +
        "/home/.tencentcloud/credentials, section [default] (no such file); " +
        "/home/.tccli/default.credential (no such file); " +
        "a role of this virtual machine (no metadata service answered). " +
        "Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or try it without an account: " +
        "pulumi config set ciam:endpoint embedded",
    );
  });

  it("says which file it cannot read, and nothing of what is in it", async () => {
    const files = { "/home/.tccli/default.credential": '{"secretKey": "canary' };
    const error = await failureOf(chain({ files }).get());
    expect(error.message).to.equal("/home/.tccli/default.credential is not a credential file of tccli");
  });

  it("waits no longer than a second for the machine's role", async () => {
    const patience: number[] = [];
    const getText = (_url: string, ms: number) => {
      patience.push(ms);
      return Promise.resolve(undefined);
    };
    await failureOf(chain({ getText }).get());
    expect(patience).to.deep.equal([1000]);
  });

  it("searches once for all who ask, and again when told to", async () => {
    let searches = 0;
    const readText = () => {
      searches++;
      return Promise.resolve(tccliFile("id"));
    };
    const credentials = chain({ env: {}, readText });
    await Promise.all([credentials.get(), credentials.get(), credentials.get()]);
    await credentials.get();
    expect(searches).to.equal(2); // both files, once
    credentials.invalidate();
    await credentials.get();
    expect(searches).to.equal(4);
  });

  it("searches again after it found nothing", async () => {
    const env: Record<string, string> = {};
    const credentials = chain({ env });
    await failureOf(credentials.get());
    Object.assign(env, inEnvironment);
    expect(await credentials.get()).to.include({ secretId: "env-id" });
  });

  it("exchanges temporary credentials a minute before they expire, once for all who ask", async () => {
    const clock = new FakeClock();
    let issued = 0;
    const getText = (url: string) => {
      if (url === metadata) return Promise.resolve("ciam-role");
      issued++;
      return Promise.resolve(issuedBody(`cvm-${String(issued)}`, clock.now() + 3_600_000));
    };
    const credentials = chain({ clock, getText });
    expect((await credentials.get()).secretId).to.equal("cvm-1");
    clock.advance(3_539_000);
    expect((await credentials.get()).secretId).to.equal("cvm-1");
    clock.advance(1_000);
    const ids = (await Promise.all([credentials.get(), credentials.get()])).map(({ secretId }) => secretId);
    expect(ids).to.deep.equal(["cvm-2", "cvm-2"]);
    expect(issued).to.equal(2);
  });

  it("shows no secret when it is printed", () => {
    const credentials = chain({
      env: { ...inEnvironment, TENCENTCLOUD_SECRET_KEY: "canary" },
      config: { secretKey: "canary" },
    });
    expect(inspect(credentials, { depth: null, showHidden: true })).to.not.contain("canary");
    expect(JSON.stringify(credentials)).to.not.contain("canary");
  });
});

describe("a role to assume", () => {
  const arn = "qcs::cam::uin/100000000000:roleName/ciam";

  it("is taken on with the credentials that were found", async () => {
    const sts = new FakeSts();
    const env = {
      ...inEnvironment,
      TENCENTCLOUD_ASSUME_ROLE_ARN: arn,
      TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION: "900",
    };
    const credentials = chain({ env, transport: sts.transport });
    expect(await credentials.get()).to.deep.equal({
      secretId: "role-1",
      secretKey: "role-key",
      token: "role-token",
      source: `the role ${arn}, assumed with credentials from the environment`,
    });
    expect(sts.requests[0]?.url).to.equal("https://sts.tencentcloudapi.com");
    expect(JSON.parse(sts.requests[0]?.body.toString() ?? "")).to.deep.equal({
      RoleArn: arn,
      RoleSessionName: "pulumi-ciam",
      DurationSeconds: 900,
    });
    expect(sts.requests[0]?.headers["Authorization"]).to.match(/Credential=env-id\/\d{4}-\d\d-\d\d\/sts\/tc3_request/);
  });

  it("is kept until it expires", async () => {
    const sts = new FakeSts();
    const clock = new FakeClock(0);
    const credentials = chain({ env: inEnvironment, assumeRole: { arn }, transport: sts.transport, clock });
    await credentials.get();
    await credentials.get();
    clock.advance(7_200_000);
    await credentials.get();
    expect(sts.requests).to.have.length(2);
  });

  it("that is refused is said to be refused", async () => {
    const transport = () =>
      Promise.resolve({ json: { Response: { Error: { Code: "UnauthorizedOperation" }, RequestId: "r" } } });
    const error = await failureOf(chain({ env: inEnvironment, assumeRole: { arn }, transport }).get());
    expect(error.message).to.equal(
      "AssumeRole: the caller is not allowed to do this (UnauthorizedOperation, request r)",
    );
  });
});

describe("the emulator's credentials", () => {
  it("are for this machine only", () => {
    expect(() => refuseDummy(emulatorCredentials, "http://127.0.0.1:7575")).to.not.throw();
    expect(() => refuseDummy(emulatorCredentials, "https://ciam.tencentcloudapi.com")).to.throw(
      UsageError,
      /those of the emulator, but the endpoint is ciam\.tencentcloudapi\.com/,
    );
  });
});

interface Given extends DefaultChainOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly pages?: Readonly<Record<string, string>>;
}

function chain({ files = {}, pages = {}, ...options }: Given) {
  return defaultCredentials({
    env: {},
    home: "/home",
    clock: new FakeClock(),
    readText: (path) => Promise.resolve(files[path]),
    getText: (url) => Promise.resolve(pages[url]),
    ...options,
  });
}

function tccliFile(secretId: string): string {
  return JSON.stringify({ secretId, secretKey: "tccli-key", token: null });
}

function rolePages(secretId: string): Record<string, string> {
  return { [metadata]: "ciam-role\n", [`${metadata}ciam-role`]: issuedBody(secretId, Date.UTC(2030, 0, 1)) };
}

function issuedBody(secretId: string, expires: number): string {
  return JSON.stringify({
    Code: "Success",
    TmpSecretId: secretId,
    TmpSecretKey: "cvm-key",
    Token: "cvm-token",
    ExpiredTime: expires / 1000,
  });
}

class FakeSts {
  readonly requests: TransportRequest[] = [];

  readonly transport = (request: TransportRequest) => {
    this.requests.push(request);
    const Credentials = {
      TmpSecretId: `role-${String(this.requests.length)}`,
      TmpSecretKey: "role-key",
      Token: "role-token",
    };
    const until = Number(request.headers["X-TC-Timestamp"]) + 7200;
    return Promise.resolve({ json: { Response: { Credentials, ExpiredTime: until, RequestId: "r" } } });
  };
}
