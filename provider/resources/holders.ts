import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { UsageError } from "../../ciam/errors";
import { listed } from "../../text/format";
import { parseUrn } from "../planDocument/urn";
import type { DeleteRequest, DiffRequest } from "./resource";

/** A user store, or a group in it. */
export interface Thing {
  readonly userStoreId: string;
  readonly userGroupId?: string;
}

export interface Holder {
  /** Nothing where a front end cannot tell. */
  readonly urn: string | undefined;
}

interface Held extends Holder {
  readonly thing: Thing;
}

/**
 * Which resource of the program has which store or group, as far as the verbs of this process have seen. An engine
 * deletes last: what has left the program under one name may have come back under another one by then, or as the new
 * half of a replacement.
 */
export class Holders {
  #held: readonly Held[] = [];
  #uncreated: readonly Holder[] = [];

  /** Who could not be created. */
  get uncreated(): readonly Holder[] {
    return this.#uncreated;
  }

  /** Creates this resource, which counts as uncreated if that fails. */
  async creating<T>(urn: string | undefined, create: () => Promise<T>): Promise<T> {
    try {
      const created = await create();
      this.#uncreated = this.#uncreated.filter((each) => each.urn !== urn);
      return created;
    } catch (error) {
      this.#uncreated = [...this.#uncreated, { urn }];
      throw error;
    }
  }

  /** The resource of this name has this from now on, and not what it had before. */
  hold(urn: string | undefined, thing: Thing): void {
    const others = this.#held.filter((held) => urn === undefined || held.urn !== urn);
    this.#held = [...others, { urn, thing }];
  }

  /** Who has this store, a group in it, or this group. */
  holderOf({ userStoreId, userGroupId }: Thing): Holder | undefined {
    return this.#held.find(
      ({ thing }) =>
        thing.userStoreId === userStoreId && (userGroupId === undefined || thing.userGroupId === userGroupId),
    );
  }
}

/** Says so, if what is to be deleted is left to another resource of the program, or to the new half of a replacement. */
export function isLeftToHolder({ services, session }: DeleteRequest, thing: Thing): boolean {
  const holder = session.holderOf(thing);
  if (holder === undefined) return false;
  services
    .reporter(undefined)
    .info(`${described(thing)} is left where it is, because this program still has it: ${named(holder.urn)}`);
  return true;
}

/**
 * Refuses to delete in a run that could not create all stores and groups of the program: one that continues on errors
 * never hears of what depends on them, and would delete it, as well as what could not be taken over under another name.
 *
 * @param what "user group 1234"
 */
export function assertAllCreated({ session }: DeleteRequest, what: string): void {
  const { uncreated } = session.holders;
  if (uncreated.length === 0) return;
  throw new UsageError(
    `${what} stays, because ${listed(uncreated.map(({ urn }) => named(urn)))} could not be created, and what depends on it looks as if it had left the program. ` +
      `Mend that first; if it only has another resource name now, the resource option aliases: [{ name: "the former name" }] keeps it`,
  );
}

/** Whether the program declares what the state has, so that no other verb will be asked. */
export function isUnchanged(schema: z.ZodObject, { state, inputs, isForecast }: DiffRequest): boolean {
  const names = Object.keys(schema.shape);
  const argsIn = (props: DiffRequest["inputs"]): unknown => {
    const given = names.flatMap((name) =>
      props[name] === undefined || props[name] === null ? [] : [[name, props[name]]],
    );
    return schema.safeParse(Object.fromEntries(given)).data;
  };
  return isForecast && isDeepStrictEqual(argsIn(inputs), argsIn(state));
}

/** A store or a group by its id. */
function described({ userStoreId, userGroupId }: Thing): string {
  return userGroupId === undefined ? `user store ${userStoreId}` : `user group ${userGroupId}`;
}

function named(urn: string | undefined): string {
  if (urn === undefined) return "another resource";
  const { type, name } = parseUrn(urn);
  return `${type.split(":").at(-1) ?? ""} ${name}`;
}
