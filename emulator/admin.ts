import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { refusalOfAdmin, type Access } from "./access";
import { readBody } from "./body";
import { describeConfig } from "./config";
import { ConfigError } from "./configError";
import { presets, rulesSchema } from "./faults";
import { settleJobs } from "./jobs";
import { hasCredential } from "./passwords";
import { data, plain, reply } from "./replies";
import type { Service } from "./service";

const BODY_LIMIT = 1024 * 1024;

/** What a person or a test asks of the emulator itself. Never limited, never faulted; `sent` is the parsed body. */
type Question = (service: Service, sent: unknown) => unknown;

const clockSchema = z.union([z.strictObject({ advanceMs: z.int().min(0) }), z.strictObject({ skewMs: z.int() })]);
const presetSchema = z.strictObject({ preset: z.enum(Object.keys(presets)) });
const credentialSchema = z.strictObject({
  UserId: z.string(),
  Password: z.string(),
  PasswordEncryptTypeEnum: z.string().optional(),
});

const questions: Readonly<Partial<Record<string, Question>>> = {
  "GET /health": () => ({ status: "ok" }),
  "GET /stats": (service) => stats(service),
  "POST /reset": (service) => {
    service.reset();
    return { status: "ok" };
  },
  "GET /config": (service) => service.config,
  "PATCH /config": (service, sent) => service.configure(sent),
  "GET /config/switches": () => describeConfig(),
  "GET /clock": (service) => ({ now: service.clock.now(), ...service.clock.offsets }),
  "POST /clock": (service, sent) => {
    const change = clockSchema.parse(sent);
    if ("advanceMs" in change) service.clock.advance(change.advanceMs);
    else service.clock.skew(change.skewMs);
    return { now: service.clock.now(), ...service.clock.offsets };
  },
  "GET /calls": (service) => service.journal.report(),
  "DELETE /calls": (service) => {
    service.journal.reset();
    return service.journal.report();
  },
  "GET /faults": (service) => ({ rules: service.faults.report(), presets: Object.keys(presets) }),
  "PUT /faults": (service, sent) => {
    service.faults.set(rulesSchema.parse(Array.isArray(sent) ? sent : presets[presetSchema.parse(sent).preset]));
    return { rules: service.faults.report() };
  },
  "DELETE /faults": (service) => {
    service.faults.set([]);
    return { rules: [] };
  },
  "POST /credential": (service, sent) => {
    const { UserId, ...credential } = credentialSchema.parse(sent);
    return { matches: hasCredential(service.services, UserId, credential) };
  },
};

export async function answerAdmin(
  service: Service,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  // Its name is the key to it, as with the service's own downloads.
  const exported = /^\/exports\/([0-9a-f]{32})$/.exec(path)?.[1];
  if (request.method === "GET" && exported !== undefined) {
    sendExport(service, response, exported);
    return;
  }
  const refused = refusalOfAdmin(request.headers, access);
  if (refused !== undefined) {
    plain(response, 403, refused);
    return;
  }
  const question = questions[`${request.method ?? ""} ${path}`];
  if (!question) {
    data(response, 404, { error: "there is no such question", questions: Object.keys(questions) });
    return;
  }
  const body = await readBody(request, BODY_LIMIT);
  try {
    data(response, 200, question(service, parsed(body)));
  } catch (error) {
    if (error instanceof ConfigError) data(response, 400, { error: error.message });
    else if (error instanceof z.ZodError) data(response, 400, { error: z.prettifyError(error) });
    else throw error;
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

function stats({ services, journal }: Service): Record<string, unknown> {
  settleJobs(services);
  const { db, tenantId } = services;
  return {
    tenantId,
    stores: db.count("SELECT count(*) AS n FROM stores"),
    groups: db.count("SELECT count(*) AS n FROM groups"),
    users: db.count("SELECT count(*) AS n FROM users"),
    jobs: db.count("SELECT count(*) AS n FROM jobs"),
    unfinishedJobs: db.count("SELECT count(*) AS n FROM jobs WHERE settled = 0"),
    calls: journal.report().counts,
    memoryMB: Math.round(process.memoryUsage().rss / 1e6),
  };
}

function sendExport({ services }: Service, response: ServerResponse, id: string): void {
  settleJobs(services);
  const job = services.db.get("SELECT format, result FROM jobs WHERE id = ? AND result IS NOT NULL", id);
  if (job)
    reply(response, 200, job.format === "CSV" ? "text/csv; charset=utf-8" : "application/x-ndjson", String(job.result));
  else plain(response, 404, "there is no such file");
}
