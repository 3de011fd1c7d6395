import { randomBytes } from "node:crypto";
import type { CiamUser, CiamUserGroup, CiamUserStore, ImportUser } from "../../../ciam/actions";

/** In this attribute all that any doctor makes is found at once; the mark of the single run is in the other one. */
export const FOUND_BY = { key: "indexedAttribute4", value: "ciam-doctor" } as const;

const NAME = "ciamdoctor";
const OWNER = "ciam-doctor#";

/** The mark of a group and of a second store. */
export const DESCRIPTION = "made by ciam doctor, which removes it again";

/** One run of the doctor. What it makes carries its mark, and the mark is no other's. */
export class DoctorsRun {
  constructor(
    /** Eight digits of hexadecimal. */
    readonly id: string = randomBytes(4).toString("hex"),
  ) {}

  /** The user name of a guest, also the beginning of its e-mail; the name of a group or a store. */
  nameOf(role: string): string {
    return `${NAME}${this.id}${role}`;
  }

  get owner(): string {
    return `${OWNER}${this.id}`;
  }

  /** In every import and every update: an update may clear what it leaves out. */
  get marks(): Pick<ImportUser, "IndexedAttribute4" | "IndexedAttribute5"> {
    return { IndexedAttribute4: FOUND_BY.value, IndexedAttribute5: `pulumi:${this.owner}` };
  }
}

/**
 * The run that made a user; undefined for every other user. Two marks and the user name have to agree, so that no user
 * of anybody else is taken for one of a doctor's.
 */
export function runOf(user: CiamUser): string | undefined {
  const { UserName, IndexedAttribute4: shared, IndexedAttribute5: owned } = user;
  const [, id] = /^pulumi:ciam-doctor#([0-9a-f]{8})$/.exec(owned ?? "") ?? [];
  if (id === undefined || shared !== FOUND_BY.value) return undefined;
  return UserName?.toLowerCase().startsWith(`${NAME}${id}`) ? id : undefined;
}

/** True if a doctor made the group. */
export function isDoctorsGroup({ DisplayName, Description }: CiamUserGroup): boolean {
  return isDoctorsName(DisplayName) && Description === DESCRIPTION;
}

/** True if a doctor made the store, as far as its name and description tell. */
export function isDoctorsStore({ UserStoreName, UserStoreDesc }: CiamUserStore): boolean {
  return isDoctorsName(UserStoreName) && UserStoreDesc === DESCRIPTION;
}

function isDoctorsName(name: string | null | undefined): boolean {
  return /^ciamdoctor[0-9a-f]{8}[a-z]$/.test(name ?? "");
}
