import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { refusalOfAdmin, type Access } from "../server/access";
import { readBody } from "../server/body";
import { ConfigError } from "../service/errors";
import { settleJobs } from "../jobs/jobs";
import { answerPagePart } from "./page/answer";
import { questions, type Asked, type Question } from "./questions";
import { data, plain, reply } from "../server/replies";
import type { Service } from "../service/service";

const BODY_LIMIT = 1024 * 1024;
const SNAPSHOT_LIMIT = 1024 * BODY_LIMIT;
const SNAPSHOT_TYPE = "application/x-ndjson";

/** Answers questions to the emulator itself, from people and tests. Never limited, never faulted. */
export async function answerAdmin(
  service: Service,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  // The name is the key to the file, as in the service's own downloads.
  const exported = /^\/exports\/([0-9a-f]{32})$/.exec(path)?.[1];
  if (request.method === "GET" && exported !== undefined) {
    sendExport(service, response, exported);
    return;
  }
  if (await answerPagePart(service, access, request, response, path)) return;
  // A container's probe has no token, and learns nothing by this question.
  const refused = path === "/health" ? undefined : refusalOfAdmin(request.headers, access);
  if (refused !== undefined) {
    plain(response, 403, refused);
    return;
  }
  try {
    if (path === "/snapshot") await answerSnapshot(service, request, response);
    else await answerQuestion(service, request, response, path);
  } catch (error) {
    if (error instanceof ConfigError) data(response, 400, { error: error.message });
    else if (error instanceof z.ZodError) data(response, 400, { error: z.prettifyError(error) });
    else throw error;
  }
}

async function answerQuestion(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  // Node sends no body in answer to HEAD.
  const method = request.method === "HEAD" ? "GET" : (request.method ?? "");
  const asked = found(method, path);
  if (!asked) {
    const others = Object.keys(questions).filter((name) => isAt(name, path));
    data(response, others.length > 0 ? 405 : 404, {
      error: others.length > 0 ? `ask ${others.join(" or ")}` : "there is no such question",
      questions: [...Object.keys(questions), "GET /snapshot", "PUT /snapshot"],
    });
    return;
  }
  const body = parsed(await readBody(request, BODY_LIMIT));
  const answer = asked.question(service, { body, id: asked.id });
  if (answer === undefined) data(response, 404, { error: "there is none of this id or name" });
  else data(response, 200, answer);
}

/** True if the path is that of a question, for any method. */
function isAt(name: string, path: string): boolean {
  const [method = "", pattern = ""] = name.split(" ");
  const [before = "", after] = pattern.split(":id");
  if (after === undefined) return pattern === path;
  return found(method, path) !== undefined && path.startsWith(before) && path.endsWith(after);
}

/** The question at a path, and the value of `:id` in it. */
function found(method: string, path: string): { question: Question; id: Asked["id"] } | undefined {
  const exact = questions[`${method} ${path}`];
  if (exact) return { question: exact, id: "" };
  for (const [name, question] of Object.entries(questions)) {
    const [before = "", after] = name.split(":id");
    const whole = `${method} ${path}`;
    if (!question || after === undefined || !whole.startsWith(before) || !whole.endsWith(after)) continue;
    const id = whole.slice(before.length, whole.length - after.length);
    if (/^[\w-]+$/.test(id)) return { question, id };
  }
  return undefined;
}

/** As lines of JSON, because a large snapshot does not fit into one string. */
async function answerSnapshot(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "GET") {
    const { takeSnapshot } = await import("./snapshot/take.js");
    const lines = takeSnapshot(service);
    const length = lines.reduce((sum, line) => sum + line.length, 0);
    response.writeHead(200, {
      "Content-Type": SNAPSHOT_TYPE,
      "Content-Length": length,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    });
    for (const line of lines) response.write(line);
    response.end();
  } else if (request.method === "PUT") {
    const body = await readBody(request, SNAPSHOT_LIMIT);
    if (body === "too-large") throw new ConfigError("the snapshot is larger than a gigabyte");
    const { restoreSnapshot } = await import("./snapshot/restore.js");
    data(response, 200, { restored: restoreSnapshot(service, body) });
  } else {
    data(response, 405, { error: "ask GET /snapshot or PUT /snapshot" });
  }
}

function parsed(body: Buffer | "too-large"): unknown {
  if (body === "too-large") throw new ConfigError("the body is too large");
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ConfigError("the body is not JSON");
  }
}

function sendExport({ services }: Service, response: ServerResponse, id: string): void {
  settleJobs(services);
  const job = services.db.get("SELECT format, result FROM jobs WHERE id = ? AND result IS NOT NULL", id);
  if (job)
    reply(response, 200, job.format === "CSV" ? "text/csv; charset=utf-8" : "application/x-ndjson", String(job.result));
  else plain(response, 404, "there is no such file");
}
