import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { suggestion } from "../../text/suggest";
import { runError } from "../runError";
import { isPlain } from "./values";

/** A user that a program asks for, or a whole set. */
interface Asked {
  readonly set: string;
  readonly key?: string | undefined;
  /** What came of it. Thrown again where the registration fails for it: Pulumi says one error once. */
  error?: pulumi.RunError;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * The users that a job declares, as far as the program asks for them by name. Who is not declared is an error: at once
 * where the sets are here, else as soon as they are known. After an update that removed the user it would be too late to
 * say so, and a program that has failed does not keep the engine from an update it has asked for: so the registration
 * waits until the program had its turn, and does not come to pass.
 */
export class DeclaredUsers {
  readonly #asked: Asked[] = [];

  /** @param userSets as the program wrote them */
  constructor(
    private readonly name: string,
    private readonly userSets: unknown,
  ) {}

  /** Fails where no set declares the user, or there is no such set. */
  ask(set: string, key?: string): pulumi.Output<unknown> {
    const asked: Asked = { set, key };
    this.#asked.push(asked);
    const found = whenKnown(this.userSets, (sets) => {
      this.#assertSet(asked, sets);
      return whenKnown(sets[set], (users) => {
        this.#assertUser(asked, users);
        return undefined;
      });
    });
    // Nothing of the users is in it, secret fields of theirs neither.
    return pulumi.unsecret(found);
  }

  /** An input of the registration, which comes when the program has said what it asks for, unless that is not there. */
  holdBack<T>(input: pulumi.Output<T>): pulumi.Output<T> {
    return input.apply(async (value) => {
      await nextTurn();
      if (isPlain(this.userSets)) this.#assertSets(this.userSets);
      return value;
    });
  }

  /** The same of sets that are not here yet: what is known of them is looked at before it is sent. */
  holdBackSets(userSets: unknown): unknown {
    if (!isPlain(userSets)) return this.#later(userSets, (sets) => this.#assertSets(sets));
    return Object.fromEntries(
      Object.entries(userSets).map(([set, users]) => [
        set,
        isPlain(users) ? users : this.#later(users, (known) => this.#assertUsers(set, known)),
      ]),
    );
  }

  #later(value: unknown, look: (known: Members) => void): unknown {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    return pulumi.output(value).apply(async (known: unknown) => {
      await nextTurn();
      if (isPlain(known)) look(known);
      return known;
    });
  }

  #assertSets(sets: Members): void {
    for (const asked of this.#asked) {
      this.#assertSet(asked, sets);
      const users = sets[asked.set];
      if (isPlain(users)) this.#assertUser(asked, users);
    }
  }

  #assertUsers(set: string, users: Members): void {
    for (const asked of this.#asked) if (asked.set === set) this.#assertUser(asked, users);
  }

  #assertSet(asked: Asked, sets: Members): void {
    const { set } = asked;
    if (Object.hasOwn(sets, set)) return;
    throw (asked.error ??= absent(`UserImportJob "${this.name}" has no set ${quoted(set)}`, set, sets));
  }

  #assertUser(asked: Asked, users: Members): void {
    const { set, key } = asked;
    if (key === undefined || Object.hasOwn(users, key)) return;
    const what = `the set ${quoted(set)} of UserImportJob "${this.name}" declares no user ${quoted(key)}`;
    throw (asked.error ??= absent(what, key, users));
  }
}

/** Looks at once at what is here, so that the program ends before anything is asked of the engine. */
function whenKnown(
  value: unknown,
  look: (value: Members) => pulumi.Output<unknown> | undefined,
): pulumi.Output<unknown> {
  if (isPlain(value)) return look(value) ?? pulumi.output(undefined);
  const later: pulumi.Output<unknown> = pulumi.output(value);
  return later.apply((known) => (isPlain(known) ? look(known) : undefined));
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

function absent(what: string, name: string, among: Members): pulumi.RunError {
  return runError(`${what}${suggestion(name, Object.keys(among))}`);
}
