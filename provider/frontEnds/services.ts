import { randomBytes } from "node:crypto";
import { systemClock } from "../../ciam/clock";
import { suggestion } from "../../text/suggest";
import { clientFor, endpointOf, obstaclesOf, problemsOf, settingsFrom, type EngineConfig } from "../connection/clients";
import { PLAN_DIR } from "../planDocument/file";
import type { Services } from "../resources/resource";
import { keepPlan } from "./planFolder";
import type { EngineReporters } from "./reporters";

/** The services of one provider configuration. Nothing is opened or read before it is used. */
export interface ConfiguredServices {
  /** The problems of the configuration, as sentences. Most previews make no call, so nothing else would reveal them. */
  readonly problems: readonly string[];
  /** The services for one resource. `database` names that of the embedded emulator, where the resource is in one. */
  readonly services: (database: string | undefined) => Services;
}

/** The engine, as a front end has it. */
export interface Engine {
  readonly reporters: EngineReporters;
  readonly isAlive: () => boolean;
}

export function configuredServices(config: EngineConfig, { reporters, isAlive }: Engine): ConfiguredServices {
  const settings = settingsFrom(config);
  const problems = [
    ...problemsOf(settings),
    ...obstaclesOf(settings),
    ...showValuesProblem(config.get("ciam:showValues")),
  ];
  const services = (database: string | undefined): Services => ({
    client: () => clientFor(settings, database, reporters.for(undefined)),
    endpointKind() {
      try {
        return endpointOf(settings.endpoint).kind;
      } catch {
        // The problem is reported with the others.
        return undefined;
      }
    },
    reporter: (urn) => reporters.for(urn),
    disclosure: config.get("ciam:showValues") === "true" ? "values" : "masked",
    clock: systemClock,
    randomBytes: (count) => randomBytes(count),
    engineIsAlive: isAlive,
    directory: process.cwd(),
    ...planKeeper(process.env[PLAN_DIR], reporters),
  });
  return { problems, services };
}

/** Keeps plans if a folder is named for them. */
function planKeeper(folder: string | undefined, reporters: EngineReporters): Pick<Services, "keepPlan"> {
  if (folder === undefined || folder === "") return {};
  return {
    keepPlan: (document) => {
      const problem = keepPlan(folder, document);
      if (problem !== undefined) reporters.for(document.resource.urn).warn(problem);
    },
  };
}

function showValuesProblem(text: string | undefined): string[] {
  if (text === undefined || text === "true" || text === "false") return [];
  return [`ciam:showValues ${JSON.stringify(text)} is neither true nor false${suggestion(text, ["true", "false"])}`];
}
