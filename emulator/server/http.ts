import type { IncomingMessage, ServerResponse } from "node:http";
import { refusalOfCaller, type Access } from "./access";
import { answerAdmin } from "../admin/admin";
import { readBody } from "./body";
import { answerTo, refusal, replyText } from "../gateway/callee";
import type { Answer, Call } from "../gateway/gateway";
import { misbehave } from "../faults/mischief";
import { answerPage } from "../admin/page/answer";
import { bodyOfQuery, LONGEST_QUERY } from "../gateway/query";
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
  const isCall = request.headers["x-tc-action"] !== undefined;
  if (pathname === ADMIN || pathname.startsWith(`${ADMIN}/`)) {
    await answerAdmin(service, access, request, response, pathname.slice(ADMIN.length));
  } else if (pathname !== "/") {
    plain(response, 404, "the API is at /, the emulator's own questions are under /_emulator");
  } else if (request.method === "POST") {
    await answerCall(service, request, response);
  } else if (request.method === "GET" && isCall) {
    await answerQuery(service, request, response);
  } else if (request.method === "GET") {
    answerPage(service, access, request, response);
  } else {
    const said = "this emulator takes POST and GET requests with TC3-HMAC-SHA256 only";
    send(service, response, refusal("UnsupportedProtocol", said));
  }
}

async function answerCall(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, service.config.bodyLimit);
  await carryOut(service, request, response, { headers: request.headers, body });
}

async function answerQuery(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // As sent: parsing a URL may rewrite the query, and it is signed.
  const query = /\?(.*)$/s.exec(request.url ?? "")?.[1] ?? "";
  const body = query.length > LONGEST_QUERY ? "too-large" : bodyOfQuery(actionOf(request), query);
  await carryOut(service, request, response, { headers: request.headers, body, query });
}

function actionOf({ headers }: IncomingMessage): string {
  return String(headers["x-tc-action"] ?? "");
}

async function carryOut(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  call: Call,
): Promise<void> {
  const { text, fault } = answerTo(service, actionOf(request), call);
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
