import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import * as ciam from "../../../sdk";
import { Folder } from "../files/files";
import { refusal } from "./sets/loadedUsers";
import { expectInert, hostileTexts } from "../../support/hostile";
import { findUserId } from "../../../sdk/resources/userIds";
import { Program } from "./program";

const userStoreId = "0123456789abcdef0123456789abcdef";

describe("what the SDK says of hostile words", () => {
  const folder = new Folder();
  after(() => folder.remove());
  beforeEach(() => {
    new Program();
  });

  const forFiles = hostileTexts.filter((text) => !/[\0/\p{Surrogate}]/u.test(text));

  function expectRefusalInert(call: () => unknown, what: string): string[] {
    const message = refusal(call);
    expectInert(message, what);
    return message.split("\n");
  }

  it("is inert where it names a file, with a line for each finding and no more", () => {
    for (const text of forFiles) {
      const path = `${folder.path}/none${text}.csv`;
      expect(expectRefusalInert(() => ciam.usersFromFile(path), "a file that is not there")).to.have.length(2);
      expect(expectRefusalInert(() => ciam.usersFromFile(`${text}.txt`), "no format")).to.have.length(2);
      const file = folder.write(`bad${text}.csv`, "userName,email\nann,x\nben,y\n");
      expect(expectRefusalInert(() => ciam.usersFromFile(file), "two findings")).to.have.length(3);
    }
  });

  it("is inert where it quotes what is in a file", () => {
    for (const text of hostileTexts) {
      const json = folder.write(
        "users.json",
        JSON.stringify({ [text]: { userName: text, [text]: text, gender: text } }),
      );
      const ndjson = folder.write("users.ndjson", JSON.stringify({ key: text, email: text, userGroups: text }));
      const csv = folder.write(
        "users.csv",
        `key,"${text.replaceAll('"', '""')}",email\n"${text.replaceAll('"', '""')}",x,y\n`,
      );
      const yaml = folder.write("users.yaml", `? ${JSON.stringify(text)}\n: ${JSON.stringify({ [text]: text })}\n`);
      for (const file of [json, ndjson, csv, yaml]) expectRefusalInert(() => ciam.usersFromFile(file), file);
      const columns = { [text]: "email", [`${text}2`]: text } as never;
      const good = folder.write("good.csv", "key,userName\na,ann\n");
      expectRefusalInert(() => ciam.usersFromFile(good, { columns }), "columns");
      expectRefusalInert(() => ciam.usersFromFile(good, { key: text }), "key");
      expectRefusalInert(() => ciam.fakeUsers({ count: 1, domain: text }), "domain");
    }
  });

  it("is inert where it names a resource, a path or a user of the program", () => {
    for (const text of hostileTexts) {
      const job = (name: string, userSets: object, opts: pulumi.CustomResourceOptions) => () =>
        new ciam.UserImportJob(name, { userStoreId, userSets: userSets as never }, opts);
      const set = { staff: { alice: JSON.stringify({ userName: "alice" }) } };
      expectRefusalInert(job(`x${text}`, set, { deleteBeforeReplace: true }), "a resource");
      expectRefusalInert(job(text, set, { ignoreChanges: ["userSets.staff.alice.email"] }), "ignoreChanges");
      expectRefusalInert(job(text, { [`${text}\ud800`]: {} }, {}), "a set");
      expectRefusalInert(() => new ciam.Provider(text, { secretId: "a" }), "a provider");
      expect(() => findUserId(new Map(), text, text))
        .to.throw()
        .with.property("message")
        .satisfies((message: string) => {
          expectInert(message, "a user");
          return true;
        });
    }
  });

  it("is inert where it looks something up, in its message and in the stack that a script prints", async () => {
    for (const text of hostileTexts) {
      for (const ask of [
        () => ciam.getUserStores({ endpoint: `ftp://${text}` }),
        () => ciam.getUserStores({ endpoint: "127.0.0.1:1", region: `no region ${text}` }),
        () => ciam.findUser(userStoreId, { [`no ${text}`]: "x" } as never, { endpoint: "127.0.0.1:1" }),
      ]) {
        const error = await ask().then(
          () => undefined,
          (refused: unknown) => refused,
        );
        if (!(error instanceof Error)) throw new Error("nothing was refused");
        expectInert(error.message, "a look-up");
        expectInert(error.stack ?? "", "its stack");
      }
    }
  }).timeout(60_000);
});
