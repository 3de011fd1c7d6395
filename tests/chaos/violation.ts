/** The owner in every scenario, and its mark on whom it made and on whom it adopted. */
export const OWNER = "shop/dev/staff#00000000";
export const MARK = `pulumi:${OWNER}`;
export const ADOPTED_MARK = `pulumi-adopted:${OWNER}`;

export function isMarked({ IndexedAttribute5 }: { readonly IndexedAttribute5?: string | null | undefined }): boolean {
  return IndexedAttribute5 === MARK || IndexedAttribute5 === ADOPTED_MARK;
}

/** A promise of the walk that was not kept. */
export class Violation extends Error {
  override readonly name = "Violation";
}
