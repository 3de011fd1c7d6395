import { REQUEST_TOO_LARGE } from "../../../ciam/errors/catalogue/meanings";
import { halves, importItems, inBatches, type ImportItem, type Sent } from "./batches";
import { confirm, recordPresent } from "./confirm";
import type { RunContext } from "../run";
import { failureFromService } from "../../messages/failures";
import type { Ledger } from "../ledger";
import { submit } from "./submit";
import { count } from "../../../text/format";

/**
 * Imports users by jobs and records each user's UserId, or the reason why it has none. The first job goes out alone and
 * is read back before the next: the service does not document how it treats duplicates and marks, so a surprise should
 * hit one batch, not all of them.
 */
export async function importUsers(
  context: RunContext,
  ledger: Ledger,
  actions: readonly ImportItem["action"][],
): Promise<void> {
  await new ImportQueue(context, ledger, actions).work();
}

class ImportQueue {
  private readonly queue: ImportItem[][];
  private readonly total: number;
  private submitted = 0;
  /** Users whose job has ended, not yet looked up. */
  private sent: Sent[] = [];
  /** Users whose job has an unknown end. */
  private readonly underWay = new Set<ImportItem>();
  private isStopped = false;

  constructor(
    private readonly context: RunContext,
    private readonly ledger: Ledger,
    actions: readonly ImportItem["action"][],
  ) {
    this.queue = inBatches(importItems(actions, context.mark), context.batch);
    this.total = actions.length;
  }

  async work(): Promise<void> {
    try {
      while (this.queue.length > 0 && this.sent.length === 0) await this.sendNext();
      await this.confirmSent();
      const workers = Array.from({ length: this.context.batch.parallel }, () => this.sendAll());
      const failed = (await Promise.allSettled(workers)).find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
      await this.confirmSent();
    } catch (error) {
      // Records the users who have arrived, so that a destroy finds them; the error that ended the run is the one to
      // report.
      const open = [...this.sent.map(({ item }) => item), ...this.underWay];
      await recordPresent(this.context, this.ledger, open).catch(() => undefined);
      throw error;
    }
  }

  private async confirmSent(): Promise<void> {
    const sent = this.sent;
    if (sent.length === 0) return;
    await confirm(this.context, this.ledger, sent);
    this.sent = [];
  }

  private async sendAll(): Promise<void> {
    try {
      while (this.queue.length > 0 && !this.isStopped) await this.sendNext();
    } catch (error) {
      this.isStopped = true;
      throw error;
    }
  }

  private async sendNext(): Promise<void> {
    const batch = this.queue.shift() ?? [];
    for (const item of batch) this.underWay.add(item);
    const before = this.submitted;
    this.submitted += batch.length;
    const outcome = await submit(this.context, this.ledger, batch, part(before, batch.length, this.total));
    for (const item of batch) this.underWay.delete(item);
    for (const one of outcome.sent) this.sent.push(one);
    this.submitted -= outcome.tooLarge.length;
    if (outcome.tooLarge.length > 1) this.queue.unshift(...halves(outcome.tooLarge));
    else for (const item of outcome.tooLarge) recordTooLarge(this.ledger, item);
  }
}

/** The users that a job brings: `users 2001 to 4000 of 10000`. */
function part(before: number, here: number, all: number): string {
  if (here === all) return count(all, "user");
  return `users ${String(before + 1)} to ${String(before + here)} of ${String(all)}`;
}

function recordTooLarge(ledger: Ledger, { action: { ref, user } }: ImportItem): void {
  const said = "the user alone is larger than CIAM takes in one request";
  ledger.fail(failureFromService(ref, user, said, { code: REQUEST_TOO_LARGE }));
}
