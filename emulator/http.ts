import type { IncomingMessage, ServerResponse } from "node:http";
import { answerAdmin } from "./admin";
import { readBody } from "./body";
import type { FaultRule } from "./faults";
import type { Answer, Extent } from "./gateway";
import { isTrustedHost } from "./hosts";
import { misbehave } from "./mischief";
import { plain } from "./replies";
import type { Service } from "./service";

const ADMIN = "/_emulator";

/** Answers what comes in by HTTP: the API at `/`, the emulator's own questions under `/_emulator`. */
export async function answer(
  service: Service,
  boundHost: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A page in a browser could name this machine by a name of its own and so speak to it; the Host header tells.
  if (!isTrustedHost(request.headers.host, boundHost)) {
    plain(response, 403, "this emulator answers only to the name it was started with");
    return;
  }
  const { pathname } = new URL(request.url ?? "/", "http://emulator");
  if (pathname === ADMIN || pathname.startsWith(`${ADMIN}/`)) {
    await answerAdmin(service, request, response, pathname.slice(ADMIN.length));
  } else if (pathname !== "/") {
    plain(response, 404, "the API is at /, the emulator's own questions are under /_emulator");
  } else if (request.method === "POST") {
    await answerCall(service, request, response);
  } else if (request.method === "GET" && request.headers["x-tc-action"] === undefined) {
    plain(response, 200, "ciam-emulator is running. The API takes POST requests here; see also /_emulator/health.");
  } else {
    send(
      service,
      response,
      refused("UnsupportedProtocol", "this emulator takes POST requests with TC3-HMAC-SHA256 only"),
    );
  }
}

async function answerCall(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { journal, clock, faults, gateway } = service;
  const body = await readBody(request, service.config.bodyLimit);
  const action = String(request.headers["x-tc-action"] ?? "");
  const call = { headers: request.headers, body };
  const fault = faults.pick(action);
  const note = (answered: Answer | undefined): void => {
    const outcome = [answered?.outcome, fault && `fault: ${fault.effect}`]
      .filter((part) => part !== undefined)
      .join(", ");
    journal.add({
      action,
      outcome,
      at: clock.now(),
      ...(answered?.users === undefined ? {} : { users: answered.users }),
    });
  };
  const executed = isExecuted(fault) ? gateway.answer(call, extentOf(fault)) : undefined;
  note(executed);
  const text = textOf(service, executed ?? refused(fault?.code ?? "InternalError"));
  if (fault) await misbehave(response, fault, text, { service, reply: json });
  else json(service, response, text);
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

function refused(Code: string, Message = "the emulator was told to fail here"): Answer {
  return { response: { Error: { Code, Message } }, outcome: Code };
}

function send(service: Service, response: ServerResponse, answered: Answer): void {
  json(service, response, textOf(service, answered));
}

function textOf({ random }: Service, { response }: Answer): string {
  return JSON.stringify({ Response: { ...response, RequestId: random.uuid() } });
}

function json({ clock }: Service, response: ServerResponse, text: string): void {
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    // Clients learn from it how far their clock is off.
    Date: new Date(clock.wall()).toUTCString(),
  });
  response.end(text);
}
