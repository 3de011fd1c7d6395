import { z } from "zod";
import { salt } from "../../ciam/actions/importUser";
import { describeConfig } from "../service/config";
import { faultsFrom } from "../faults/faultRules";
import { advanceJob, settleJobs } from "../jobs/jobs";
import { hasCredential } from "../directory/passwords";
import { describePresets, isPreset } from "../faults/presets";
import type { Service } from "../service/service";
import { signOn } from "../directory/users";

export interface Asked {
  /** The parsed body. */
  readonly body: unknown;
  /** The value of `:id` in the path. */
  readonly id: string;
}

/** Returns undefined for an unknown id. */
export type Question = (service: Service, asked: Asked) => unknown;

const clockSchema = z
  .strictObject({
    advanceMs: z.int().min(0).optional(),
    skewMs: z.int().optional(),
    frozen: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Invalid: one of advanceMs, skewMs, frozen");
const advanceSchema = z.strictObject({ to: z.enum(["next", "end"]).default("next") }).default({ to: "next" });
const credentialSchema = z.strictObject({
  UserId: z.string(),
  Password: z.string(),
  PasswordEncryptTypeEnum: z.string().optional(),
  Salt: salt.optional(),
});

/** The questions that the emulator answers about itself, besides a snapshot. */
export const questions: Readonly<Partial<Record<string, Question>>> = {
  "GET /health": () => ({ status: "ok" }),
  "GET /stats": (service) => stats(service),
  "POST /reset": (service) => {
    service.reset();
    return { status: "ok" };
  },
  "GET /config": (service) => service.config,
  "PATCH /config": (service, { body }) => service.configure(body),
  "GET /config/switches": () => describeConfig(),
  "GET /clock": (service) => service.clock.state,
  "POST /clock": (service, { body }) => service.clock.change(clockSchema.parse(body)),
  "GET /calls": (service) => service.journal.report(),
  "DELETE /calls": (service) => {
    service.journal.reset();
    return service.journal.report();
  },
  "GET /faults": (service) => ({ rules: service.faults.report(), presets: describePresets() }),
  "PUT /faults": (service, { body }) => {
    service.faults.arm(faultsFrom(body));
    return { rules: service.faults.report() };
  },
  "DELETE /faults": (service) => {
    service.faults.arm([]);
    return { rules: [] };
  },
  "PUT /faults/:id": (service, { id }) => turned(service, id, "on"),
  "DELETE /faults/:id": (service, { id }) => turned(service, id, "off"),
  "POST /jobs/:id/advance": ({ services }, { body, id }) => {
    const status = advanceJob(services, id, advanceSchema.parse(body).to);
    return status && { id, status };
  },
  "POST /users/:id/sign-on": ({ services }, { id }) => {
    const user = signOn(services, id);
    return user && { id, LastSignOn: user.LastSignOn };
  },
  "POST /credential": ({ services }, { body }) => {
    const { UserId, ...credential } = credentialSchema.parse(body);
    return { matches: hasCredential(services, UserId, credential) };
  },
};

function turned({ faults }: Service, name: string, to: "on" | "off"): unknown {
  if (!isPreset(name)) return undefined;
  faults.turn(name, to);
  return { rules: faults.report() };
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
    databaseMB: Math.round(db.size / 1e5) / 10,
  };
}
