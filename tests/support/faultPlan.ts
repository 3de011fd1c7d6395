/**
 * The place where a fault is tried: in virtual time inside the test process; over HTTP against the emulator; with the
 * real process that runs dynamic providers.
 */
export type Tier = "simulated" | "over HTTP" | "real process";

interface Row {
  readonly fault: string;
  readonly tiers: readonly Tier[];
  /** The required end, besides that no user is lost, doubled or altered. */
  readonly ends: string;
}

const of = (fault: string, tiers: readonly Tier[], ends: string): Row => ({ fault, tiers, ends });

const S = "simulated";
const E = "over HTTP";
const P = "real process";

/**
 * Everything that may go wrong between a program and the service. Every row has a test in each of its tiers, whose name
 * begins with the row's number and fault: `grep -rn 'row(12,' tests`.
 */
export const plan = {
  1: of("a crash right after a submit", [S, P], "the running job is waited for, and nothing is submitted twice"),
  2: of("a kill between several jobs", [S, P], "the next up submits only what no job has taken"),
  3: of("a kill between the provider's answer and the engine's note of it", [P], "the next up writes nothing"),
  4: of("a first ctrl-C", [P], "the operation under way is finished"),
  5: of("a second ctrl-C", [P], "the state is one the next up can go on from"),
  6: of("two processes at one stack", [E, P], "two jobs at most, and nobody twice"),
  7: of("a request that is delivered twice", [S, E], "the second one makes nobody"),
  8: of("a reply that is lost after the work was done", [S, E], "it is found out, and nobody is sent twice"),
  9: of("a request that is lost before any work was done", [S, E], "it is sent once more"),
  10: of("a list of users of which only the first half arrives", [S], "the others are sent again"),
  11: of("a job that breaks down midway", [S, E], "those it did not take are named, and imported by the next up"),
  12: of("a job that breaks down without a word", [S, E], "the store is asked who is there"),
  13: of("a job that completes and refuses some", [S, E], "they are named, and the others are there"),
  14: of("a job that does not end", [S], "the run ends by its deadline and names the job, the next one waits for it"),
  15: of("a list of jobs that forgets one", [S, E], "the users are looked for, and nothing is sent before that"),
  16: of("a list of jobs that is old, without order, null, or full of other jobs", [S], "only our own job counts"),
  17: of("a job with a status that goes backwards or that nobody knows", [S], "it is running until it has ended"),
  18: of("job slots that others have taken", [S, E], "they are waited for, until the deadline"),
  19: of("a storm of throttling", [S, E], "few calls are made in vain, and everything is done in the end"),
  20: of("throttling of one action", [S, E], "the other actions keep their pace"),
  21: of("a service that is slow, or sends a byte at a time", [E], "each attempt ends by its deadline"),
  22: of("a connection that is refused, unknown by name, or closed while idle", [E], "it is tried again"),
  23: of("a connection that breaks in the middle of an answer", [E], "nobody knows what was done, so it is looked at"),
  24: of("an answer that is no JSON, or too much of it", [E], "it is refused within bounds of time and memory"),
  25: of("an answer with members that mean mischief", [E], "it is refused, or they are dropped"),
  26: of("a redirection to another host", [E], "it is not followed, and no credentials are sent there"),
  27: of("clocks that differ", [S, E], "the service's time is learnt once"),
  28: of("credentials that expire, change or are revoked", [S, E], "they are read again once, or the way out is told"),
  29: of("a wrong region, store or permission, or a service that is not activated", [E], "what to do is told"),
  30: of("each published error code, from each action", [E], "it is judged by its class and repeated by no other rule"),
  31: of("names in every script", [S, E], "one person stays one, and no half of a character is sent"),
  32: of("spellings of an e-mail address and a phone number", [S], "the same one twice is told, not merged"),
  33: of("a broken CSV file", [S], "row, column and rule are told"),
  34: of("cells that a spreadsheet would run", [S], "they are imported as they are"),
  35: of("a YAML file that means mischief", [S], "it is refused, and what looks like a number stays text"),
  36: of("user keys that JavaScript keeps for itself", [S, P], "they are refused by name, or are keys like any other"),
  37: of(
    "a data file that is broken, newer, shared, or cannot be written",
    [S, P],
    "it is kept, or refused in a sentence",
  ),
  38: of("users who are gone when they are to be deleted", [S, E], "that is no error"),
  39: of("somebody else who edits and deletes users", [E], "a refresh shows it, and the next up repairs it"),
  40: of(
    "a state that is old or damaged, or a value that is not known yet",
    [P],
    "it is read, or refused in a sentence",
  ),
  41: of("canaries in every value", [S, E, P], "none of them is seen anywhere"),
  42: of("a proxy in the environment", [E], "this machine is reached without it"),
} as const satisfies Readonly<Record<number, Row>>;

export type RowNumber = keyof typeof plan;

/** The name of a test of a row. */
export function row(number: RowNumber, tier: Tier, sentence: string): string {
  return `${String(number)}. ${plan[number].fault} (${tier}): ${sentence}`;
}
