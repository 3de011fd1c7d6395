import { isDeepStrictEqual } from "node:util";
import { fromEngine, toEngine } from "../engine/values";
import type { Props } from "../resources/resource";

interface Checked {
  readonly inputs: Props;
  /** Whether no `diff` has followed yet. */
  isFresh: boolean;
}

/**
 * The inputs that passed `check`, by urn. The engine tells a dynamic provider no urn, and not what it asks a `diff` for:
 *
 * - The class of the resource sends its urn to `check` as an input. `diff`, `create` and `update` are handed the inputs
 *   that passed, so they are recognised by them; two of one owner and store, under different parents, by all they say.
 * - A preview, and an `up`, call `check` and then `diff`. A refresh calls `diff` too, with its arguments turned round and
 *   without a `check` before it. So a diff is a forecast if it is the first one after the check of its inputs.
 *
 * `read` and `delete` may be called without any program, so of them nothing can be told here.
 */
export class Checks {
  readonly #byUrn = new Map<string, Checked>();

  /** @param inputs what `check` answered */
  passed(urn: string | undefined, inputs: Props): void {
    if (urn !== undefined) this.#byUrn.set(urn, { inputs, isFresh: true });
  }

  /** The urn of these inputs, if they are known. */
  urnOf(inputs: Props): string | undefined {
    const alike = [...this.#byUrn].filter(
      ([, checked]) => checked.inputs.owner === inputs.owner && checked.inputs.userStoreId === inputs.userStoreId,
    );
    if (alike.length < 2) return alike[0]?.[0];
    return alike.find(([, checked]) => isDeepStrictEqual(fromEngine(toEngine(checked.inputs)), inputs))?.[0];
  }

  /** Whether this diff is the first since the check. */
  takeFresh(urn: string | undefined): boolean {
    const checked = urn === undefined ? undefined : this.#byUrn.get(urn);
    if (!checked?.isFresh) return false;
    checked.isFresh = false;
    return true;
  }
}
