import { BugError, UsageError } from "../../ciam/errors";
import { onScreen } from "../../text/escape";
import type { EngineConfig } from "../connection/clients";
import { endpointMismatch } from "../resources/account";
import type { DiffResponse, Props, Resource, Services } from "../resources/resource";
import type { Session } from "../resources/userImportJob/session/session";
import { DATABASE, databaseIn, stackOf } from "../frontEnds/embedded";
import { carriedIn, hiddenIn, toResource, urnIn } from "./carried";
import { Checks } from "./checks";
import { toEngineFailure } from "./failure";
import { PROVIDER } from "../engine/literal";
import { toEngine } from "../engine/values";

/** The verbs of a dynamic provider, as its process calls them. */
export interface DynamicProvider {
  configure(request: { config: EngineConfig }): Promise<void>;
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { reason: string }[] }>;
  diff(id: string, olds: Props, news: Props): Promise<DiffResponse>;
  create(inputs: Props): Promise<{ id: string; outs: Props }>;
  read(id: string, props: Props): Promise<{ id?: string; props?: Props; inputs?: Props }>;
  update(id: string, olds: Props, news: Props): Promise<{ outs: Props }>;
  delete(id: string, props: Props): Promise<void>;
}

/** A configured provider. */
interface Configured {
  /** The problems of the configuration, as sentences. Most previews make no call, so nothing else would reveal them. */
  readonly problems: readonly string[];
  /** The services for one resource; its properties name the embedded database, if it uses one. */
  services(props: Props): Services;
  /** Shared by all resources of a process. */
  readonly session: Session;
  /** Resolves once every line is delivered: a command that ends with the answer to a verb would otherwise lose them. */
  linesTaken(): Promise<void>;
}

export type ServicesFor = (config: EngineConfig) => Configured;

/** The part of a request that is the same for every verb. */
type Given = Pick<Configured, "problems" | "session"> & { readonly services: Services };

/** Puts a resource behind Pulumi's verbs. */
export function shell(resource: Resource, servicesFor: ServicesFor): DynamicProvider {
  const checks = new Checks();
  let configured: Configured | undefined;
  const guarded = async <T>(props: Props, verb: (given: Given) => T | Promise<T>) => {
    try {
      if (!configured) throw new BugError("a verb was called before configure");
      const { problems, session } = configured;
      return await verb({ problems, session, services: configured.services(props) });
    } catch (error) {
      throw toEngineFailure(error, props);
    } finally {
      await configured?.linesTaken();
    }
  };

  /** A plugin leaves its inputs out of the outputs; this stack may have been one of the plugin's until now. */
  const stateIn = (olds: Props, urn: string | undefined): Props => {
    const outputs = toResource(olds);
    return resource.beside?.withInputs(outputs, checks.before(urn)) ?? outputs;
  };

  return {
    // The process keeps this provider before `configure` ends, so nothing may be awaited before it is ready.
    configure({ config }) {
      configured = servicesFor(config);
      return Promise.resolve();
    },

    check: (olds, news) =>
      guarded(news, ({ problems, session, services }) => {
        const urn = urnIn(news);
        const state = Object.keys(olds).length > 0 ? toResource(olds) : undefined;
        const request = { urn, session, services, state, inputs: toResource(news), hidden: hiddenIn(news) };
        const { inputs, failures } = resource.check(request);
        if (failures.length === 0) checks.passed(urn, inputs, state);
        const database = services.endpointKind() === "embedded" ? (databaseIn(olds) ?? stackOf(urn)) : undefined;
        const mismatch = databaseIn(olds) !== undefined ? endpointMismatch("embedded", services) : undefined;
        return {
          inputs: { ...toEngine(inputs), ...carriedIn({ ...news, [DATABASE]: database }) },
          // If the resource is on another endpoint, its other findings are of no use.
          failures: (mismatch === undefined ? [...problems, ...failures] : [mismatch]).map((reason) => ({
            reason: onScreen(reason),
          })),
        };
      }),

    diff: (id, olds, news) =>
      guarded(news, ({ session, services }) => {
        const inputs = toResource(news);
        const urn = checks.urnOf(inputs);
        const isForecast = checks.takeFresh(urn);
        const found = resource.diff({ urn, session, services, id, state: stateIn(olds, urn), inputs, isForecast });
        if (found.replaces && found.replaces.length > 0) assertOwn(olds, news, found.replaces);
        return found;
      }),

    create: (news) =>
      guarded(news, async ({ session, services }) => {
        const inputs = toResource(news);
        const { id, outputs } = await resource.create({ urn: checks.urnOf(inputs), session, services, inputs });
        return { id, outs: { ...toEngine(outputs), ...carriedIn(news) } };
      }),

    read: (id, props) =>
      guarded(props, async ({ session, services }) => {
        const found = await resource.read({ urn: undefined, session, services, id, state: toResource(props) });
        if (!found) return {};
        const inputs = found.inputs && { inputs: { ...toEngine(found.inputs), ...carriedIn(props) } };
        return { id: found.id, props: { ...toEngine(found.outputs), ...carriedIn(props) }, ...inputs };
      }),

    update: (id, olds, news) =>
      guarded(news, async ({ session, services }) => {
        const inputs = toResource(news);
        const urn = checks.urnOf(inputs);
        const request = { urn, session, services, id, state: stateIn(olds, urn), inputs };
        const { outputs } = await resource.update(request);
        return { outs: { ...toEngine(outputs), ...carriedIn(news) } };
      }),

    delete: (id, props) =>
      guarded(props, ({ session, services }) =>
        resource.delete({ urn: undefined, session, services, id, state: toResource(props) }),
      ),
  };
}

/**
 * What the plugin has made it would also remove, by rules of its own and without knowing of the new resource. So nothing
 * is replaced in the update that brings a resource over.
 */
function assertOwn(olds: Props, news: Props, replaces: readonly string[]): void {
  if (olds[PROVIDER] !== undefined || news[PROVIDER] === undefined) return;
  throw new UsageError(
    `this resource comes from the plugin pulumi-resource-ciam, and its ${replaces.join(", ")} changes at the same time: run \`pulumi up\` without that change first, which brings the resource over without a write to a user, and then with it`,
  );
}
