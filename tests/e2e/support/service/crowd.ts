import { expect } from "chai";
import type { Random } from "../../../../emulator/service/random";
import type { Cloud, CloudUser } from "./cloud";
import type { Users } from "../pulumi/programs";

/** A store with a stranger in it, and about sixty of ninety people whom a program declares, others each time. */
export class Crowd {
  private constructor(
    private readonly cloud: Cloud,
    private readonly random: Random,
    readonly store: string,
    private readonly stranger: CloudUser,
  ) {}

  static async begin(cloud: Cloud, random: Random, name: string): Promise<Crowd> {
    const store = await cloud.store(name);
    const stranger = { UserName: "stranger", Email: "stranger@example.com", PhoneNumber: "+86-13800008090" };
    await cloud.call("CreateUser", { UserStoreId: store, ...stranger, Password: "Correct-Horse-1" });
    return new Crowd(cloud, random, store, await cloud.user(store, "stranger"));
  }

  /** About two thirds of ninety people, each with one of three nicknames. */
  someUsers(): Users {
    const all = Array.from({ length: 90 }, (_, index) => `user${String(index)}`);
    const some = all.filter(() => this.random.chance() < 0.67);
    return Object.fromEntries(
      some.map((name) => [
        name,
        { userName: name, email: `${name}@example.com`, nickname: `N${String(Math.floor(this.random.chance() * 3))}` },
      ]),
    );
  }

  /** Fails unless the store has these users, each once, and the stranger as it was. */
  async assertIs(declared: Users, where: string): Promise<void> {
    const users = (await this.cloud.users(this.store)).filter(({ UserName }) => UserName !== "stranger");
    const seen = users.map(({ UserName, Email, Nickname }) => `${UserName ?? ""} ${Email ?? ""} ${Nickname ?? ""}`);
    const expected = Object.values(declared).map(
      (user) => `${String(user.userName)} ${String(user.email)} ${String(user.nickname)}`,
    );
    expect(seen.sort(), where).to.deep.equal(expected.sort());
    expect(await this.cloud.user(this.store, "stranger"), where).to.deep.equal(this.stranger);
  }
}
