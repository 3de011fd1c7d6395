/** What the doctor found out about one thing. */
export interface Checked {
  /** What was looked at, as a heading. */
  readonly name: string;
  /** What came out, in half a sentence. */
  readonly verdict: string;
  /** What is wrong, a sentence each; none where all is well. */
  readonly findings: readonly string[];
  /** What to do about the findings. */
  readonly remedy: string;
}
