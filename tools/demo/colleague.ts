import { CiamClient, parseEndpoint, type CiamUser } from "../../ciam";

interface Access {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** The address of the emulator's admin API. */
  readonly admin: string;
}

/** Group id → display name. */
export type GroupNames = ReadonlyMap<string, string>;

/** A person who edits the store past Pulumi, through CIAM's API. */
export class Colleague {
  private readonly client: CiamClient;

  constructor(private readonly access: Access) {
    const { endpoint, secretId, secretKey } = access;
    const credentials = { get: () => Promise.resolve({ secretId, secretKey }) };
    this.client = new CiamClient({ endpoint: parseEndpoint(endpoint), region: "ap-singapore", credentials });
  }

  async storeNames(): Promise<string[]> {
    const { UserStoreSet } = await this.client.call("ListUserStore", {});
    return (UserStoreSet ?? []).map(({ UserStoreName }) => UserStoreName ?? "");
  }

  /** All users, unmasked. */
  async users(): Promise<CiamUser[]> {
    const Pageable = { PageNumber: 1, PageSize: 100 };
    const { Content } = await this.client.call("DescribeUser", {
      UserStoreId: await this.store(),
      Pageable,
      Original: true,
    });
    return Content ?? [];
  }

  async groupNames(): Promise<GroupNames> {
    const Pageable = { PageNumber: 1, PageSize: 100 };
    const { Content } = await this.client.call("ListUserGroups", { UserStoreId: await this.store(), Pageable });
    return new Map((Content ?? []).map(({ UserGroupId, DisplayName }) => [UserGroupId, DisplayName ?? ""]));
  }

  async user(userName: string): Promise<CiamUser> {
    const found = (await this.users()).find(({ UserName }) => UserName === userName);
    if (!found) throw new Error(`there is no user ${userName} in the store`);
    return found;
  }

  async create(UserName: string, Email: string): Promise<void> {
    const rest = { PhoneNumber: "13800008099", Password: "Made-by-hand-1" };
    await this.client.call("CreateUser", { UserStoreId: await this.store(), UserName, Email, ...rest });
  }

  async changeEmail(userName: string, Email: string): Promise<void> {
    const { UserId } = await this.user(userName);
    await this.client.call("UpdateUser", { UserStoreId: await this.store(), UserId, Email });
  }

  async delete(userName: string): Promise<void> {
    const { UserId } = await this.user(userName);
    await this.client.call("DeleteUsers", { UserStoreId: await this.store(), UserIds: [UserId] });
  }

  /** Lets the user sign on to the application. */
  async signOn(userName: string): Promise<void> {
    const { UserId } = await this.user(userName);
    const reply = await fetch(`${this.access.admin}/users/${UserId}/sign-on`, { method: "POST" });
    if (!reply.ok) throw new Error(await reply.text());
  }

  private async store(): Promise<string> {
    const { UserStoreSet } = await this.client.call("ListUserStore", {});
    const [store] = UserStoreSet ?? [];
    if (!store) throw new Error("there is no user store");
    return store.UserStoreId;
  }
}
