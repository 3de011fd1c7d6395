import { USER_IMPORT_JOB } from "../../../cli/preview/urn";

/** One resource in a preview. */
export interface StepOptions {
  readonly op?: string;
  readonly name?: string;
  readonly stack?: string;
  readonly type?: string;
  readonly before?: unknown;
  readonly now?: unknown;
  /** More inputs of the resource. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** The same before the change; default: no others. */
  readonly argsBefore?: Readonly<Record<string, unknown>>;
  /** The paths that the engine found changed; none: it did not compare. */
  readonly changed?: readonly string[];
  readonly retainOnDelete?: boolean;
}

interface DiagnosticOptions {
  readonly severity: string;
  readonly message: string;
  /** Default: the UserImportJob `staff` of the stack `dev`. */
  readonly urn?: string;
}

export interface PreviewOptions {
  readonly steps?: readonly StepOptions[];
  readonly diagnostics?: readonly DiagnosticOptions[];
}

export const SIGNED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

export function urnOf({ name = "staff", stack = "dev", type = USER_IMPORT_JOB }: StepOptions = {}): string {
  return `urn:pulumi:${stack}::shop::${type}::${name}`;
}

function stateOf(sets: unknown, { args = {}, retainOnDelete }: StepOptions): object | undefined {
  if (sets === undefined) return undefined;
  return { inputs: { userStoreId: "0123456789abcdef0123456789abcdef", userSets: sets, ...args }, retainOnDelete };
}

function before(step: StepOptions): StepOptions {
  return { ...step, args: step.argsBefore ?? step.args ?? {} };
}

function opOf({ op, before, now }: StepOptions): string {
  return op ?? (before === undefined ? "create" : now === undefined ? "delete" : "update");
}

/** In the form of `pulumi preview --json`. */
export function digest({ steps = [], diagnostics = [] }: PreviewOptions): string {
  const document = {
    config: {},
    steps: steps.map((step) => ({
      op: opOf(step),
      urn: urnOf(step),
      oldState: stateOf(step.before, before(step)),
      newState: stateOf(step.now, step),
      detailedDiff: step.changed ? Object.fromEntries(step.changed.map((path) => [path, { kind: "update" }])) : null,
    })),
    diagnostics: diagnostics.map(({ urn = urnOf(), ...rest }) => ({ urn, ...rest })),
    changeSummary: {},
  };
  return JSON.stringify(document, undefined, 4);
}

/** The same as events: the streaming form of a preview, and an event log. */
export function events({ steps = [], diagnostics = [] }: PreviewOptions): string {
  const told = [
    { preludeEvent: { config: {} } },
    ...steps.map((step) => ({
      resourcePreEvent: {
        metadata: {
          op: opOf(step),
          urn: urnOf(step),
          old: signed(stateOf(step.before, before(step))) ?? null,
          new: signed(stateOf(step.now, step)) ?? null,
          detailedDiff: step.changed
            ? Object.fromEntries(step.changed.map((path) => [path, { diffKind: "update" }]))
            : null,
        },
        planning: true,
      },
    })),
    ...diagnostics.map(({ urn = urnOf(), ...rest }) => ({ diagnosticEvent: { urn, ...rest } })),
    { summaryEvent: { isPreview: true } },
  ];
  return told.map((event, sequence) => JSON.stringify({ sequence, timestamp: 1, ...event })).join("\n");
}

/** Events mark a secret where the digest writes `[secret]`. */
function signed(value: unknown): unknown {
  if (value === "[secret]") return { ...SIGNED, ciphertext: "[secret]" };
  if (Array.isArray(value)) return value.map(signed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, signed(member)]));
}
