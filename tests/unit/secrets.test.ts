import { expect } from "chai";
import { CiamClient, CiamError, noLimit, parseEndpoint } from "../../ciam";
import { assumeRole } from "../../ciam/credentials/assumeRole";
import { TccliFileSource } from "../../ciam/credentials/files";
import { ConfigSource, EnvironmentSource } from "../../ciam/credentials/given";
import { errorCatalogue, UsageError } from "../../ciam/errors";
import { httpTransport } from "../../ciam/transport/httpTransport";
import type { Transport } from "../../ciam/transport";
import { toEngineFailure } from "../../provider/dynamic/failure";
import { failureFromError, failureFromService } from "../../provider/messages/failures";
import { RunStopped, PartlyDone } from "../../provider/messages/errors";
import { Secret } from "../../provider/users/input/envelope/secret";
import { reasonsOf } from "../../provider/resources/userImportJob/state/outputs";
import { allUserFields } from "../../provider/users/model/fields";
import { ownerMark } from "../../provider/users/model/mark";
import { parseUserSets } from "../../provider/users/input/parse";
import type { DeclaredUser } from "../../provider/users/model/user";
import { toImportUser } from "../../provider/users/ciam";
import { canaries, canaryUsers, encodings, Lookout, secretFields } from "../support/canaries";
import { everythingShown, failureOf } from "../support/failure";
import { FakeClock } from "../support/fakeClock";
import { TestServer } from "./ciam/transport/testServer";
import { Folder } from "./files/files";

const lookout = new Lookout();
const credentials = {
  secretId: canaries.secretId,
  secretKey: canaries.secretKey,
  token: canaries.securityToken,
};
const mark = ownerMark("shop/dev/staff#00000000", "indexedAttribute5");
/** Users with every field, and one more user for the remaining passwords. */
const users: readonly DeclaredUser[] = [
  ...Object.values(canaryUsers),
  ...[canaries.newPassword, canaries.filePassword, canaries.jsonPassword, canaries.yamlPassword].map((password) => ({
    userName: "more",
    password,
  })),
  { userName: "default", password: canaries.defaultPassword },
  { userName: "salted", salt: { saltValue: canaries.fileSalt, saltLocation: { saltLocationType: "HEAD" } } },
];
const request = { UserStoreId: "store", DataFlowUserCreateList: users.map((user) => toImportUser(user, mark)) };

/** A service whose complaints quote any given text. */
function complaining(code: string, quote: string): Transport {
  return () => Promise.resolve({ json: { Response: { Error: { Code: code, Message: `bad: ${quote}` } } }, date: 0 });
}

function importOver(transport: Transport, url = "http://127.0.0.1:1"): Promise<Error> {
  const client = new CiamClient({
    endpoint: parseEndpoint(url),
    region: "ap-singapore",
    credentials: { get: () => Promise.resolve(credentials) },
    limiter: noLimit,
    clock: new FakeClock(),
    transport,
  });
  return failureOf(client.call("CreateApiImportUserJob", request));
}

function expectDiscreet(text: string, about?: string): void {
  expect(lookout.sightings(text), about).to.deep.equal([]);
}

/** In every printed form, as thrown and as the engine gets it. */
function expectDiscreetError(error: Error, about?: string): void {
  expectDiscreet(everythingShown(error), about);
  expectDiscreet(everythingShown(toEngineFailure(error, {})), about);
}

describe("an error shows no secret, however it is printed", () => {
  for (const code of [...errorCatalogue.keys(), "Nobody.HeardOfThis"]) {
    it(`when the service answers ${code} and quotes all it was sent`, async () => {
      const isQuoted = (await importOver(complaining(code, "a word"))).message.includes("a word");
      const quotes = Object.values(canaries).map((value) => Object.values(encodings(value)).join(" "));
      // One by one, because many words are cut.
      for (const quote of isQuoted ? quotes : [quotes.join(" ")]) {
        expectDiscreetError(await importOver(complaining(code, quote)), quote);
      }
    });
  }

  it("when the quoted value has white space that a log would fold", async () => {
    const password = "Canary  with two\tand a tab";
    const error = await failureOf(
      new CiamClient({
        endpoint: parseEndpoint("http://127.0.0.1:1"),
        region: "ap-singapore",
        credentials: { get: () => Promise.resolve(credentials) },
        limiter: noLimit,
        transport: complaining("InvalidParameterValue", password),
      }).call("SetPassword", { UserStoreId: "store", UserId: "user", Password: password }),
    );
    expect(error.message).to.contain("bad: ***").and.not.to.contain("with two");
  });

  describe("when the line or the answer is not as it should be", () => {
    const server = new TestServer();
    const everything = JSON.stringify({ credentials, request });

    before(() => server.open());
    after(() => server.close());

    const answers: Readonly<Record<string, Parameters<TestServer["answer"]>[0]>> = {
      "an error page that quotes the request": (reply) => reply.writeHead(500).end(everything),
      "a page of a proxy": (reply) => reply.writeHead(200, { "Content-Type": "text/html" }).end(everything),
      "another place to go to": (reply) => reply.writeHead(302, { Location: `/?${everything.length}` }).end(everything),
      "a refusal of a gateway": (reply) => reply.writeHead(403).end(everything),
      "JSON without an answer": (reply) => reply.end(everything),
      "an answer of another shape": (reply) => reply.end(JSON.stringify({ Response: { Job: { Id: { everything } } } })),
      "half an answer": (reply) => {
        reply.writeHead(200, { "Content-Length": String(everything.length) });
        reply.write(everything.slice(0, 4_000), () => reply.destroy());
      },
      "no answer": (reply) => reply.destroy(),
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(`but ${name}`, async () => {
        server.answer(answer);
        expectDiscreetError(await importOver(httpTransport(), server.url));
      });
    }

    it("but nobody listening", async () => {
      expectDiscreetError(await importOver(httpTransport(), "http://127.0.0.1:1"));
    });
  });

  it("when a role cannot be taken on", async () => {
    for (const value of Object.values(credentials)) {
      const transport = complaining("AuthFailure.UnauthorizedOperation", Object.values(encodings(value)).join(" "));
      expectDiscreetError(
        await failureOf(assumeRole({ arn: "qcs::cam::uin/1:roleName/r" }, credentials, { transport })),
      );
    }
  });

  it("when there is half a set of credentials, or a file of them that is broken", async () => {
    const { secretKey } = credentials;
    const broken = `{"secretId": "${credentials.secretId}", "secretKey": "${secretKey}`;
    for (const find of [
      () => new EnvironmentSource({ TENCENTCLOUD_SECRET_KEY: secretKey }).find(),
      () => new ConfigSource({ secretKey, token: credentials.token }).find(),
      () => new TccliFileSource("/home", "default", () => Promise.resolve(broken)).find(),
    ]) {
      expectDiscreetError(await failureOf(Promise.resolve().then(find)));
    }
  });

  it("when a run stops, with users refused for what they hold", async () => {
    const refused = Object.entries(canaryUsers).flatMap(([key, user]) => {
      const said = JSON.stringify(user);
      const quotes = [said, Buffer.from(said).toString("base64"), encodeURIComponent(said)];
      return quotes.map((quote) =>
        failureFromService({ set: "staff", key }, user, `bad (FailedOperation.X): ${quote}`),
      );
    });
    const [first] = users;
    if (!first) throw new Error("there are users");
    const error = await importOver(complaining("Nobody.HeardOfThis", JSON.stringify(request)));
    if (!(error instanceof CiamError)) throw error;
    const failures = [...refused, failureFromError({ set: "staff", key: "plain" }, first, error)];
    const reasons = reasonsOf(failures, "masked");
    const inner = new Secret(JSON.stringify({ packed: "…" }));
    expectDiscreetError(new PartlyDone("some", "id", { record: inner, failedUsers: { reasons } }, reasons));
    expectDiscreetError(new RunStopped(reasons.join("\n")));
    expectDiscreetError(new UsageError(reasons.join("\n")));
    expectDiscreet(JSON.stringify(failures));
  });
});

describe("a finding shows no secret", () => {
  const wrongShapes = (value: string): unknown[] => [
    [value],
    { value },
    [{ name: value, value, type: 1 }, { name: [value] }],
    { saltValue: [value], saltLocation: value },
    [[value]],
    { saltValue: value, saltLocation: { saltLocationType: value, saltLocationRule: { regex: [value] } } },
  ];

  for (const field of allUserFields) {
    it(`when ${field} has another shape than it should`, () => {
      for (const value of wrongShapes(canaries.newPassword)) {
        const { findings } = parseUserSets({ staff: { alice: { userName: "alice", [field]: value } } }, {});
        expectDiscreet(findings.map(({ where, rule }) => `${where}: ${rule}`).join("\n"), JSON.stringify(value));
      }
    });
  }

  it("when rules between the fields are broken", () => {
    const { password, sha1Hash, card, salt } = canaries;
    for (const user of [
      { password: sha1Hash },
      { password, passwordEncryptType: "SHA1" },
      { password, passwordEncryptType: sha1Hash },
      { residentIdentityCard: card, identityVerified: true },
      { residentIdentityCard: `${card}\0`, identityVerified: true, identityVerificationMethod: "nameAndIdCard" },
      { salt: { saltValue: salt, saltLocation: { saltLocationType: salt } } },
      { userName: `${canaries.secretIdentity} `, wechatUnionId: `${canaries.secretIdentity} ` },
      { email: canaries.secretNickname, phoneNumber: canaries.secretAddress },
    ]) {
      const { findings } = parseUserSets(
        { staff: { alice: user, bob: { userName: "bob", ...user }, carol: { userName: "bob", ...user } } },
        { extraSecretFields: secretFields },
      );
      expect(findings).to.not.be.empty;
      expectDiscreet(findings.map(({ where, rule }) => `${where}: ${rule}`).join("\n"), JSON.stringify(user));
    }
  });

  it("when the text of a loaded user is broken", () => {
    const secret = JSON.stringify({ password: canaries.jsonPassword });
    for (const user of [
      secret.slice(0, -3),
      { user: '{"userName":"alice"}', secret: secret.slice(0, -3) },
      { user: secret.slice(0, -3), secret },
      { user: '{"userName":"alice"}', secret: { password: canaries.jsonPassword } },
      { user: '{"userName":"alice"}', secret: JSON.stringify([canaries.jsonPassword]) },
    ]) {
      const { findings } = parseUserSets({ staff: { alice: user } }, {});
      expect(findings, JSON.stringify(user)).to.not.be.empty;
      expectDiscreet(findings.map(({ where, rule }) => `${where}: ${rule}`).join("\n"));
    }
  });

  describe("when a file is broken", () => {
    const folder = new Folder();
    after(() => folder.remove());
    const { filePassword, jsonPassword, yamlPassword, fileCard, fileSalt } = canaries;

    const files: Readonly<Record<string, string>> = {
      "ragged.csv": `key,userName,password\nalice,alice\nbob,bob,${filePassword},${fileCard}\n`,
      "unclosed.csv": `key,userName,password\nalice,alice,"${filePassword}\nbob,bob,x\n`,
      "quote.csv": `key,userName,password\nalice,alice,${filePassword}"${fileCard}"\n`,
      "header.csv": `${filePassword},${fileCard},${fileSalt}\nalice,alice,x\n`,
      "shifted.csv": `key,userName,email,password\nalice,${filePassword},${filePassword},${fileCard}\n,,${fileCard},${filePassword}\n`,
      "keys.csv": `key,userName,password\n${"k".repeat(200)},alice,${filePassword}\nsame,bob,${filePassword}\nsame,bob,${filePassword}\n`,
      "groups.csv": `key,userName,userGroups,residentIdentityCard,identityVerified\nalice,alice,;;,${fileCard},${fileCard}\n`,
      "cut.ndjson": `{"key":"alice","userName":"alice","password":"${jsonPassword}\n{"userName": ${jsonPassword}}\n`,
      "types.ndjson": `{"userName":["${jsonPassword}"],"password":["${jsonPassword}"],"salt":"${fileSalt}"}\n"${jsonPassword}"\n`,
      "cut.json": `{"alice":{"userName":"alice","password":"${jsonPassword}"`,
      "bare.json": `{"alice":{"userName":"alice","password": ${jsonPassword}}}`,
      "list.json": `["${jsonPassword}", {"userName":"a","password":{"x":"${jsonPassword}"}}]`,
      "indent.yaml": `alice:\n  userName: alice\n password: ${yamlPassword}\n   x: "${yamlPassword}\n`,
      "alias.yaml": `alice: &a\n  userName: alice\n  password: ${yamlPassword}\nbob: *a\n`,
      "list.yaml": `- ${yamlPassword}\n- password: [${yamlPassword}]\n`,
      "tag.yaml": `alice:\n  userName: alice\n  password: !!binary ${yamlPassword}\n  password: ${yamlPassword}\n`,
    };
    for (const [name, content] of Object.entries(files)) {
      it(`as ${name} is`, () => {
        const { findings } = folder.read(name, content);
        expect(findings).to.not.be.empty;
        expectDiscreet(findings.join("\n"));
      });
    }
  });
});
