/**
 * True for the fingerprints of one credential; null stands for none. A packed record keeps just the beginning of a
 * fingerprint.
 */
export function isSameCredential(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return one.startsWith(other) || other.startsWith(one);
}
