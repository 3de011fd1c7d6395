import { hasEnded, type CiamJob } from "../../../ciam/actions";

/** The times of a question and its answer; what the answer tells was so at some moment between. */
export interface Moment {
  readonly asked: number;
  readonly answered: number;
}

/** The entry for one job in a list of jobs. */
export interface Look extends Moment {
  /** Undefined where the list lacked it. */
  readonly status: string | undefined;
}

/** One job of the doctor's, as it was seen. */
export interface JobStory {
  readonly id: string;
  readonly users: number;
  readonly taken: Moment;
  readonly looks: readonly Look[];
  /** As it was listed when it had ended. */
  readonly end: CiamJob | undefined;
}

/** All that was seen of the doctor's jobs: each list of jobs tells about each of them. */
export class JobLog {
  readonly #stories = new Map<string, { users: number; taken: Moment; looks: Look[]; end: CiamJob | undefined }>();

  add(id: string, users: number, taken: Moment): void {
    this.#stories.set(id, { users, taken, looks: [], end: undefined });
  }

  see(listed: readonly CiamJob[], moment: Moment): void {
    for (const [id, story] of this.#stories) {
      const job = listed.find(({ Id }) => Id === id);
      story.looks.push({ ...moment, status: job?.Status });
      if (job && hasEnded(job)) story.end = job;
    }
  }

  get stories(): JobStory[] {
    return [...this.#stories].map(([id, story]) => ({ id, ...story, looks: [...story.looks] }));
  }

  story(id: string): JobStory | undefined {
    return this.stories.find((story) => story.id === id);
  }
}

/** True if a job was seen at its end, or was listed and no longer is. */
export function isOver({ end, looks }: JobStory): boolean {
  if (end) return true;
  return looks.some(({ status }) => status !== undefined) && looks.at(-1)?.status === undefined;
}

/** True if nobody of the job comes any more. */
export function hasRefusedAll({ end, users }: JobStory): boolean {
  return Math.max(end?.FailedUsers?.length ?? 0, end?.ErrorDetails?.length ?? 0) >= users;
}
