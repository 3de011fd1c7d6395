import type { FaultSettings } from "./faultRules";

interface Preset {
  /** A sentence to choose by. */
  readonly what: string;
  readonly rules: readonly FaultSettings[];
}

/** Faults known from practice, by name. */
export const presets = {
  "throttle-storm": {
    what: "Every second call, by chance, is refused with RequestLimitExceeded.",
    rules: [{ action: "*", probability: 0.5, effect: "code", code: "RequestLimitExceeded" }],
  },
  "lost-reply": {
    what: "The next import is taken in, and the connection breaks before its answer arrives.",
    rules: [{ action: "CreateApiImportUserJob", nth: 1, when: "after", effect: "reset" }],
  },
  "job-half-failed": {
    what: "The next import job breaks down after half of its users and ends FAILED.",
    rules: [{ action: "CreateApiImportUserJob", nth: 1, effect: "job" }],
  },
  "forgetful-list": {
    what: "Every second ListJobs knows no job.",
    rules: [{ action: "ListJobs", every: 2, effect: "forget" }],
  },
  "token-expired": {
    what: "The next call is refused with AuthFailure.TokenFailure, as when temporary keys have run out.",
    rules: [{ action: "*", nth: 1, effect: "code", code: "AuthFailure.TokenFailure" }],
  },
  "clock-skew": {
    what: "The service's clock is ten minutes ahead: calls are too old unless the caller learns from the reply.",
    rules: [{ action: "*", effect: "skew", skewMs: 600_000 }],
  },
  "garbage-json": {
    what: "Every fifth reply is a page of HTML, though the call was carried out.",
    rules: [{ action: "*", every: 5, when: "after", effect: "garbage" }],
  },
  "slow-drip": {
    what: "Every reply comes in small pieces, over half a second.",
    rules: [{ action: "*", when: "after", effect: "drip", delayMs: 500 }],
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export function isPreset(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

/** The presets, for lists. */
export function describePresets(): { name: PresetName; what: string }[] {
  return Object.entries(presets).map(([name, { what }]) => ({ name: name as PresetName, what }));
}
