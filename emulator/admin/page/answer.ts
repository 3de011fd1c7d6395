import type { IncomingMessage, ServerResponse } from "node:http";
import { isToken, refusalOfAdmin, tokenCookie, type Access } from "../../server/access";
import { readBody } from "../../server/body";
import { advanceJob } from "../../jobs/jobs";
import { isPreset } from "../../faults/presets";
import { reply } from "../../server/replies";
import type { Service } from "../../service/service";
import { page, signInPage } from "./render";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { viewOf } from "./view";

const FORM_LIMIT = 64 * 1024;

/** Nothing from other origins, nothing inline, no framing. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The page for people at `/`. */
export function answerPage(service: Service, access: Access, request: IncomingMessage, response: ServerResponse): void {
  const isRefused = refusalOfAdmin(request.headers, access) !== undefined;
  send(response, isRefused ? signInPage(false) : page(viewOf(service)));
}

/** The parts of the page that are no question: its style, its script, and its forms. */
export async function answerPagePart(
  service: Service,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<boolean> {
  const asked = `${request.method ?? ""} ${path}`;
  if (asked === "GET /page.css") reply(response, 200, "text/css; charset=utf-8", STYLE);
  else if (asked === "GET /page.js") reply(response, 200, "text/javascript; charset=utf-8", SCRIPT);
  else if (asked === "POST /page") await answerForm(service, access, request, response);
  else return false;
  return true;
}

async function answerForm(
  service: Service,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, FORM_LIMIT);
  const form = new URLSearchParams(body === "too-large" ? "" : body.toString("utf8"));
  const { adminToken } = access;
  if (form.get("do") === "sign-in" && adminToken !== undefined) {
    if (isToken(form.get("token") ?? "", adminToken)) goBack(response, { "Set-Cookie": tokenCookie(adminToken) });
    else send(response, signInPage(true), 403);
    return;
  }
  if (refusalOfAdmin(request.headers, access) !== undefined) {
    send(response, signInPage(false), 403);
    return;
  }
  carryOut(service, form);
  goBack(response, {});
}

/** A form with an unknown target changes nothing; the page that comes back shows the present state. */
function carryOut({ faults, clock, services }: Service, form: URLSearchParams): void {
  const name = form.get("name") ?? "";
  const to = form.get("to") === "on" ? "on" : "off";
  switch (form.get("do")) {
    case "preset":
      if (isPreset(name)) faults.turn(name, to);
      return;
    case "advance-job":
      advanceJob(services, form.get("id") ?? "", "next");
      return;
    case "advance-clock":
      clock.change({ advanceMs: Math.max(0, Math.trunc(Number(form.get("ms")))) || 0 });
      return;
    case "freeze":
      clock.change({ frozen: to === "on" });
      return;
    case null:
      return;
  }
}

function goBack(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  response.writeHead(303, { Location: "/", "Content-Length": 0, ...headers });
  response.end();
}

function send(response: ServerResponse, text: string, status = 200): void {
  response.setHeader("Content-Security-Policy", POLICY);
  response.setHeader("Cache-Control", "no-store");
  // The forms' requests have to name their origin, so `no-referrer` would break them.
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("X-Frame-Options", "DENY");
  reply(response, status, "text/html; charset=utf-8", text);
}
