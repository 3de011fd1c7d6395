import { isDeepStrictEqual } from "node:util";
import { fromEngine, toEngine } from "../engine/values";
import type { Props } from "../resources/resource";

interface Checked {
  readonly inputs: Props;
  /** The inputs in the state, which the engine hands to `check` only. */
  readonly before: Props | undefined;
  /** True until the first `diff`. */
  isFresh: boolean;
}

/**
 * The inputs that passed `check`, by urn. The engine tells a dynamic provider neither the urn nor the purpose of a
 * `diff`:
 *
 * - The resource's class sends its urn to `check` as an input. `diff`, `create` and `update` get the inputs that
 *   passed, so those identify the resource: by owner and store, and if two share these, under different parents, by all
 *   inputs.
 * - A preview and an update call `check` and then `diff`. A refresh calls `diff` too, with swapped arguments and
 *   without a `check`. So a diff is a forecast if it is the first one after the check of its inputs.
 *
 * `read` and `delete` may be called without any program, so nothing is known about them here.
 */
export class Checks {
  readonly #byUrn = new Map<string, Checked>();

  /**
   * @param inputs as returned by `check`
   * @param before the inputs in the state
   */
  passed(urn: string | undefined, inputs: Props, before?: Props): void {
    if (urn !== undefined) this.#byUrn.set(urn, { inputs, before, isFresh: true });
  }

  /** The inputs that the state has of this resource. */
  before(urn: string | undefined): Props {
    return (urn === undefined ? undefined : this.#byUrn.get(urn)?.before) ?? {};
  }

  /** The urn of these inputs, if they are known. */
  urnOf(inputs: Props): string | undefined {
    const alike = [...this.#byUrn].filter(
      ([, checked]) => checked.inputs.owner === inputs.owner && checked.inputs.userStoreId === inputs.userStoreId,
    );
    if (alike.length < 2) return alike[0]?.[0];
    return alike.find(([, checked]) => isDeepStrictEqual(fromEngine(toEngine(checked.inputs)), inputs))?.[0];
  }

  /** True for the first diff after the check. */
  takeFresh(urn: string | undefined): boolean {
    const checked = urn === undefined ? undefined : this.#byUrn.get(urn);
    if (!checked?.isFresh) return false;
    checked.isFresh = false;
    return true;
  }
}
