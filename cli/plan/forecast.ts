import type { Diagnostic } from "../preview/preview";

/** What the provider itself said in the preview: it knows the record and the secret fields, which no document shows. */
export interface Forecast {
  readonly line: string;
  readonly conflicts: number;
}

const FORECAST = /^(?:info: )?plan against last known state[^:]*: (.*)$/m;
const CONFLICTS = /(?<!\d)(\d+) in conflict/;

/** Of the resource with this URN; nothing when the provider had nothing to say. */
export function forecastOf(urn: string, diagnostics: readonly Diagnostic[]): Forecast | undefined {
  for (const diagnostic of diagnostics) {
    const line = diagnostic.urn === urn ? FORECAST.exec(diagnostic.message)?.[1] : undefined;
    if (line !== undefined) return { line, conflicts: Number(CONFLICTS.exec(line)?.[1] ?? 0) };
  }
  return undefined;
}
