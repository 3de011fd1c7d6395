/** The owner in every scenario, without the lineage that its first `create` draws. */
export const OWNER = "shop/dev/staff";

const MARKS = {
  created: /^pulumi:shop\/dev\/staff#[0-9a-f]{12}$/,
  adopted: /^pulumi-adopted:shop\/dev\/staff#[0-9a-f]{12}$/,
} as const;

interface Marked {
  readonly IndexedAttribute5?: string | null | undefined;
}

/** True if the user has the mark of the scenarios' owner, of any lineage. */
export function isMarked(user: Marked): boolean {
  return isMarkedAs(user, "created") || isMarkedAs(user, "adopted");
}

export function isMarkedAs({ IndexedAttribute5 }: Marked, origin: keyof typeof MARKS): boolean {
  return MARKS[origin].test(IndexedAttribute5 ?? "");
}

/** A broken promise of the walk. */
export class Violation extends Error {
  override readonly name = "Violation";
}
