import { expect } from "chai";
import { errorFromService } from "../../../../ciam/errors";
import { connectionLost } from "../../../../ciam/errors/ownErrors";
import type { ImportUser } from "../../../../ciam/actions";
import { habitFindings } from "../../../../cli/doctor/table";
import { isTold } from "../../../../cli/doctor/probes/judgement";
import { Signalled } from "../../../../cli/shell/exit";
import { doctor } from "./doctor";
import { Emulated } from "./emulated";

const STRANGERS: readonly ImportUser[] = [
  { UserName: "ann", Email: "ann@example.com", IndexedAttribute5: "pulumi:shop/dev/staff#0a1b2c3d" },
  { UserName: "ben", PhoneNumber: "13800008001", IndexedAttribute5: "pulumi:shop/dev/staff#0a1b2c3d" },
  // Whatever others call their users: without the marks they are nobody's guests.
  { UserName: "ciamdoctor0123abcda", IndexedAttribute5: "a value of an application" },
  { UserName: "ciamdoctor0123abcdb", IndexedAttribute4: "ciam-doctor" },
];

const names = (service: Emulated): (string | null | undefined)[] => service.users().map(({ UserName }) => UserName);

describe("the doctor on a store", function () {
  this.timeout(20_000);

  it("changes nothing without --write, and tells whose users are there without naming one", async () => {
    const service = new Emulated();
    service.imported(STRANGERS);
    const before = service.users();
    const { findings, judgements, stopped } = await doctor(service);
    expect(stopped).to.equal(undefined);
    expect(service.users()).to.deep.equal(before);
    expect([service.count("groups"), service.count("stores"), service.count("jobs")]).to.deep.equal([0, 1, 1]);
    const said = (asked: RegExp): string | undefined => findings.find((one) => asked.test(one.asked))?.cameBack;
    expect(said(/how many users/)).to.equal("4 users");
    expect(said(/whose marks/)).to.equal("shop/dev/staff#0a1b2c3d (2)");
    expect(said(/is indexedAttribute5 free/)).to.equal("no: 1 user has something else in it");
    expect(JSON.stringify([findings, habitFindings(judgements)])).not.to.match(
      /ann|13800008001|example\.com|not-a-secret/,
    );
  });

  it("refuses to write into a store with users, until it is named twice, and leaves them as they are", async () => {
    const service = new Emulated();
    service.imported(STRANGERS);
    const before = service.users();
    for (const options of [
      { write: true },
      { store: service.storeId, write: true },
      { write: service.storeId },
    ] as const) {
      const { stopped } = await doctor(service, options);
      expect(stopped?.message).to.match(/has 4 users: nothing was written\n.*--store \w{32} --write \w{32}$/s);
    }
    expect((await doctor(service, { store: "a", write: "b" })).stopped?.message).to.match(/name two stores/);
    expect(service.count("jobs")).to.equal(1);
    const { findings, judgements, stopped } = await doctor(service, { store: service.storeId, write: service.storeId });
    expect(stopped).to.equal(undefined);
    expect(findings.slice(-2).map(({ cameBack }) => cameBack)).to.deep.equal([
      "taken: a user name of small letters and digits, an e-mail address with capitals, a phone number of eleven digits",
      "a user can be locked; a frozen one is refused a password",
    ]);
    expect(judgements.jobLimitCountsExports)
      .to.have.property("why")
      .that.matches(/has users of others/);
    expect(service.calls).not.to.include("CreateFileExportUserJob");
    expect(service.users()).to.deep.equal(before);
  });

  it("touches nobody who has the phone number that it would use, where an import changes whom it finds", async () => {
    const service = new Emulated({ duplicatePolicy: "update", identityMatching: "exact" });
    service.imported([{ UserName: "ann", PhoneNumber: "+86-13800008000", Nickname: "Ann" }]);
    const before = service.users();
    const { judgements, stopped } = await doctor(service, { store: service.storeId, write: service.storeId });
    expect(stopped).to.equal(undefined);
    expect(service.users()).to.deep.equal(before);
    expect(judgements["storedForms.phonePrefix"]).to.have.property("why");
    expect(judgements.duplicatePolicy).to.have.property("value", "update");
  });

  it("removes what a killed doctor left, and says so", async () => {
    const service = new Emulated();
    let updates = 0;
    service.before = ({ action }) => {
      // One update asks for the permission; after the second one that writes nothing gets out any more.
      if (action === "UpdateUser") updates++;
      if (updates > 3) throw connectionLost(action, "127.0.0.1:1", "ECONNRESET");
    };
    const { stopped, judgements } = await doctor(service, { write: true, secondStore: true });
    expect(stopped?.message).to.match(
      /users of ciam-doctor#[0-9a-f]{8} are still in the store, because .*\nthe next `ciam doctor --write`/,
    );
    expect(judgements.duplicatePolicy).to.have.property("value", "fail");
    expect(judgements.jobsAtOnce)
      .to.have.property("why")
      .that.matches(/was never finished/);
    expect(names(service)).not.to.deep.equal([]);
    expect(service.count("groups")).to.equal(2);
    service.before = () => undefined;
    service.imported(STRANGERS);

    const told = await doctor(service);
    const [leftover] = told.findings.filter(({ asked }) => /did an earlier doctor/.test(asked));
    expect(leftover?.cameBack).to.match(/^\d+ users, 2 groups$/);
    expect(told.findings.find(({ asked }) => /how many users/.test(asked))?.cameBack).to.equal("4 users");

    const next = await doctor(service, { store: service.storeId, write: service.storeId });
    expect(next.stopped).to.equal(undefined);
    expect(next.remarks).to.match(
      /an earlier doctor had left something in the store: \d+ users, 2 groups, removed now/,
    );
    expect(names(service)).to.deep.equal(STRANGERS.map(({ UserName }) => UserName));
    expect([service.count("groups"), service.count("stores")]).to.deep.equal([0, 1]);
  });

  for (const action of ["UpdateUser", "CreateApiImportUserJob", "CreateUserStore", "DescribeUserById"]) {
    for (const nth of [1, 3, 6]) {
      it(`removes all it has made when somebody presses Ctrl-C before call ${String(nth)} of ${action}`, async () => {
        const service = new Emulated();
        const pressed = new AbortController();
        let seen = 0;
        let isWriting = false;
        service.before = (request) => {
          isWriting ||= request.action === "CreateUserGroup" && request.body.includes("made by ciam doctor");
          if (isWriting && request.action === action && ++seen === nth) pressed.abort(new Signalled("SIGINT"));
        };
        const { remarks } = await doctor(service, { write: true, secondStore: true }, pressed.signal);
        if (pressed.signal.aborted) expect(remarks).to.contain("removing what was made; pressed again");
        expect(names(service)).to.deep.equal([]);
        expect([service.count("groups"), service.count("stores")]).to.deep.equal([0, 1]);
      });
    }
  }

  for (const when of ["before", "after"] as const) {
    it(`leaves nothing behind, whichever write loses its connection ${when} it is carried out`, async () => {
      for (let nth = 1; nth <= 40; nth += 3) {
        const service = new Emulated();
        let [isWriting, writes] = [false, 0];
        service[when] = ({ action, body }) => {
          isWriting ||= action === "CreateUserGroup" && body.includes("made by ciam doctor");
          if (isWriting && !/^(?:List|Describe)/.test(action) && ++writes === nth)
            throw connectionLost(action, "127.0.0.1:1", "ECONNRESET");
        };
        const { stopped } = await doctor(service, { write: true, secondStore: true });
        expect(stopped, `write ${String(nth)}`).to.equal(undefined);
        expect(names(service), `write ${String(nth)}`).to.deep.equal([]);
        expect([service.count("groups"), service.count("stores")], `write ${String(nth)}`).to.deep.equal([0, 1]);
      }
    });
  }

  it("tells nothing of a store in which somebody else removes its users", async () => {
    const service = new Emulated();
    service.before = ({ action }) => {
      if (action !== "CreateFileExportUserJob") return;
      const [victim] = service.users().filter(({ UserName }) => UserName?.endsWith("f"));
      if (victim) service.byHand("DeleteUsers", { UserStoreId: service.storeId, UserIds: [victim.UserId] });
    };
    const { judgements } = await doctor(service, { write: true });
    expect(judgements.duplicatePolicy).to.deep.equal({ why: "somebody removed users of the doctor meanwhile" });
    const { actionSet } = judgements;
    expect(actionSet && isTold(actionSet)).to.equal(true);
  });

  it("tells which rights are missing, and all that it may ask nevertheless", async () => {
    const service = new Emulated();
    service.before = ({ action }) => {
      if (["DescribeUser", "UpdateUser", "UpdateUserGroup"].includes(action))
        throw errorFromService(action, { code: "UnauthorizedOperation" });
    };
    const { findings, stopped, remarks } = await doctor(service);
    expect(stopped).to.equal(undefined);
    expect(
      findings.filter(({ about }) => about === "permissions").map(({ standing, means }) => `${standing} ${means}`),
    ).to.deep.equal([
      "wrong UserImportJob cannot do all it has to: allow ciam:DescribeUser, ciam:UpdateUser",
      "fine UserStore can look after a store",
      "open UserGroup and groups by name cannot be used; name groups by id: allow ciam:UpdateUserGroup",
    ]);
    expect(findings.map(({ asked }) => asked)).to.include("how many users does it have");
    expect(remarks).to.contain("the questions about nobody were given up: DescribeUser: ");
    expect((await doctor(service, { write: true })).stopped?.message).to.match(/^nothing was written: /);
    expect(service.count("jobs")).to.equal(0);
  });

  it("makes no group and no store where these cannot be removed again", async () => {
    const service = new Emulated();
    service.before = ({ action }) => {
      if (["DeleteUserGroups", "DeleteUserStore"].includes(action))
        throw errorFromService(action, { code: "UnauthorizedOperation" });
    };
    const { judgements, stopped } = await doctor(service, { write: true, secondStore: true });
    expect(stopped).to.equal(undefined);
    expect([service.count("groups"), service.count("stores"), service.users().length]).to.deep.equal([0, 1, 0]);
    expect(service.calls.filter((action) => action === "CreateUserStore")).to.deep.equal([]);
    expect(judgements.userGroupMode).to.have.property("why");
    expect(judgements.duplicatePolicy).to.have.property("value", "fail");
  });

  it("goes as far as it gets where the service breaks down, and says what it could not ask", async () => {
    const service = new Emulated();
    service.before = ({ action }) => {
      if (action === "ListJobs") throw connectionLost(action, "127.0.0.1:1", "ECONNRESET");
    };
    const { findings, stopped } = await doctor(service);
    expect(findings.map(({ about }) => about)).to.include("the way");
    expect(stopped?.message).to.match(/^ListJobs: the connection to 127\.0\.0\.1:1 broke/);
  });
});
