/**
 * Pulumi's SDK loads the TypeScript compiler, npm and its tracing whenever a program or a provider starts, zod its texts in
 * fifty languages, and they need them seldom. The tests start hundreds of both: with `node --require` of this file each of these modules is loaded when
 * somebody first asks it for something. A program that is installed by npm, in a folder of its own, loads as ever.
 *
 * A process that ends properly leaves what it has compiled to the next ones. Programs and providers are killed, and leave
 * it while they work.
 */
import Module, { flushCompileCache } from "node:module";
import { join, sep } from "node:path";

type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown;

// Node's own, and in no types: what `require` calls.
const loader = Module as unknown as { _load: Load };
const load = loader._load;

const SDK = join(__dirname, "../../../node_modules/@pulumi/pulumi") + sep;
const ZOD = join(__dirname, "../../../node_modules/zod") + sep;
const TEXTS = "../locales/index.cjs";
const LATER = new Set(["typescript", "@npmcli/arborist", "normalize-package-data", "./automation"]);
/** Of them the SDK takes the classes and functions when it is loaded, and uses them when it traces. */
const PARTS_LATER = new Set(
  ["exporter-zipkin", "instrumentation", "instrumentation-grpc", "resources", "sdk-trace-base", "sdk-trace-node"].map(
    (name) => `@opentelemetry/${name}`,
  ),
);
/** Maps of the SDK's own code: every resource would read them, for the place in the program where it is made. */
const NEVER = "source-map-support/register";

setInterval(flushCompileCache, 200).unref();

loader._load = function (request, parent, isMain) {
  const now = (): unknown => load.call(this, request, parent, isMain);
  if (request === TEXTS && parent?.filename?.startsWith(ZOD) === true) return later(now);
  if (parent?.filename?.startsWith(SDK) !== true) return now();
  if (request === NEVER) return {};
  if (LATER.has(request)) return later(now);
  if (PARTS_LATER.has(request)) return partsLater(now);
  return now();
};

/** What stands for a module, a class or a function that is had when it is first used. */
function later(have: () => unknown): object {
  let had: object | undefined;
  const value = (): object => (had ??= have() as object);
  return standIn(value, (name) => {
    const found: unknown = Reflect.get(value(), name);
    // What `import` makes of a module that is older than it.
    return name === "default" && found === undefined ? value() : found;
  });
}

/** The same of everything that a module exports. */
function partsLater(have: () => unknown): object {
  let had: object | undefined;
  const whole = (): object => (had ??= have() as object);
  return standIn(whole, (name) => later(() => Reflect.get(whole(), name) as unknown));
}

/** What can be called, made anew and asked for members. */
class StandIn {
  readonly isEmpty = true;
}

function standIn(value: () => object, get: (name: string | symbol) => unknown): object {
  return new Proxy(StandIn, {
    // The compiler's helpers ask it of every module that is imported, and else take a copy of all that is in it.
    get: (_, name) => (name === "__esModule" ? true : get(name)),
    has: (_, name) => Reflect.has(value(), name),
    apply: (_, self, args) => Reflect.apply(value() as () => unknown, self, args) as unknown,
    construct: (_, args) => Reflect.construct(value() as new () => object, args) as object,
  });
}
