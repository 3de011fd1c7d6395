import { randomBytes } from "node:crypto";
import { suggestion } from "../../text/suggest";
import { systemClock } from "../../ciam/clock";
import { clientFor, endpointOf, obstaclesOf, problemsOf, settingsFrom } from "../connection/clients";
import { PLAN_DIR } from "../planDocument/file";
import { keepPlan } from "./planFolder";
import { EngineReporters } from "./reporters";
import { engineIsAlive } from "./liveness";
import type { Props, Services } from "../resources/resource";
import { Session } from "../resources/userImportJob/session/session";
import type { ServicesFor } from "./shell";

const reporters = new EngineReporters();

const session = new Session();

/** The services for the resources of one provider configuration. Nothing is opened or read before it is used. */
export const servicesFor: ServicesFor = (config) => {
  const settings = settingsFrom(config);
  const problems = [
    ...problemsOf(settings),
    ...obstaclesOf(settings),
    ...showValuesProblem(config.get("ciam:showValues")),
  ];
  const services = ({ __database: database }: Props): Services => ({
    client() {
      return clientFor(settings, typeof database === "string" ? database : undefined, reporters.for(undefined));
    },
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
    directory: process.cwd(),
    randomBytes: (count) => randomBytes(count),
    engineIsAlive,
    ...planKeeper(process.env[PLAN_DIR]),
  });
  return { problems, services, session, linesTaken: () => reporters.taken() };
};

/** Keeps plans if a folder is named for them. */
function planKeeper(folder: string | undefined): Pick<Services, "keepPlan"> {
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
