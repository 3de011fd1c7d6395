/** The result of one check of the doctor. */
export interface Checked {
  /** The subject, as a heading. */
  readonly name: string;
  /** The result, in half a sentence. */
  readonly verdict: string;
  /** The problems, a sentence each; none if all is well. */
  readonly findings: readonly string[];
  /** The remedy for the findings. */
  readonly remedy: string;
}
