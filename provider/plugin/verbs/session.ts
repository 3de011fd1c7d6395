import { ProviderHandshakeResponse, type ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { packageVersion } from "../../../ciam/version";
import type { Verb } from "./verb";

/**
 * The first verb of a run. Values come without the engine's signs for secrets, resources and outputs: the engine puts
 * back by path what was secret, and takes our own signs besides.
 */
export const handshake: Verb<ProviderHandshakeRequest, ProviderHandshakeResponse> = (plugin, request) => {
  plugin.connect(request.getEngineAddress());
  return new ProviderHandshakeResponse().setAcceptSecrets(false).setAcceptResources(false).setAcceptOutputs(false);
};

/** The engine comes to a plugin that runs already, with PULUMI_DEBUG_PROVIDERS. */
export const attach: Verb<PluginAttach, Empty> = (plugin, request) => {
  plugin.begin(request.getAddress());
  return new Empty();
};

export const getPluginInfo: Verb<Empty, PluginInfo> = () => new PluginInfo().setVersion(packageVersion());

/** Comes at the end of every run, and when somebody presses Ctrl-C. */
export const cancel: Verb<Empty, Empty> = (plugin) => {
  plugin.cancel();
  return new Empty();
};
