import type { z } from "zod";
import { UNKNOWN } from "../../users/input/envelope/unknown";
import type { Calls } from "../../reconcile/run";
import type { CreateRequest, Props, ReadResponse, Request, Resource } from "../../resources/resource";

/** Something that a program or a person names by its id alone, with `pulumi import` or `get`. */
export interface ImportRequest extends Request {
  readonly urn: string;
  /** As it was typed. */
  readonly id: string;
  /** What else a program knows of it that reads it with `get`. */
  readonly given: Props;
}

/** One kind of resource, as the plugin offers it. */
export interface Kind {
  readonly resource: Resource;
  /** Inputs that a program does not write: they come from the name of the resource. */
  given(inputs: Props, urn: string): Props;
  /**
   * The outputs that a preview may promise, with an unknown in the place of what only the run will tell.
   *
   * @param before the outputs of the last run, if there was one
   */
  foreseen(inputs: Props, before: Props | undefined): Props;
  /**
   * Asks the service what a run would do, where previews may do so.
   *
   * @param state the outputs of the last run, if there was one
   */
  readonly foretell?: (request: CreateRequest, state: Props | undefined) => Promise<void>;
  /** The fields of users that lie in the state in clear and are secret from now on: of them no old value may be shown. */
  readonly newlySecret?: (before: Props, now: Props) => readonly string[];
  /** Whether outputs are of a run, or of somebody who knows no more than the id. */
  isKnown(outputs: Props): boolean;
  /** What is there under this id; nothing when there is no such thing. */
  imported(request: ImportRequest): Promise<ReadResponse | undefined>;
}

/** Outputs that only a run can tell, where the last one has not told them. */
export function unknown(outputs: z.ZodObject, before: Props = {}): Props {
  return Object.fromEntries(Object.keys(outputs.shape).map((name) => [name, before[name] ?? UNKNOWN]));
}

/** The inputs with the defaults of those that are left out. */
export function withDefaults(schema: z.ZodObject, inputs: Props): Props {
  const defaults = Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, input]) => {
    const { success, data } = input.safeParse(undefined);
    return success && data !== undefined ? [[name, data] as const] : [];
  });
  return { ...Object.fromEntries(defaults), ...inputs };
}

/** The state of a thing that none knows yet: the account that answers now, and no texts, since none was declared. */
export function stateOf(tenantId: string | null, calls: Calls): Props {
  return { tenantId, endpoint: calls.endpoint.kind, description: "", logo: "" };
}
