import { randomBytes } from "node:crypto";
import { systemClock } from "../ciam/clock";
import { parseEndpoint } from "../ciam/endpoint";
import { clientFor, settingsFrom } from "./clients";
import { EngineReporters } from "./engine";
import { engineIsAlive } from "./liveness";
import type { ServicesFor } from "./shell";

const reporters = new EngineReporters();

const memory = {};

/** What the resources of one provider, configured in one way, are handed. Nothing is opened or read before it is used. */
export const servicesFor: ServicesFor = (config) => {
  const settings = settingsFrom(config);
  return ({ __database: database }) => ({
    client() {
      return clientFor(settings, typeof database === "string" ? database : undefined, reporters.for(undefined));
    },
    endpointKind() {
      try {
        return parseEndpoint(settings.endpoint).kind;
      } catch {
        return undefined;
      }
    },
    reporter: (urn) => reporters.for(urn),
    disclosure: config.get("ciam:showValues") === "true" ? "values" : "masked",
    clock: systemClock,
    randomBytes: (count) => randomBytes(count),
    engineIsAlive,
    memory,
  });
};
