import { settleJobs } from "../../../emulator/jobs/jobs";
import type { StoredUser } from "../../../emulator/directory/userForm";
import type { CiamUser } from "../../../ciam/actions";
import { identitiesOf } from "../../../provider/users/model/identity/identity";
import type { DeclaredUser } from "../../../provider/users/model/user";
import type { Act } from "../engine/act";
import type { Cloud } from "../service/cloud";
import { Violation } from "../checker/violation";

/** The facts about an account, whatever marks and records say. */
export interface Account {
  readonly id: string;
  readonly store: string;
  /** The verb whose import made it; undefined for a registered user. */
  readonly maker: Act | undefined;
  /** True once somebody signed on, or changed it by hand. */
  isUsed: boolean;
}

/** The users of all stores at one moment, by UserId. */
export type Census = ReadonlyMap<string, StoredUser>;

/** The book of all accounts ever: the maker of each, and whether it is in use. */
export class Ledger {
  private readonly accounts = new Map<string, Account>();

  constructor(private readonly cloud: Cloud) {}

  registered(user: StoredUser): void {
    this.enter(user, undefined);
  }

  used(id: string): void {
    const account = this.accounts.get(id);
    if (account) account.isUsed = true;
  }

  find(id: string): Account | undefined {
    return this.accounts.get(id);
  }

  /** The present users; enters those that our runs made since the last time. */
  census(): Census {
    settleJobs(this.cloud.service.services);
    const users = this.cloud.users();
    for (const user of users) this.made(user);
    return new Map(users.map((user) => [user.UserId, user]));
  }

  /** A user that nobody registered comes from the import that was sent for it. */
  made(user: StoredUser): Account {
    return this.accounts.get(user.UserId) ?? this.enter(user, this.makerOf(user));
  }

  private enter({ UserId, UserStoreId }: StoredUser, maker: Act | undefined): Account {
    const account: Account = { id: UserId, store: UserStoreId, maker, isUsed: false };
    this.accounts.set(UserId, account);
    return account;
  }

  private makerOf(user: StoredUser): Act {
    const wanted = namesIn(user);
    const sent = this.cloud.imports
      .filter(({ store }) => store === user.UserStoreId)
      .flatMap(({ by, users }) => users.map((one) => ({ by, one })))
      .filter(({ one }) => identitiesOf(namesIn(one)).length > 0 && couldBe(wanted, one));
    const mark = user.IndexedAttribute5;
    const found = sent.findLast(({ one }) => one.IndexedAttribute5 === mark) ?? sent.at(-1);
    if (!found?.by) throw new Violation(`the account ${user.UserId} was made by nobody`);
    return found.by;
  }
}

type Named = Pick<CiamUser, "UserName" | "Email" | "PhoneNumber">;

/** True if this account could be that declared user. */
export function couldBe(declared: DeclaredUser, user: Named): boolean {
  const held = new Set(identitiesOf(namesIn(user)).map(({ key }) => key));
  return identitiesOf(declared).some(({ key }) => held.has(key));
}

/** Its identities used in the scenarios, under the names of a declaration. */
function namesIn({ UserName, Email, PhoneNumber }: Named): DeclaredUser {
  return {
    ...(UserName && { userName: UserName }),
    ...(Email && { email: Email }),
    ...(PhoneNumber && { phoneNumber: PhoneNumber }),
  };
}
