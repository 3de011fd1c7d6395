import type { Bench } from "../../service/bench";
import { DESCRIPTION, type DoctorsRun } from "../marks";

/** A second user store of the doctor's, and when it was first listed. */
export interface SecondStore {
  readonly id: string;
  /** The time for which it stayed out of the list; undefined if it never came. */
  readonly listedAfterMs: { readonly least: number; readonly most: number } | undefined;
}

const LISTED_WITHIN_MS = 60_000;
const FIRST_LOOK_MS = 100;
const BACKOFF = 1.3;

/** Makes a second store, for what one store does not show; answers why there is none. */
export async function makeSecondStore(bench: Bench, run: DoctorsRun): Promise<SecondStore | { readonly why: string }> {
  const { clock } = bench;
  const asked = clock.monotonic();
  const made = await bench.tried("CreateUserStore", { UserPoolName: run.nameOf("s"), UserPoolDesc: DESCRIPTION });
  if ("refusal" in made) return { why: `a second store could not be made: ${made.refusal.message}` };
  const { UserStoreId: id } = made.reply;
  const answered = clock.monotonic();
  let least = 0;
  for (let wait = FIRST_LOOK_MS; clock.monotonic() - answered < LISTED_WITHIN_MS; wait *= BACKOFF) {
    const looked = clock.monotonic();
    const { UserStoreSet } = await bench.call("ListUserStore", {});
    if ((UserStoreSet ?? []).some(({ UserStoreId }) => UserStoreId === id))
      return { id, listedAfterMs: { least, most: clock.monotonic() - asked } };
    least = Math.max(0, looked - answered);
    await bench.sleep(wait);
  }
  return { id, listedAfterMs: undefined };
}
