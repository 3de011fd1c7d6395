import { expect } from "chai";
import { replaceUser } from "../../../emulator/directory/users";
import type { StoredUser } from "../../../emulator/directory/userForm";
import { managedIn, wholeOutputs } from "../checker/recorded";
import type { DeclaredUser } from "../../../provider/users/model/user";
import type { Outcome } from "../engine/engine";
import type { Project, Users } from "./project";
import { isMarked } from "../checker/violation";

export const alice: DeclaredUser = { email: "alice@example.com", userName: "alice", nickname: "Al" };
export const bob: DeclaredUser = { email: "bob@example.com", userName: "bob" };
export const carol: DeclaredUser = { phoneNumber: "13800008003", nickname: "Ca" };

/** Runs the unchanged program again: nothing may be written. */
export async function isSettled(project: Project, users: Users): Promise<void> {
  project.cloud.calls = [];
  const again = await project.up(users);
  expect(again, `${again.message} ${again.reasons.join("; ")}`).to.include({ ok: true });
  expect(project.cloud.writes).to.deep.equal([]);
  const { state } = project.engine;
  await project.refresh();
  expect(project.engine.state?.inputs).to.deep.equal(state?.inputs);
}

export function succeeded(outcome: Outcome): void {
  expect(outcome, `${outcome.message} ${outcome.reasons.join("; ")}`).to.include({ ok: true });
}

export function named(project: Project, userName: string): StoredUser {
  const user = project.cloud.users().find(({ UserName }) => UserName === userName);
  if (!user) throw new Error(`there is no ${userName}`);
  return user;
}

export function ours(project: Project): StoredUser[] {
  return project.cloud.users().filter(isMarked);
}

export function change({ cloud }: Project, user: StoredUser, fields: Partial<StoredUser>): void {
  cloud.db.transaction(() => replaceUser(cloud.service.services, { ...user, ...fields }));
}

export function register({ cloud }: Project, name: string): string {
  const { User } = cloud.byHand("CreateUser", {
    UserStoreId: cloud.storeId,
    UserName: name,
    PhoneNumber: `1390000${String(cloud.users().length).padStart(4, "0")}`,
    Email: `${name}@example.com`,
    Password: "Their0wn-password",
  });
  cloud.clock.advance(60_000);
  return (User as StoredUser).UserId;
}

export function crowd(count: number): Users {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`k${n}`, { email: `u${n}@example.com`, nickname: `N${n}` }]),
  );
}

/** The UserIds in the state. */
export function userIds({ engine: { state } }: Project): string[] {
  const sets = state ? Object.values(managedIn(wholeOutputs(state))) : [];
  return sets.flatMap((set) => Object.values(set).map(({ id }) => id));
}
