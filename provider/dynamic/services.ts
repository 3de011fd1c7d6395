import { databaseIn } from "../frontEnds/embedded";
import { parentIsAlive, watchEngine } from "../frontEnds/liveness";
import { EngineReporters } from "../frontEnds/reporters";
import { configuredServices } from "../frontEnds/services";
import { Session } from "../resources/userImportJob/session/session";
import { engineAddress, engineLine } from "./engineLine";
import type { ServicesFor } from "./shell";

const address = engineAddress();
const line = address === undefined ? undefined : engineLine(address);
const isThere = address === undefined ? () => true : watchEngine(address);
const reporters = new EngineReporters(() => line);
const engine = { reporters, isAlive: () => isThere() && parentIsAlive() };

const session = new Session();

/** The services for the resources of one provider configuration. */
export const servicesFor: ServicesFor = (config) => {
  const { problems, services } = configuredServices(config, engine);
  return {
    problems,
    services: (props) => services(databaseIn(props)),
    session,
    linesTaken: () => reporters.taken(),
  };
};
