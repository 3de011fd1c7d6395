import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { checkUser } from "../../../../provider/users/input/check";
import { fakeUsers, isReservedDomain, mergeUsers, overlayUsers } from "../../../../sdk/sets";
import { opened, refusal, valueOf } from "./loadedUsers";

type Opened = Record<string, Record<string, unknown>>;

async function openedAll(set: Record<string, unknown>): Promise<Opened> {
  const users = await Promise.all(Object.entries(set).map(async ([key, user]) => [key, await opened(user)] as const));
  return Object.fromEntries(users) as Opened;
}

describe("fakeUsers", () => {
  it("makes up the same users every time", () => {
    expect(fakeUsers({ count: 2, seed: 7, phoneNumbers: true })).to.deep.equal({
      "fake-0001":
        '{"birthdate":"1976-01-30","email":"fake-0001@example.com","nickname":"Ada Eriksen","phoneNumber":"+1-2015550100","userName":"fake-0001"}',
      "fake-0002":
        '{"birthdate":"1994-06-16","email":"fake-0002@example.com","nickname":"Vera Dahl","phoneNumber":"+1-2015550101","userName":"fake-0002"}',
    });
  });

  it("makes users that pass the rules, each identity once, with phone numbers that are kept free for fiction", async () => {
    const users = Object.values(await openedAll(fakeUsers({ count: 10_000, phoneNumbers: true })));
    expect(users.flatMap((user) => checkUser(user).problems)).to.deep.equal([]);
    for (const field of ["userName", "email", "phoneNumber"]) {
      expect(new Set(users.map((user) => user[field])).size, field).to.equal(10_000);
    }
    for (const { phoneNumber, email } of users) {
      expect(phoneNumber).to.match(/^\+1-[2-4]\d\d55501\d\d$/);
      expect(email).to.match(/@example\.com$/);
    }
  });

  it("keeps every user as it is when more or fewer are asked for", () => {
    const many = fakeUsers({ count: 30, seed: "s" });
    expect(fakeUsers({ count: 10, first: 11, seed: "s" })).to.deep.equal(
      Object.fromEntries(Object.entries(many).slice(10, 20)),
    );
  });

  it("changes with another seed only what an update can change", async () => {
    const one = await openedAll(fakeUsers({ count: 50 }));
    const other = await openedAll(fakeUsers({ count: 50, seed: 1 }));
    const changed = new Set<string>();
    for (const [key, user] of Object.entries(one)) {
      for (const [field, value] of Object.entries(user)) if (other[key]?.[field] !== value) changed.add(field);
    }
    expect([...changed].sort()).to.deep.equal(["birthdate", "nickname"]);
  });

  it("adds fields by number and key, and keeps a password secret", async () => {
    const users = fakeUsers({
      count: 2,
      prefix: "agent",
      domain: "qa.example.org",
      fields: ({ number, key }) => ({ description: `${key} of QA`, ...(number === 2 && { password: "CANARY-1" }) }),
    });
    expect(JSON.stringify(users["agent-0001"]))
      .to.contain("agent-0001 of QA")
      .and.to.contain("agent-0001@qa.example.org");
    const { user, secret } = users["agent-0002"] as { user: string; secret: pulumi.Output<string> };
    expect(user).not.to.contain("CANARY");
    expect(await pulumi.isSecret(secret)).to.equal(true);
    expect(await valueOf(secret)).to.equal('{"password":"CANARY-1"}');
  });

  it("takes a password that is an output", async () => {
    const users = fakeUsers({ count: 1, fields: () => ({ password: pulumi.secret("CANARY-2") }) });
    const user = users["fake-0001"] as { userName: string; password: pulumi.Output<string> };
    expect(user.userName).to.equal("fake-0001");
    expect(await pulumi.isSecret(user.password)).to.equal(true);
  });

  it("is a set like any other to those that combine sets", () => {
    const users = overlayUsers(fakeUsers({ count: 2 }), { "fake-0001": { nickname: "Boss" }, "fake-0002": null });
    expect(Object.keys(users)).to.deep.equal(["fake-0001"]);
    expect(users["fake-0001"]).to.contain('"nickname":"Boss"');
    expect(refusal(() => mergeUsers(fakeUsers({ count: 1 }), { "fake-0001": { userName: "x" } }))).to.contain(
      'the user key "fake-0001" is used in fakeUsers already',
    );
  });

  it("refuses what could reach somebody or cannot be made up, all of it at once", () => {
    expect(
      refusal(() => fakeUsers({ count: 1.5, first: 0, domain: "examples.com", phoneNumbers: true })).split("\n"),
    ).to.deep.equal([
      "fakeUsers: 3 findings, nothing was sent to CIAM",
      "  count: must be a whole number from 0 on",
      "  first: must be a whole number from 1 on",
      "  domain: could belong to somebody: take example.com, example.net, example.org, one below them, or one that ends in .example, .test or .invalid",
    ]);
    expect(refusal(() => fakeUsers({ count: 2, first: 10_000, phoneNumbers: true }))).to.contain(
      "phoneNumbers: there are 10,000 that belong to nobody",
    );
    expect(Object.keys(fakeUsers({ count: 1, first: 10_000, phoneNumbers: true }))).to.deep.equal(["fake-10000"]);
  });

  it("refuses fields that say who a user is, and fields that are none", () => {
    const fields = () => ({ email: "ceo@example.com", weComUserId: "w" }) as object;
    const message = refusal(() => fakeUsers({ count: 1, fields }));
    expect(message).to.contain("fake-0001.email: is an identity, and those of fake users are made up");
    expect(message).to.contain("fake-0001.weComUserId: is an identity");
    expect(refusal(() => fakeUsers({ count: 1, fields: () => ({ jobb: "x" }) as object }))).to.contain(
      'fake-0001.jobb: is no field of a user (did you mean "job"?)',
    );
  });

  describe("in a production stack", () => {
    const engine = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
    const configured = async (environment: string | undefined, stack: string) => {
      await pulumi.runtime.setMocks(engine, "shop", stack);
      pulumi.runtime.setAllConfig(environment === undefined ? {} : { "ciam:environment": environment });
    };
    afterEach(() => configured(undefined, "dev"));

    it("refuses, by the config or, without it, by the name of the stack", async () => {
      for (const [environment, stack, mark] of [
        ["production", "eu", "its ciam:environment is production"],
        ["Prod", "dev", "its ciam:environment is Prod"],
        [undefined, "prod", "it is called prod and its config has no ciam:environment"],
        [undefined, "production", "it is called production"],
      ] as const) {
        await configured(environment, stack);
        expect(refusal(() => fakeUsers({ count: 1 }))).to.contain(`this is a production stack (${mark}`);
      }
    });

    it("refuses as well where the config's word tells nothing, whatever the stack is called", async () => {
      for (const stack of ["production", "dev"]) {
        await configured("prd", stack);
        expect(refusal(() => fakeUsers({ count: 1 }))).to.contain(
          'this is a production stack (its ciam:environment is "prd", which is no word for another one (did you mean "prod"?))',
        );
        await configured("blue", stack);
        expect(refusal(() => fakeUsers({ count: 1 }))).to.contain(
          "in a word such as development, test, staging or preview",
        );
      }
      for (const word of ["eu-production", "prod.shop", ""]) {
        await configured(word, "dev");
        expect(
          refusal(() => fakeUsers({ count: 1 })),
          word,
        ).to.contain("this is a production stack");
      }
      for (const word of ["pre-production", "nonprod", "pr-17", "Staging", "dev2"]) {
        await configured(word, "production");
        expect(fakeUsers({ count: 1 }), word).to.have.property("fake-0001");
      }
    });

    it("believes the config before the name", async () => {
      await configured("load-test", "prod");
      expect(fakeUsers({ count: 1 })).to.have.property("fake-0001");
    });
  });
});

describe("isReservedDomain", () => {
  it("knows the domains that nobody can have, and those below them", () => {
    for (const domain of ["example.com", "a.b.Example.NET", "example.org", "corp.test", "shop.example", "x.invalid"])
      expect(isReservedDomain(domain), domain).to.equal(true);
    for (const domain of ["badexample.com", "example.de", "example.com.cn", "test.com", "", "contest"])
      expect(isReservedDomain(domain), domain).to.equal(false);
  });
});
