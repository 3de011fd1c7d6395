import { ApiError } from "../service/apiError";
import { TABLES_OF_A_STORE } from "../service/schema";
import type { Services } from "../service/services";

/** Every action on users, groups, jobs and logs needs an existing store. */
export function requireStore({ db }: Services, id: string): void {
  if (!db.get("SELECT 1 FROM stores WHERE id = ?", id)) throw new ApiError("FailedOperation.InvalidUserStore");
}

export function emptyStore({ db }: Services, id: string): void {
  db.run("DELETE FROM members WHERE user IN (SELECT id FROM users WHERE store = ?)", id);
  for (const table of TABLES_OF_A_STORE) db.run(`DELETE FROM ${table} WHERE store = ?`, id);
}

const LONGEST_NAME = 128;

/** Refuses a name that the console would refuse, or that another store has. */
export function requireStoreName({ db }: Services, name: string, id = ""): void {
  if (name === "" || name.length > LONGEST_NAME) {
    throw new ApiError("InvalidParameterValue", `UserPoolName has 1 to ${String(LONGEST_NAME)} characters`);
  }
  if (db.get("SELECT 1 FROM stores WHERE name = ? AND id <> ?", name, id)) {
    throw new ApiError("FailedOperation.UserStoreAlreadyExists");
  }
}
