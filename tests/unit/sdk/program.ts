import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { valueOf } from "./sets/loadedUsers";

/** The engine's request for one resource. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** In their travelling form: secrets in their signature. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly request: RegisterResourceRequest;
}

/** The SDK's mark for a secret on the wire. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A program that runs here, without an engine; its requests to one are noted. */
export class Program {
  readonly registrations: Registration[] = [];

  /** @param outputs the outputs of a resource of this name, besides its inputs */
  constructor(outputs: Readonly<Record<string, Record<string, unknown>>> = {}, { preview = false } = {}) {
    const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult => {
      const state: Record<string, unknown> = { ...(inputs as object), ...outputs[name] };
      return { id: `${name}-id`, state };
    };
    void pulumi.runtime.setMocks(
      { newResource, call: ({ inputs }) => inputs as Record<string, unknown> },
      "shop",
      "dev",
      preview,
    );
    this.listen();
  }

  /** The registration of a resource, once it came. */
  async registered(resource: pulumi.Resource): Promise<Registration> {
    const name = (await valueOf(resource.urn)).split("::").at(-1);
    const found = this.registrations.find((registration) => registration.name === name);
    if (!found) throw new Error(`${String(name)} was not registered`);
    return found;
  }

  private listen(): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as {
      registerResource(request: RegisterResourceRequest, answer: unknown): unknown;
    };
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, answer) => {
      const inputs = request.getObject()?.toJavaScript() as Record<string, unknown>;
      this.registrations.push({ type: request.getType(), name: request.getName(), inputs, request });
      return register(request, answer);
    };
  }
}

/** The value of a secret on the wire; undefined for any other value. */
export function insideSecret(value: unknown): unknown {
  const object = value as Record<string, unknown> | null;
  return typeof object === "object" && object?.[SIGNATURE] === SECRET ? object.value : undefined;
}
