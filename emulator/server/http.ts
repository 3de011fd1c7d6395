import type { IncomingMessage, ServerResponse } from "node:http";
import { refusalOfCaller, type Access } from "./access";
import { answerAdmin } from "../admin/admin";
import { readBody } from "./body";
import { callIn, isCall, type Received } from "../gateway/call";
import { answerTo, refusal, replyText } from "../gateway/callee";
import type { Answer } from "../gateway/gateway";
import { misbehave } from "../faults/mischief";
import { answerPage } from "../admin/page/answer";
import { plain } from "./replies";
import type { Service } from "../service/service";

const ADMIN = "/_emulator";

/** Answers HTTP requests: the API at `/`, questions to the emulator itself under `/_emulator`. */
export async function answer(
  service: Service,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refused = refusalOfCaller(request.headers, access);
  if (refused !== undefined) {
    plain(response, 403, refused);
    return;
  }
  const { pathname } = new URL(request.url ?? "/", "http://emulator");
  const asked = { headers: request.headers, query: queryOf(request) };
  if (pathname === ADMIN || pathname.startsWith(`${ADMIN}/`)) {
    await answerAdmin(service, access, request, response, pathname.slice(ADMIN.length));
  } else if (pathname !== "/") {
    plain(response, 404, "the API is at /, the emulator's own questions are under /_emulator");
  } else if (request.method === "POST") {
    const body = await readBody(request, service.config.bodyLimit);
    await answerCall(service, response, { method: "POST", ...asked, body });
  } else if (request.method === "GET" && isCall(asked)) {
    await answerCall(service, response, { method: "GET", ...asked, body: Buffer.alloc(0) });
  } else if (request.method === "GET") {
    answerPage(service, access, request, response);
  } else {
    const said = "this emulator takes POST and GET requests only";
    send(service, response, refusal("UnsupportedProtocol", said));
  }
}

/** As sent: parsing a URL may rewrite the query, and it is signed. */
function queryOf({ url = "" }: IncomingMessage): string {
  return /\?(.*)$/s.exec(url)?.[1] ?? "";
}

async function answerCall(service: Service, response: ServerResponse, received: Received): Promise<void> {
  const call = callIn(received);
  const { text, fault } = answerTo(service, String(call.headers["x-tc-action"] ?? ""), call);
  if (fault) await misbehave(response, fault, text, { service, reply: json });
  else json(service, response, text);
}

function send(service: Service, response: ServerResponse, answered: Answer): void {
  json(service, response, replyText(service, answered));
}

function json({ clock }: Service, response: ServerResponse, text: string, skewMs = 0): void {
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    // Clients learn from it how far their clock is off, and how old the answer's content is.
    Date: new Date(clock.told() + skewMs).toUTCString(),
  });
  response.end(text);
}
