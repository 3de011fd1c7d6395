import { ApiError } from "../service/apiError";
import type { Services } from "../service/services";

interface NamedGroup {
  readonly UserStoreId: string;
  readonly DisplayName: string;
  readonly Description?: string | undefined;
  readonly UserGroupId?: string;
}

const LONGEST_DESCRIPTION = 128;

/** Refuses a group that the console would refuse, or whose name another group of the store has. */
export function requireGroup({ db }: Services, group: NamedGroup): void {
  const { UserStoreId, DisplayName, Description = "", UserGroupId = "" } = group;
  if (DisplayName === "") throw new ApiError("InvalidParameterValue", "DisplayName must not be empty");
  if (Description.length > LONGEST_DESCRIPTION) {
    throw new ApiError("InvalidParameterValue", `Description has at most ${String(LONGEST_DESCRIPTION)} characters`);
  }
  if (db.get("SELECT 1 FROM groups WHERE store = ? AND name = ? AND id <> ?", UserStoreId, DisplayName, UserGroupId)) {
    throw new ApiError("FailedOperation.UserGroupNameAlreadyExists");
  }
}
