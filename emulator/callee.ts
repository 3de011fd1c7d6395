import type { FaultRule } from "./faults";
import type { Answer, Call, Extent } from "./gateway";
import type { Service } from "./service";

/** What becomes of a call: the reply as it would be sent, and the fault that is to spoil it. */
export interface Answered {
  readonly text: string;
  readonly fault: FaultRule | undefined;
}

/** Carries out one call, as far as the faults let it, and notes it in the journal. Whoever speaks for the service sends the reply. */
export function answerTo(service: Service, action: string, call: Call): Answered {
  const { journal, clock, faults, gateway } = service;
  const fault = faults.pick(action);
  const executed = isExecuted(fault) ? gateway.answer(call, extentOf(fault)) : undefined;
  const outcome = [executed?.outcome, fault && `fault: ${fault.effect}`]
    .filter((part) => part !== undefined)
    .join(", ");
  const users = executed?.users === undefined ? {} : { users: executed.users };
  journal.add({ action, outcome, at: clock.now(), ...users });
  return { text: replyText(service, executed ?? refusal(fault?.code ?? "InternalError")), fault };
}

export function refusal(Code: string, Message = "the emulator was told to fail here"): Answer {
  return { response: { Error: { Code, Message } }, outcome: Code };
}

export function replyText({ random }: Service, { response }: Answer): string {
  return JSON.stringify({ Response: { ...response, RequestId: random.uuid() } });
}

/** A fault that strikes before leaves the call undone; slowness and a doomed job do not keep it from being done. */
function isExecuted(fault: FaultRule | undefined): boolean {
  return fault?.when !== "before" || fault.effect === "slow" || fault.effect === "job";
}

function extentOf(fault: FaultRule | undefined): Extent {
  return {
    upTo: fault?.when === "mid" ? "half" : "all",
    jobBreaksAt: fault?.effect === "job" ? fault.breaksAt : undefined,
  };
}
