import { databaseIn } from "../frontEnds/embedded";
import { EngineReporters } from "../frontEnds/reporters";
import { configuredServices } from "../frontEnds/services";
import { Session } from "../resources/userImportJob/session/session";
import { engineLine } from "./engineLine";
import type { ServicesFor } from "./shell";

const line = engineLine();
const reporters = new EngineReporters(() => line);

const session = new Session();

/** The services for the resources of one provider configuration. */
export const servicesFor: ServicesFor = (config) => {
  const { problems, services } = configuredServices(config, reporters);
  return {
    problems,
    services: (props) => services(databaseIn(props)),
    session,
    linesTaken: () => reporters.taken(),
  };
};
