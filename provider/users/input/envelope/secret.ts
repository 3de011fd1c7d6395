/** A value that has to be encrypted in the state and hidden on the screen. The front end knows how its engine is told. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** The same value with what is inside each secret in its place. What holds no secret is not copied. */
export function revealed(value: unknown): unknown {
  if (value instanceof Secret) return revealed(value.value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const plain = revealed(member);
    if (plain !== member) (copy ??= { ...value })[name] = plain;
  }
  return copy ?? value;
}
