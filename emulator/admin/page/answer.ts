import type { IncomingMessage, ServerResponse } from "node:http";
import { isToken, refusalOfAdmin, tokenCookie, type Access } from "../../server/access";
import { readBody } from "../../server/body";
import { advanceJob } from "../../jobs/jobs";
import { isPreset } from "../../faults/presets";
import { originOf } from "../../server/hosts";
import { reply } from "../../server/replies";
import type { Service } from "../../service/service";
import { signInPage } from "./document";
import { isDone, page, type Done } from "./render";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { deleteUser, editUser, formOf, userById, userCalled } from "./userForm";
import { userPage } from "./userPage";
import { viewOf } from "./view";

const FORM_LIMIT = 64 * 1024;

/** Nothing from other origins, nothing inline, no framing. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The page for people at `/`. */
export function answerPage(service: Service, access: Access, request: IncomingMessage, response: ServerResponse): void {
  const isRefused = refusalOfAdmin(request.headers, access) !== undefined;
  const done = new URL(request.url ?? "/", "http://emulator").searchParams.get("done");
  const origin = originOf(request.headers);
  send(response, isRefused ? signInPage(false) : page(viewOf(service, origin), isDone(done) ? done : undefined));
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
  else if (asked === "GET /users") find(service, access, request, response);
  else if (/^GET \/users\/[0-9a-f]{32}$/.test(asked)) answerUser(service, access, request, response, path.slice(7));
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
  answerChange(service, response, form);
}

function answerChange(service: Service, response: ServerResponse, form: URLSearchParams): void {
  const { services } = service;
  const user = userById(services, form.get("id") ?? "");
  switch (form.get("do")) {
    case "edit-user": {
      const refusal = user && editUser(services, user, form);
      if (user && refusal !== undefined) send(response, userPage(formOf(services, user, form), refusal), 422);
      else goBack(response, {}, user ? `/?done=saved#user-${user.UserId}` : told("gone"));
      return;
    }
    case "delete-user":
      if (user) deleteUser(services, user);
      goBack(response, {}, told(user ? "deleted" : "gone"));
      return;
    default:
      carryOut(service, form);
      goBack(response, {});
  }
}

function told(done: Done): string {
  return `/?done=${done}#users-title`;
}

/** The page of one user. */
function answerUser(
  { services }: Service,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): void {
  const isRefused = refusalOfAdmin(request.headers, access) !== undefined;
  const user = isRefused ? undefined : userById(services, id);
  if (isRefused) send(response, signInPage(false));
  else if (user) send(response, userPage(formOf(services, user)));
  else goBack(response, {}, told("gone"));
}

/** Leads to the page of a user whom somebody called by an identity. */
function find({ services }: Service, access: Access, request: IncomingMessage, response: ServerResponse): void {
  const called = new URL(request.url ?? "/", "http://emulator").searchParams.get("find") ?? "";
  const isRefused = refusalOfAdmin(request.headers, access) !== undefined;
  const id = isRefused ? undefined : userCalled(services, called.trim());
  if (isRefused) send(response, signInPage(false));
  else goBack(response, {}, id === undefined ? told("nobody") : `/_emulator/users/${id}`);
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

function goBack(response: ServerResponse, headers: Readonly<Record<string, string>>, to = "/"): void {
  response.writeHead(303, { Location: to, "Content-Length": 0, ...headers });
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
