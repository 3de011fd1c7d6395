import { count } from "../../text/format";
import type { FileFinding } from "./findings";
import type { NotTaken } from "../rows/row";
import { isShowable } from "../titles/showable";

/** Counts what a preset leaves out, so that nothing is left behind without a word. */
export class Account {
  private readonly out = new Map<string, number>();
  private readonly dropped = new Map<string, NotTaken & { users: number }>();

  leaveOut({ title, why }: { title: string; why: string }): void {
    const reason = `by ${shown(title)}, which tells who ${why}`;
    this.out.set(reason, (this.out.get(reason) ?? 0) + 1);
  }

  drop(each: NotTaken): void {
    const id = `${each.title} ${each.why}`;
    const before = this.dropped.get(id);
    if (before) before.users++;
    else this.dropped.set(id, { ...each, users: 1 });
  }

  /** The number of users that were left out. */
  get leftOut(): number {
    return [...this.out.values()].reduce((sum, users) => sum + users, 0);
  }

  notes(): FileFinding[] {
    const all = [...this.dropped.values()];
    const reasons = new Map<string, string[]>();
    for (const { title, why, users } of all.filter(({ isHash }) => !isHash))
      reasons.set(why, [...(reasons.get(why) ?? []), `${shown(title)} of ${count(users, "user")}`]);
    return [
      ...[...this.out].map(([reason, users]) => ({ rule: `${count(users, "user")} left out ${reason}` })),
      ...all
        .filter(({ isHash }) => isHash)
        .map(({ title, why, users }) => ({
          rule: `the password of ${count(users, "user")} is left behind: ${shown(title)} ${why}`,
        })),
      ...[...reasons].map(([why, titles]) => ({ rule: `left behind: ${titles.join(", ")}: ${why}` })),
    ];
  }
}

function shown(title: string): string {
  return isShowable(title) ? JSON.stringify(title) : "a column";
}
