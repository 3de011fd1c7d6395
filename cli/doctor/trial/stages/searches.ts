import type { Arrival } from "./arrival";
import type { Trial } from "../trial";

/** The searches that found a guest that is there; undefined for a search that the service refused. */
export interface Searches {
  readonly byWhole: boolean | undefined;
  readonly byPart: boolean | undefined;
  /** The separators with which `between` found the guest. */
  readonly between: readonly string[];
  /** True if `!=` found the guest by an attribute that it does not have. */
  readonly byAbsence: boolean | undefined;
}

/** The candidates for a separator between two ends. No user name of a guest has any of them in it. */
const SEPARATORS = [",", ";", "|", "~", "-", ":", " ", "/", "_", "&", "..", "，"] as const;

/** Searches for one guest in the ways whose meaning is not documented. */
export async function search(trial: Trial, { guests }: Arrival): Promise<Searches | undefined> {
  const name = guests.find(({ role, kept }) => role === "h" && kept)?.sent.UserName;
  if (name === undefined) return undefined;
  const byCondition = async (text: string): Promise<boolean | undefined> => {
    const tried = await trial.bench.tried("ListUser", {
      UserStoreId: trial.storeId,
      Pageable: { PageNumber: 1, PageSize: 10 },
      Filters: [{ Key: "condition", Values: [text], Logic: true }],
      Original: true,
    });
    return "reply" in tried ? isAmong(name, tried.reply.Content) : undefined;
  };
  const byQuery = async (PropertyKey: string, PropertyValue: string, OperateLogic: string) => {
    const tried = await trial.bench.tried("DescribeUser", {
      UserStoreId: trial.storeId,
      Pageable: { PageNumber: 1, PageSize: 10 },
      Filters: [trial.ofThisRun, { PropertyKey, PropertyValue, Logic: true, OperateLogic }],
      Original: true,
    });
    return "reply" in tried ? (tried.reply.Content ?? []) : undefined;
  };
  const between: string[] = [];
  for (const separator of SEPARATORS)
    if (isAmong(name, await byQuery("userName", `${name}${separator}${name}`, "between"))) between.push(separator);
  const absent = await byQuery("alipayUserId", "nobody", "!=");
  return {
    byWhole: await byCondition(name),
    byPart: await byCondition(name.slice("ciamdoctor".length)),
    between,
    byAbsence: absent && absent.length > 0,
  };
}

function isAmong(name: string, users: readonly { UserName?: string | null | undefined }[] | null | undefined): boolean {
  return (users ?? []).some(({ UserName }) => UserName?.toLowerCase() === name);
}
