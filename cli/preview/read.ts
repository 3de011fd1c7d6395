import { z } from "zod";
import { fromSecret, SECRET_SIGN, UNKNOWN_SIGN } from "../../provider/engine/values";
import { parseUrn } from "../../provider/planDocument/urn";
import { HIDDEN } from "../../provider/users/input/envelope/open";
import { UNKNOWN } from "../../provider/users/input/envelope/unknown";
import { isObject } from "../../text/values";
import type { Diagnostic, Inputs, Preview, Step } from "./preview";
import { splitJson } from "./splitJson";

const properties = z.record(z.string(), z.unknown());
const state = z.object({ inputs: properties.optional(), retainOnDelete: z.boolean().optional() }).nullish();
const detailedDiff = z.record(z.string(), z.unknown()).nullish();
const diagnostic = z.object({ urn: z.string().optional(), severity: z.string(), message: z.string() });

/** `pulumi preview --json`. */
const digest = z.object({
  steps: z
    .array(z.object({ op: z.string(), urn: z.string(), oldState: state, newState: state, detailedDiff }))
    .nullish(),
  diagnostics: z.array(diagnostic).nullish(),
  changeSummary: properties.nullish(),
});

const stepEvent = z.object({
  metadata: z.object({ op: z.string(), urn: z.string(), old: state, new: state, detailedDiff }),
});

/** A line of the streaming form and of an event log. */
const event = z.object({
  sequence: z.number(),
  preludeEvent: z.unknown().optional(),
  resourcePreEvent: stepEvent.optional(),
  resOutputsEvent: stepEvent.optional(),
  diagnosticEvent: diagnostic.optional(),
});
type Event = z.output<typeof event>;

/** The text is no preview. The message holds nothing of the text. */
export class NotAPreview extends Error {}

/**
 * Reads the previews in a text: the document of `pulumi preview --json`, its streaming form, an event log, or several of
 * them on end.
 */
export function readPreviews(text: string): Preview[] {
  const previews: Preview[] = [];
  let events: Event[] = [];
  const endOfEvents = (): void => {
    if (events.length > 0) previews.push(fromEvents(events));
    events = [];
  };
  for (const value of values(text)) {
    const line = event.safeParse(value);
    if (line.success) {
      // Each run of the CLI counts from the beginning.
      if (line.data.preludeEvent !== undefined) endOfEvents();
      events.push(line.data);
      continue;
    }
    endOfEvents();
    const document = digest.safeParse(value);
    if (!document.success || !isObject(value) || !("steps" in value || "changeSummary" in value))
      throw new NotAPreview();
    previews.push(fromDigest(document.data));
  }
  endOfEvents();
  if (previews.length === 0) throw new NotAPreview();
  return previews;
}

function values(text: string): unknown[] {
  try {
    return splitJson(text);
  } catch (error) {
    throw new NotAPreview(error instanceof SyntaxError ? error.message : "");
  }
}

function fromDigest({ steps, diagnostics }: z.output<typeof digest>): Preview {
  const told = (steps ?? []).map(({ op, urn, oldState, newState, detailedDiff }) =>
    stepOf(op, urn, oldState, newState, detailedDiff),
  );
  return {
    steps: isRefresh(told)
      ? told.map((step) => ({ ...step, op: "refresh" }))
      : told.map((step, at) => seen(step, told, at)),
    diagnostics: withoutDebugging(diagnostics ?? []),
  };
}

/** The document of `pulumi refresh` calls what it found updates; only of the stack itself it says that it was refreshed. */
function isRefresh(steps: readonly Step[]): boolean {
  const stacks = steps.filter(({ urn }) => parseUrn(urn).type === "pulumi:pulumi:Stack");
  return stacks.length > 0 && stacks.every(({ op }) => op === "refresh");
}

/** The step with what a refresh found. Its document has what was recorded; the next step begins with what was found. */
function seen(step: Step, steps: readonly Step[], at: number): Step {
  if (step.op !== "refresh") return step;
  const next = steps.slice(at + 1).find(({ urn }) => urn === step.urn);
  return next?.before ? { ...step, now: next.before } : step;
}

function fromEvents(events: readonly Event[]): Preview {
  const refreshing = new Set<string>();
  const steps: Step[] = [];
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const before = resourcePreEvent?.metadata;
    if (before?.op === "refresh") refreshing.add(before.urn);
    else if (before) steps.push(stepOf(before.op, before.urn, before.old, before.new, before.detailedDiff));
    const after = resOutputsEvent?.metadata;
    // What a refresh found is told when it ends.
    if (after && refreshing.delete(after.urn))
      steps.push(stepOf("refresh", after.urn, after.old, after.new, after.detailedDiff));
  }
  return { steps, diagnostics: withoutDebugging(events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])) };
}

type State = z.output<typeof state>;

function stepOf(op: string, urn: string, old: State, now: State, diff: z.output<typeof detailedDiff>): Step {
  return {
    op,
    urn,
    before: inputsOf(old),
    now: inputsOf(now),
    changedPaths: diff ? Object.keys(diff) : undefined,
    retained: old?.retainOnDelete === true,
  };
}

/** Without what the front end has put beside the inputs of a program. */
function inputsOf(state: State): Inputs | undefined {
  return (
    state?.inputs &&
    Object.fromEntries(Object.entries(membersTold(state.inputs)).filter(([name]) => !name.startsWith("__")))
  );
}

/** A document has the engine's signs for unknowns and secrets, and with `--show-secrets` the secrets themselves: here they end. */
function told(value: unknown): unknown {
  if (value === UNKNOWN_SIGN) return UNKNOWN;
  if (value === SECRET_SIGN) return HIDDEN;
  if (Array.isArray(value)) return value.map(told);
  if (!isObject(value)) return value;
  return fromSecret(value) ? HIDDEN : membersTold(value);
}

function membersTold(object: Inputs): Inputs {
  return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, told(member)]));
}

function withoutDebugging(diagnostics: readonly z.output<typeof diagnostic>[]): Diagnostic[] {
  return diagnostics
    .filter(({ severity }) => severity !== "debug")
    .map(({ urn, severity, message }) => ({ urn, severity, message: message.trim() }));
}
