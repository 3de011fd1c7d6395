import type { Props, Resource, Services } from "../resources/resource";
import { toEngineFailure } from "./failure";
import { fromEngine, toEngine } from "./wire";

/** The configuration as a dynamic provider gets it: the whole of the stack's, with namespaces. */
export interface EngineConfig {
  get(key: string): string | undefined;
}

/** The verbs of a dynamic provider, as the process that runs it calls them. */
export interface DynamicProvider {
  configure(request: { config: EngineConfig }): Promise<void>;
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { reason: string }[] }>;
  diff(id: string, olds: Props, news: Props): Promise<{ replaces?: string[] }>;
  create(inputs: Props): Promise<{ id: string; outs: Props }>;
  read(id: string, props: Props): Promise<{ id?: string; props?: Props; inputs?: Props }>;
  update(id: string, olds: Props, news: Props): Promise<{ outs: Props }>;
  delete(id: string, props: Props): Promise<void>;
}

/** Puts a resource on plain values behind Pulumi's verbs. */
export function shell(resource: Resource, servicesFor: (config: EngineConfig) => Services): DynamicProvider {
  let services: Services | undefined;
  const configured = (): Services => {
    if (!services) throw new Error("a verb was called before configure");
    return services;
  };

  return {
    // The process keeps this provider before `configure` ends, so nothing may be awaited before it is ready.
    configure({ config }) {
      services = servicesFor(config);
      return Promise.resolve();
    },

    check: (olds, news) =>
      guarded(news, () => {
        const { inputs, failures } = resource.check(fromEngine(olds), fromEngine(news), configured());
        return { inputs: toEngine(inputs), failures: failures.map((reason) => ({ reason })) };
      }),

    diff: (id, olds, news) => guarded(news, () => resource.diff(id, fromEngine(olds), fromEngine(news))),

    create: (inputs) =>
      guarded(inputs, async () => {
        const { id, outs } = await resource.create(fromEngine(withoutProvider(inputs)), configured());
        return { id, outs: toEngine(outs) };
      }),

    read: (id, props) =>
      guarded(props, async () => {
        const found = await resource.read(id, fromEngine(withoutProvider(props)), configured());
        if (!found) return {};
        return { id: found.id, props: toEngine(found.props), ...(found.inputs && { inputs: toEngine(found.inputs) }) };
      }),

    update: (id, olds, news) =>
      guarded(news, async () => {
        const { outs } = await resource.update(id, fromEngine(withoutProvider(olds)), fromEngine(withoutProvider(news)), configured());
        return { outs: toEngine(outs) };
      }),

    delete: (id, props) => guarded(props, () => resource.delete(id, fromEngine(withoutProvider(props)), configured())),
  };
}

async function guarded<T>(inputs: Props, verb: () => T | Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    throw toEngineFailure(error, inputs);
  }
}

/** The process puts the provider's text back into whatever we return. */
function withoutProvider(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([name]) => name !== "__provider"));
}
