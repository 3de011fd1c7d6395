/** Properties of a resource as a document of the CLI has them, with `HIDDEN` for every secret. */
export type Inputs = Readonly<Record<string, unknown>>;

/** One resource in a preview. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly before: Inputs | undefined;
  readonly now: Inputs | undefined;
  /** The paths that the engine found changed; nothing when it did not compare. */
  readonly changedPaths: readonly string[] | undefined;
  /** True if the resource is only taken out of the state, and left alone where it is. */
  readonly retained: boolean;
}

export interface Diagnostic {
  readonly urn: string | undefined;
  readonly severity: string;
  readonly message: string;
}

/** One preview of one stack, from whichever kind of document. */
export interface Preview {
  readonly steps: readonly Step[];
  /** Without those meant for debugging: there the SDK tells secrets. */
  readonly diagnostics: readonly Diagnostic[];
}
