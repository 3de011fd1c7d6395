import type { Cloud, CloudUser } from "./cloud";

const HOUR_MS = 3_600_000;

/** The accounts of one store, and what happens to them that no program declares. */
export class Accounts {
  /** Numbers of nobody. */
  private nextNumber = 13800008100;

  constructor(
    private readonly cloud: Cloud,
    readonly store: string,
  ) {}

  /** The UserId of each, by the name it signs in with: an account that was lost and made anew has another. */
  async ids(): Promise<Record<string, string>> {
    const users = await this.cloud.users(this.store);
    const entries = users.map(({ UserName, UserId }) => [UserName ?? UserId, UserId] as const);
    return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  async of(userName: string): Promise<CloudUser> {
    return this.cloud.user(this.store, userName);
  }

  /** Somebody registers with the application. */
  async register(userName: string): Promise<string> {
    const { User } = await this.cloud.call("CreateUser", {
      UserStoreId: this.store,
      UserName: userName,
      Email: `${userName}@example.com`,
      PhoneNumber: `+86-${String(this.nextNumber++)}`,
      Password: PASSWORD,
    });
    return User.UserId;
  }

  /** These users come and sign in, as users do. */
  async signOn(...userNames: readonly string[]): Promise<void> {
    for (const userName of userNames) {
      const { UserId } = await this.of(userName);
      await this.cloud.admin("POST", `/users/${UserId}/sign-on`);
    }
  }

  /** Whether a user gets in with this password. */
  async opens(userName: string, password: string): Promise<boolean> {
    const { UserId } = await this.of(userName);
    const reply = await this.cloud.admin("POST", "/credential", { UserId, Password: password });
    return (reply as { matches: boolean }).matches;
  }

  /** The owner mark of a user; empty without one. */
  async mark(userName: string): Promise<string> {
    return (await this.of(userName)).IndexedAttribute5 ?? "";
  }

  /** Somebody writes a mark on a user with the vendor's tools. */
  async plant(mark: string, ...userNames: readonly string[]): Promise<void> {
    for (const userName of userNames) await this.cloud.edit(this.store, userName, { IndexedAttribute5: mark });
  }

  /** Time goes by, on the service's clock. */
  async pass(hours: number): Promise<void> {
    await this.cloud.admin("POST", "/clock", { advanceMs: hours * HOUR_MS });
  }
}

/** What registered users sign in with. */
export const PASSWORD = "Correct-Horse-1";

/** The form of an owner of this resource, whatever its lineage. */
export function ownerOf(resource: string): RegExp {
  return new RegExp(`shop/dev/${resource}#[0-9a-f]{12}`);
}

/** The remedy of a conflict as a person pastes it into the program, with what stands behind it. */
export function remedyIn(screen: string): { takeOver: string[] } {
  const remedies = new Set([...screen.matchAll(/takeOver: (\[[^\]\n]+\])/g)].map(([, list = ""]) => list));
  const [list, ...others] = remedies;
  if (list === undefined) throw new Error(`there is no takeOver to paste:\n${screen}`);
  if (others.length > 0) throw new Error(`there are several: ${[...remedies].join(" ")}`);
  return { takeOver: JSON.parse(list) as string[] };
}

/** As many names as that. */
export function names(count: number, stem = "user"): string[] {
  return Array.from({ length: count }, (_, index) => `${stem}${String(index + 1).padStart(2, "0")}`);
}

/** Writes that do more to an account than change its fields: who only got another mark has lost nothing. */
export function harm(writes: readonly string[]): string[] {
  return writes.filter((action) => action !== "UpdateUser");
}
