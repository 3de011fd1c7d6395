import { SKEW_MS, type FaultRule } from "../faults/faultRules";
import type { Call } from "./call";
import type { Answer, Extent } from "./gateway";
import type { Service } from "../service/service";

/** The result of a call: the reply, and the fault that is to spoil it. */
export interface Answered {
  readonly text: string;
  readonly fault: FaultRule | undefined;
}

/** Carries out one call, as far as the faults allow, and notes it in the journal. The caller sends the reply. */
export function answerTo(service: Service, action: string, call: Call): Answered {
  const { journal, clock, faults, gateway } = service;
  const fault = faults.pick(action, () => payloadOf(call));
  const executed = isExecuted(fault) ? gateway.answer(call, extentOf(fault)) : undefined;
  const outcome = [executed?.outcome, fault && `fault: ${fault.effect}`]
    .filter((part) => part !== undefined)
    .join(", ");
  const users = executed?.users === undefined ? {} : { users: executed.users };
  journal.add({ action, outcome, at: clock.now(), ...users });
  const answer = executed ?? refusal(fault?.code ?? "InternalError");
  return { text: replyText(service, fault?.effect === "forget" ? forgotten(answer) : answer), fault };
}

export function refusal(Code: string, Message = "the emulator was told to fail here"): Answer {
  return { response: { Error: { Code, Message } }, outcome: Code };
}

export function replyText({ random }: Service, { response }: Answer): string {
  return JSON.stringify({ Response: { ...response, RequestId: random.uuid() } });
}

/** The error of the gateway's clock under this fault. */
export function skewOf(fault: FaultRule | undefined): number {
  return fault?.effect === "skew" ? (fault.skewMs ?? SKEW_MS) : 0;
}

const SPARED: ReadonlySet<string> = new Set(["slow", "drip", "job", "forget", "skew"] satisfies FaultRule["effect"][]);

/** A fault that strikes before execution prevents the call; one that only delays or alters the reply does not. */
function isExecuted(fault: FaultRule | undefined): boolean {
  return fault?.when !== "before" || SPARED.has(fault.effect);
}

function extentOf(fault: FaultRule | undefined): Extent {
  return {
    upTo: fault?.when === "mid" ? "half" : "all",
    jobBreaksAt: fault?.effect === "job" ? fault.breaksAt : undefined,
    skewMs: skewOf(fault),
  };
}

/** The same answer with empty lists. */
function forgotten({ response, ...rest }: Answer): Answer {
  const emptied = Object.entries(response).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? [] : value,
  ]);
  return { ...rest, response: Object.fromEntries(emptied) as object };
}

function payloadOf({ body }: Call): unknown {
  try {
    return typeof body === "string" ? undefined : JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
