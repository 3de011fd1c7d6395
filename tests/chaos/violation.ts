/** The owner in every scenario, and its mark. */
export const OWNER = "shop/dev/staff#00000000";
export const MARK = `pulumi:${OWNER}`;

/** A promise of the walk that was not kept. */
export class Violation extends Error {
  override readonly name = "Violation";
}
