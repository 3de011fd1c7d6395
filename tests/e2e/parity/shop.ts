import type { EmulatorSettings } from "../../../emulator";
import { Cloud } from "../support/service/cloud";
import type { Users } from "../support/pulumi/programs";
import type { Project, ProjectOptions } from "../support/pulumi/project";
import type { Column } from "./columns";

/** A project with one job, `staff`, in one column of the table, its service and its store. */
export class Shop {
  private constructor(
    readonly column: Column,
    readonly cloud: Cloud,
    readonly store: string,
    readonly project: Project,
  ) {}

  static async open(
    column: Column,
    { key, ...settings }: EmulatorSettings & Pick<ProjectOptions, "key"> = {},
  ): Promise<Shop> {
    const cloud = await Cloud.open(settings);
    const store = await cloud.store();
    return new Shop(column, cloud, store, await column.frontEnd.begin({ cloud, ...(key && { key }) }));
  }

  /** The program has these users from now on, where the column has them. */
  declare(users: Users, args: object = {}, way = this.column.way): void {
    const { project, store } = this;
    if (way === "by file") project.write("users/staff.json", JSON.stringify(users));
    const declared =
      way === "by file"
        ? { userFiles: { staff: { path: "users/staff.json", allowEmpty: true } } }
        : { userSets: { staff: users } };
    this.column.frontEnd.write(project, { userStoreId: store, ...declared, ...args });
  }

  /** Somebody registers with the application. */
  async register(userName: string, more: object = {}): Promise<string> {
    const { User } = await this.cloud.call("CreateUser", {
      UserStoreId: this.store,
      UserName: userName,
      Email: `${userName}@example.com`,
      PhoneNumber: "+86-13800008020",
      Password: "Correct-Horse-1",
      ...more,
    });
    return User.UserId;
  }

  async close(): Promise<void> {
    this.project.dispose();
    await this.cloud.close();
  }
}
