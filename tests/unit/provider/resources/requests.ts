import { systemClock } from "../../../../ciam/clock";
import type { CheckRequest, Props, Request, Services } from "../../../../provider/resources/resource";
import { Session } from "../../../../provider/resources/userImportJob/session/session";

export const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::staff";

/** Services that call nobody and say nothing. */
export function services(more: Partial<Services> = {}): Services {
  return {
    client: () => Promise.reject(new Error("nobody is called here")),
    endpointKind: () => "other",
    reporter: () => ({ info: () => undefined, warn: () => undefined, progress: () => undefined }),
    disclosure: "masked",
    clock: systemClock,
    directory: process.cwd(),
    randomBytes: (count) => new Uint8Array(count),
    engineIsAlive: () => true,
    ...more,
  };
}

export function request(more: Partial<Request> = {}): Request {
  return { urn: URN, services: services(), session: new Session(), ...more };
}

/** @param state the inputs of the last run */
export function checkRequest(inputs: Props, state?: Props, more: Partial<CheckRequest> = {}): CheckRequest {
  return { ...request(), inputs, state, hidden: [], ...more };
}
