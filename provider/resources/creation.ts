import { AmbiguousError, CiamError, UsageError } from "../../ciam/errors";
import { isNameTaken } from "../../ciam/errors/catalogue/meanings";
import { RunStopped } from "../messages/errors";
import { sentence } from "../messages/sentence";
import type { Calls, Reporter } from "../reconcile/run";

/** The service may keep times to the second. */
const ROUNDING_MS = 1_000;

/** A store or a group of the name that is to be created. */
interface Namesake {
  readonly id: string;
  /** By the service's clock. */
  readonly created: number | null | undefined;
}

/** Something whose name is unique, as it is to be created. */
export interface Creation {
  readonly calls: Calls;
  /** "user group". */
  readonly kind: string;
  /** What to do about a name that is taken. */
  readonly remedy: string;
  readonly adoptExisting: boolean;
  readonly look: () => Promise<readonly Namesake[]>;
  readonly create: () => Promise<string>;
}

export interface Created {
  readonly id: string;
  /** Whether it was there before. */
  readonly adopted: boolean;
}

/**
 * Creates it, or takes over what has its name, where the program asks for that: it may be another program's. A creation
 * whose reply was lost is found again by its name, if nothing but this call can have made what has the name now.
 *
 * @param isHeld whether another resource of the program has it
 */
export async function createOrAdopt(
  { calls, kind, remedy, adoptExisting, look, create }: Creation,
  isHeld: (id: string) => boolean,
): Promise<Created> {
  const before = new Set((await look()).map(({ id }) => id));
  // The look has told the service's time.
  const sentAt = calls.serviceNow();
  try {
    return { id: await create(), adopted: false };
  } catch (error) {
    const isLost = error instanceof AmbiguousError;
    if (!isLost && !(isNameTaken(error) && adoptExisting)) throw error;
    const [found, ...more] = await look();
    if (!found || more.length > 0) throw error;
    const { id, created } = found;
    const isDated = typeof created === "number" && created > 0;
    const isOld = before.has(id) || isHeld(id) || (isDated && created < sentAt - ROUNDING_MS);
    if (isLost && isDated && !isOld) return { id, adopted: false };
    if (adoptExisting) return { id, adopted: true };
    const lost = `the reply to the creation of the ${kind} was lost`;
    if (isOld) throw new UsageError(`${lost}, and one of its name (${id}) was there before: ${remedy}`);
    throw new RunStopped(
      `${lost}. There is one of its name now (${id}), and no date that tells whether this run has made it, so it was not taken over. ` +
        `Look at it in the console: set adoptExisting: true, which takes it over and never deletes it, or delete it there, and run \`pulumi up\` again`,
    );
  }
}

/** Says in a preview that asks the service whether the name is taken. */
export async function foretell(
  { kind, remedy, adoptExisting, look }: Creation,
  reporter: Pick<Reporter, "info" | "warn">,
): Promise<void> {
  try {
    const [found] = await look();
    if (!found) return;
    const taken = `a ${kind} of this name (${found.id}) exists already`;
    if (adoptExisting) reporter.info(`${taken}: it is taken over, and never deleted. Otherwise, ${remedy}`);
    else reporter.warn(`${taken}, so it would not be created: ${remedy}`);
  } catch (error) {
    if (!(error instanceof CiamError)) throw error;
    reporter.warn(`the service could not be asked: ${sentence(error)}`);
  }
}
