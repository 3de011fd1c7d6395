import { isAboutOneUser } from "../../ciam/errors/catalogue/meanings";
import type { ActionOf, Plan, Step } from "../users/plan/actions";
import { userFields } from "../users/model/fields";
import { neededIdentities, type Needs } from "../users/plan/order";
import type { RunContext } from "./run";
import { failureFromConflict, failureFromError, failureFromService, failureUnsettled } from "../messages/failures";
import { valuesInForce } from "../users/plan/compare/inForce";
import { importUsers } from "./imports/queue";
import type { Ledger } from "./ledger";
import { removeUsers } from "./writes/removals";
import { adoptUser, updateUser } from "./writes/updates";

/** The number of users written to at once; the rate limiter decides the pace. */
const WRITERS = 8;

/** Carries the plan out, step by step. An error about one user fails that user; any other error ends the run. */
export async function apply(context: RunContext, ledger: Ledger, { steps }: Pick<Plan, "steps">): Promise<void> {
  for (const step of steps) await applyStep(context, ledger, step);
}

async function applyStep(context: RunContext, ledger: Ledger, step: Step): Promise<void> {
  switch (step.kind) {
    case "note":
      for (const action of step.actions) note(ledger, action);
      return;
    case "write":
      return applyWrites(context, ledger, step.actions);
    case "reimport":
      return reimport(context, ledger, step.actions);
    case "import":
      return importUsers(
        context,
        ledger,
        step.actions.filter((action) => !isBlocked(ledger, action)),
      );
    case "remove":
      await removeUsers(context, ledger, step.actions, (user) => context.elsewhere(user) !== undefined);
  }
}

type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;
type Note = StepOf<"note">["actions"][number];
type Write = StepOf<"write">["actions"][number];

/**
 * True if another user still holds an identity that this action needs, because its own action failed. This action then
 * fails too: if it were sent, a service might treat the import as a change of the user who holds the identity.
 */
function isBlocked(ledger: Ledger, action: Needs): boolean {
  for (const identity of neededIdentities(action)) {
    const holder = ledger.whoKept(identity);
    if (!holder || (action.kind !== "import" && holder.id === action.live.id)) continue;
    const reason = { kind: "identity-taken", field: identity.field } as const;
    ledger.fail(failureFromConflict({ ref: action.ref, user: action.user, with: [holder], reason }, ledger.nameOf));
    if (action.kind !== "import") ledger.noteStays(action.live);
    return true;
  }
  return false;
}

/** Records or reports the actions that send nothing. */
function note(ledger: Ledger, action: Note): void {
  switch (action.kind) {
    case "conflict":
      ledger.fail(failureFromConflict(action, ledger.nameOf));
      return;
    case "skip":
      if (action.why === "linked") ledger.noteLinked(action.live.id);
      ledger.leaveAlone(action.ref, action.live.id);
      ledger.markApplied(action.ref);
      ledger.count("skipped");
      return;
    case "keep": {
      const { ref, live, origin, forms } = action;
      ledger.manage({ ref, id: live.id, origin, ...(forms.size > 0 && { forms }) });
      ledger.markApplied(action.ref);
      if (action.drifted.length > 0) ledger.noteDrift({ ref: action.ref, fields: action.drifted });
      return;
    }
    case "missing": {
      const { ref, id, origin, forms } = action.recorded;
      ledger.manage({ ref, id, origin, ...(forms && { forms }) });
      ledger.noteDrift({ ref, fields: [] });
      return;
    }
    case "forget":
      // It stays in our record: the job that declares it may have no right to it.
      if (action.why === "declared-elsewhere") return;
      if (action.why === "taken-over") {
        ledger.handOver(action.live);
        return;
      }
      if (action.why === "unsettled") {
        ledger.fail(failureUnsettled(action));
        return;
      }
      if (action.why === "linked") ledger.noteLinked(action.recorded.id);
      if (action.why === "unfrozen") ledger.noteUnfrozen(action.recorded.ref);
      else if (action.why === "frozen") ledger.leaveFrozen(action.recorded.id);
      else ledger.drop(action.recorded.id);
  }
}

/**
 * Sends the first write alone, to prove that updates behave. Where identities change hands, all writes go one by one,
 * in the plan's order.
 */
async function applyWrites(context: RunContext, ledger: Ledger, actions: readonly Write[]): Promise<void> {
  const inTurn = actions.some(({ changes }) => changes.some(({ field }) => userFields[field].identity));
  const next = actions.values();
  let done = 0;
  let isStopped = false;
  /** Sends the next write; false when none is left. */
  const one = async (): Promise<boolean> => {
    const action = isStopped ? undefined : next.next().value;
    if (!action) return false;
    try {
      await applyWrite(context, ledger, action);
    } catch (error) {
      isStopped = true;
      throw error;
    }
    done++;
    if (actions.length > 1) context.reporter.progress(`${String(done)} of ${String(actions.length)} users updated`);
    return true;
  };
  while (!ledger.canaries.updates.isProven && (await one()));
  // Every write has to end before the run does: a straggler would still write after the state is recorded.
  const work = async (): Promise<void> => {
    while (await one());
  };
  const ends = await Promise.allSettled(Array.from({ length: inTurn ? 1 : WRITERS }, work));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

async function applyWrite(context: RunContext, ledger: Ledger, action: Write): Promise<void> {
  if (action.kind === "update" && isBlocked(ledger, action)) {
    keepManaged(ledger, action);
    return;
  }
  try {
    await (action.kind === "update" ? updateUser(context, ledger, action) : adoptUser(context, ledger, action));
  } catch (error) {
    if (!isAboutOneUser(error)) throw error;
    if (action.kind === "update") keepManaged(ledger, action);
    ledger.fail(failureFromError(action.ref, action.user, error));
  }
}

/**
 * The user stays ours although its update failed; otherwise an import that finds it at its own identity would take it
 * for its own work.
 */
function keepManaged(ledger: Ledger, { ref, live, origin, by }: ActionOf<"update">): void {
  // Without our mark, the next run needs the evidence again.
  if (by !== "interrupted" && !ledger.manages(live.id)) ledger.manage({ ref, id: live.id, origin });
}

/** Deletes and imports users again. The first goes alone and is checked before the others follow. */
async function reimport(context: RunContext, ledger: Ledger, actions: readonly ActionOf<"reimport">[]): Promise<void> {
  const { reimports } = ledger.canaries;
  for (let waiting = actions; waiting.length > 0;) {
    const part = reimports.next(waiting);
    waiting = waiting.slice(part.length);
    const free = part.filter((action) => !isBlocked(ledger, action));
    const removals = new Map(free.map((action) => [removalFor(action), action]));
    const gone = await removeUsers(context, ledger, [...removals.keys()]);
    const again: ActionOf<"reimport">[] = [];
    for (const [removal, action] of removals) {
      if (gone.has(removal)) again.push(action);
      else ledger.fail(failureFromConflict({ ...action, with: [action.live], reason: { kind: "mark-lost" } }));
    }
    await importUsers(context, ledger, again);
    if (!part.some(({ ref }) => ledger.hasFailed(ref))) {
      reimports.cameBack();
      continue;
    }
    for (const { ref, user } of waiting) {
      ledger.fail(
        failureFromService(ref, user, "not begun, because the re-import before it failed", { code: "NotBegun" }),
      );
    }
    return;
  }
}

function removalFor({ ref, live, user }: ActionOf<"reimport">): ActionOf<"delete"> {
  return { kind: "delete", recorded: { ref, id: live.id, origin: "created", inForce: valuesInForce(user) }, live };
}
