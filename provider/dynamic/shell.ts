import { BugError } from "../../ciam/errors";
import { onScreen } from "../../text/escape";
import type { EngineConfig } from "../connection/clients";
import { endpointMismatch } from "../resources/account";
import type { DiffResult, Props, Resource, Services } from "../resources/resource";
import { carriedIn, isEmbedded, stackOf, URN, withoutCarried } from "./carried";
import { toEngineFailure } from "./failure";
import { fromEngine, toEngine } from "../engine/values";

/** The verbs of a dynamic provider, as the process that runs it calls them. */
export interface DynamicProvider {
  configure(request: { config: EngineConfig }): Promise<void>;
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { reason: string }[] }>;
  diff(id: string, olds: Props, news: Props): Promise<DiffResult>;
  create(inputs: Props): Promise<{ id: string; outs: Props }>;
  read(id: string, props: Props): Promise<{ id?: string; props?: Props; inputs?: Props }>;
  update(id: string, olds: Props, news: Props): Promise<{ outs: Props }>;
  delete(id: string, props: Props): Promise<void>;
}

/** What a provider's configuration makes of it. */
interface Configured {
  /** What is wrong with the configuration: sentences. Most previews call nobody, and would not come across it. */
  readonly problems: readonly string[];
  /** What a resource is handed, given the properties it is about: they tell which embedded database. */
  services(props: Props): Services;
  /** Ends when what was said has arrived: a command that ends with the answer to a verb would end without it. */
  linesTaken(): Promise<void>;
}

export type ServicesFor = (config: EngineConfig) => Configured;

/** Puts a resource on plain values behind Pulumi's verbs. */
export function shell(resource: Resource, servicesFor: ServicesFor): DynamicProvider {
  let configured: Configured | undefined;
  const guarded = async <T>(props: Props, verb: (services: Services, given: Configured) => T | Promise<T>) => {
    try {
      if (!configured) throw new BugError("a verb was called before configure");
      return await verb(configured.services(props), configured);
    } catch (error) {
      throw toEngineFailure(error, props);
    } finally {
      await configured?.linesTaken();
    }
  };

  return {
    // The process keeps this provider before `configure` ends, so nothing may be awaited before it is ready.
    configure({ config }) {
      configured = servicesFor(config);
      return Promise.resolve();
    },

    check: (olds, news) =>
      guarded(news, (services, { problems }) => {
        const { inputs, failures } = resource.check(
          withoutCarried(fromEngine(olds)),
          withoutCarried(fromEngine(news)),
          services,
        );
        const database = services.endpointKind() === "embedded" ? (olds.__database ?? stackOf(news[URN])) : undefined;
        const mismatch = isEmbedded(olds) ? endpointMismatch("embedded", services) : undefined;
        return {
          inputs: { ...withoutUrn(toEngine(inputs)), ...carriedIn({ ...news, __database: database }) },
          // What else is wrong with a resource that is elsewhere is of no use to anybody.
          failures: (mismatch === undefined ? [...problems, ...failures] : [mismatch]).map((reason) => ({
            reason: onScreen(reason),
          })),
        };
      }),

    diff: (id, olds, news) =>
      guarded(news, (services) =>
        resource.diff(id, withoutCarried(fromEngine(olds)), withoutCarried(fromEngine(news)), services),
      ),

    create: (inputs) =>
      guarded(inputs, async (services) => {
        const { id, outs } = await resource.create(withoutCarried(fromEngine(inputs)), services);
        return { id, outs: { ...toEngine(outs), ...carriedIn(inputs) } };
      }),

    read: (id, props) =>
      guarded(props, async (services) => {
        const found = await resource.read(id, withoutCarried(fromEngine(props)), services);
        if (!found) return {};
        const inputs = found.inputs && { inputs: { ...toEngine(found.inputs), ...carriedIn(props) } };
        return { id: found.id, props: { ...toEngine(found.props), ...carriedIn(props) }, ...inputs };
      }),

    update: (id, olds, news) =>
      guarded(news, async (services) => {
        const before = withoutCarried(fromEngine(olds));
        const { outs } = await resource.update(id, before, withoutCarried(fromEngine(news)), services);
        return { outs: { ...toEngine(outs), ...carriedIn(news) } };
      }),

    delete: (id, props) =>
      guarded(props, (services) => resource.delete(id, withoutCarried(fromEngine(props)), services)),
  };
}

function withoutUrn(inputs: Props): Props {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== URN));
}
