import { isDeepStrictEqual } from "node:util";
import {
  CheckFailure,
  CheckResponse,
  ConfigureResponse,
  DiffResponse,
  type CheckRequest,
  type ConfigureRequest,
  type DiffRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { onScreen } from "../../../text/escape";
import { problemsOf, settingsFrom } from "../../connection/clients";
import { Secret } from "../../users/input/envelope/secret";
import { UNKNOWN } from "../../users/input/envelope/unknown";
import type { Props } from "../../resources/resource";
import { configOf, secretSettings } from "../config";
import { propsOf, structOf } from "../wire/struct";
import type { Verb } from "./verb";

/** Says what is wrong with the settings of a provider, and marks the credentials among them as secrets. */
export const checkConfig: Verb<CheckRequest, CheckResponse> = (_, request) => {
  const config = propsOf(request.getNews());
  const failures = problemsOf(settingsFrom(configOf(config))).map((reason) =>
    new CheckFailure().setReason(onScreen(reason)),
  );
  return new CheckResponse().setInputs(structOf(withSecrets(config))).setFailuresList(failures);
};

/** They are recorded in the state, also where the program or the stack's config has them in clear. */
function withSecrets(config: Props): Props {
  const secrets = secretSettings.flatMap((name) => {
    const value = config[name];
    return value === undefined || value === null || value === UNKNOWN ? [] : [[name, new Secret(value)] as const];
  });
  return { ...config, ...Object.fromEntries(secrets) };
}

/**
 * Never a replacement: to replace a provider replaces all of its resources, and with them every account. A resource of
 * another endpoint or account is refused by its own verbs.
 */
export const diffConfig: Verb<DiffRequest, DiffResponse> = (_, request) => {
  const isSame = isDeepStrictEqual(propsOf(request.getOldInputs()), propsOf(request.getNews()));
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  return new DiffResponse().setChanges(isSame ? DIFF_NONE : DIFF_SOME);
};

export const configure: Verb<ConfigureRequest, ConfigureResponse> = (plugin, request) => {
  plugin.configure(propsOf(request.getArgs()), request.getUrn());
  return new ConfigureResponse()
    .setAcceptsecrets(false)
    .setSupportspreview(true)
    .setAcceptresources(false)
    .setAcceptoutputs(false);
};
