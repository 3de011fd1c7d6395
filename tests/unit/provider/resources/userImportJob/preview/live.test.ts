import { expect } from "chai";
import type { PlanDocument } from "../../../../../../provider/planDocument/document";
import { showRef } from "../../../../../../provider/users/model/ref";
import { plugin } from "../../../../../chaos/frontEnds/plugin";
import { Project, type Users } from "../../../../../chaos/program/project";
import type { Way } from "../../../../../chaos/program/userFiles";
import { Cloud } from "../../../../../chaos/service/cloud";

const [alice, bob, carol, dora] = ["alice", "bob", "carol", "dora"].map((name) => ({
  userName: name,
  email: `${name}@example.com`,
}));

for (const way of ["value", "file"] satisfies Way[])
  describe(`the document that a preview of the store keeps, of users by ${way}`, () => {
    let cloud: Cloud;
    let project: Project;

    beforeEach(() => {
      cloud = new Cloud({ jobPendingMs: 0, jobProcessingMs: 0 }, 1);
      project = new Project(cloud, { acceptDeletions: undefined }, undefined, undefined, plugin);
      project.way = way;
      project.stack.isLive = true;
    });

    /** Somebody has registered. */
    const registers = (userName: string, UserStoreId = cloud.storeId) => {
      const user = { UserName: userName, Email: `${userName}@example.com`, PhoneNumber: "+86-13800008000" };
      cloud.byHand("CreateUser", { UserStoreId, ...user, Password: "Aa1!aaaa" });
    };

    async function kept(users: object, inputs: object = {}): Promise<PlanDocument> {
      const program = project.program(users as Users, inputs as Record<string, unknown>);
      await project.preview(() => project.engine.preview(program));
      const document = project.plans.get(project.engine.urn);
      if (!document) throw new Error("nothing was kept");
      return document;
    }

    const up = async (users: object, inputs: object = {}) => {
      const outcome = await project.up(users as Users, inputs as Record<string, unknown>);
      expect(outcome.ok, outcome.message).to.equal(true);
    };

    const actions = ({ users }: PlanDocument) => users.map((user) => `${user.action} ${showRef(user)}`);

    it("is of a new resource, with its settings, and the owner that the program knows", async () => {
      registers("bob");
      const document = await kept({ alice, bob }, { conflictPolicy: "adopt" });
      expect(document).to.deep.include({ verb: "create", basis: "store", unchanged: 0, notes: [], refusals: [] });
      expect(document.settings).to.deep.equal([{ name: "conflictPolicy", change: "fail → adopt" }]);
      expect(document.owner).not.to.contain("#");
      expect(actions(document)).to.deep.equal(["import staff/alice", "adopt staff/bob"]);
    });

    it("has the conflicts of a new resource, with the way out", async () => {
      registers("bob");
      const document = await kept({ alice, bob });
      expect(document).to.deep.include({ verb: "create", basis: "store" });
      expect(actions(document)).to.deep.equal(["import staff/alice", "conflict staff/bob"]);
      expect(document.users[1]?.obstacle).to.include({ code: "Conflict.UserExists" });
      expect(document.tally).to.deep.include({ added: 1, kinds: { import: 1, conflict: 1 } });
    });

    it("has of an update its settings, its conflicts, and how many stay as they are", async () => {
      await up({ alice, bob, dora });
      registers("carol");
      const changed = { alice: { ...alice, nickname: "A" }, bob, carol, dora };
      const document = await kept(changed, { failurePolicy: "warn" });
      expect(document).to.deep.include({ verb: "update", basis: "store", unchanged: 2 });
      expect(document.settings).to.deep.equal([{ name: "failurePolicy", change: "fail → warn" }]);
      expect(actions(document)).to.deep.equal(["update staff/alice", "conflict staff/carol"]);
      expect(document.owner).to.contain("#");
    });

    it("is of the store where that is as the state has it, too", async () => {
      await up({ alice, bob });
      const document = await kept({ alice: { ...alice, nickname: "A" }, bob });
      expect(document).to.deep.include({ verb: "update", basis: "store", unchanged: 1 });
      expect(actions(document)).to.deep.equal(["update staff/alice"]);
    });

    it("names whom the last run could not bring to their declaration, and who is free to come now", async () => {
      registers("bob");
      await project.up({ alice, bob } as Users, { failurePolicy: "warn" });
      const held = cloud.users().find(({ UserName }) => UserName === "bob");
      cloud.byHand("DeleteUsers", { UserStoreId: cloud.storeId, UserIds: [held?.UserId ?? ""] });
      const document = await kept({ alice, bob }, { failurePolicy: "warn" });
      expect(actions(document)).to.deep.equal(["import staff/bob"]);
      expect(document.notes).to.deep.equal(["left undone by the last run: staff/bob (Conflict.UserExists)"]);
    });

    it("is what an `up` then does about the users of a run whose state is lost", async () => {
      await up({ alice, bob });
      project.engine.state = undefined;
      const document = await kept({ alice: { ...alice, nickname: "A" }, bob });
      expect(actions(document)).to.deep.equal(["update staff/alice", "update staff/bob"]);
      const before = cloud.users().map(({ UserId }) => UserId);
      await up({ alice: { ...alice, nickname: "A" }, bob });
      expect(cloud.users().map(({ UserId }) => UserId)).to.deep.equal(before);
    });

    it("is refused where the store does not exist", async () => {
      const document = await kept({ alice }, { userStoreId: "0".repeat(32) });
      const refusal = `user store ${"0".repeat(32)} does not exist in this account`;
      expect(document).to.deep.include({ verb: "create", basis: "store", users: [], refusals: [refusal] });
    });

    it("is refused where the store has more of ours to remove than the state tells", async () => {
      await up({ alice, bob });
      const killed = { who: "both", atCall: 0, when: "after" } as const;
      for (let atCall = 0; cloud.users().length < 3; atCall++)
        await project.dying({ ...killed, atCall }, () =>
          project.engine.up(project.program({ alice, bob, carol } as Users)),
        );
      const document = await kept({ alice: { ...alice, nickname: "A" }, bob }, { deletionLimit: { count: 0 } });
      expect(actions(document)).to.deep.equal(["update staff/alice", "delete staff/carol"]);
      expect(document.refusals.join()).to.match(/would be removed: staff\/carol\. deletionLimit\.count is 0/);
    });

    it("has both stores of a job that moves: who is there already, and who leaves", async () => {
      await up({ alice, bob });
      const there = cloud.store("there");
      registers("bob", there);
      const document = await kept({ alice, bob }, { userStoreId: there });
      const stores = { userStoreId: there, formerUserStoreId: cloud.storeId };
      expect(document).to.deep.include({ verb: "replace", basis: "store", ...stores });
      expect(document.settings).to.deep.equal([{ name: "userStoreId", change: `${cloud.storeId} → ${there}` }]);
      expect(actions(document)).to.deep.equal([
        "delete staff/alice",
        "import staff/alice",
        "delete staff/bob",
        "conflict staff/bob",
      ]);
    });
  });
