import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { suggestion } from "../../text/suggest";
import { runError } from "../runError";
import { usersIn } from "../userFiles/read";
import { isPlain } from "./values";

/** A user that a program asks for, or a whole set. */
interface Asked {
  readonly set: string;
  readonly key?: string | undefined;
  /**
   * The error of this question. It is thrown again when the registration fails for it: Pulumi reports one error once.
   */
  error?: pulumi.RunError;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Checks that a job declares the users that its program asks for by name. An undeclared user is an error: at once if
 * the sets are known, else as soon as they are. After an update that removed the user it would come too late, and a
 * program that fails does not stop an update it has already requested. So the registration waits until the program has
 * asked, and fails if one of those users is not declared.
 */
export class DeclaredUsers {
  readonly #asked: Asked[] = [];

  /**
   * @param userSets as the program wrote them
   * @param userFiles likewise
   */
  constructor(
    private readonly name: string,
    private readonly userSets: unknown,
    private readonly userFiles: unknown,
  ) {}

  /** Fails if the set, or the user in it, is not declared. */
  ask(set: string, key?: string): pulumi.Output<unknown> {
    const asked: Asked = { set, key };
    if (isPlain(this.userFiles) && Object.hasOwn(this.userFiles, set)) {
      this.#assertInFile(asked, this.userFiles[set]);
      return pulumi.output(undefined);
    }
    this.#asked.push(asked);
    const found = whenKnown(this.userSets, (sets) => {
      this.#assertSet(asked, sets);
      return whenKnown(sets[set], (users) => {
        this.#assertUser(asked, users);
        return undefined;
      });
    });
    // It contains nothing of the users, and none of their secret fields.
    return pulumi.unsecret(found);
  }

  /**
   * Delays an input of the registration until the program has asked its questions; fails if one of them is about an
   * undeclared user.
   */
  holdBack<T>(input: pulumi.Output<T>): pulumi.Output<T> {
    return input.apply(async (value) => {
      await nextTurn();
      if (isPlain(this.userSets)) this.#assertSets(this.userSets);
      return value;
    });
  }

  /** The same for sets that are not known yet: they are checked once known, before they are sent. */
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

  /** The provider reads the file, and the program where it asks for somebody in it. */
  #assertInFile({ set, key }: Asked, file: unknown): void {
    if (key === undefined) return;
    const read = usersIn(file, process.cwd(), () => true);
    // What is wrong with the file the provider says.
    if ("problem" in read || read.users.has(key)) return;
    const what = `the file of the set ${quoted(set)} of UserImportJob "${this.name}" has no user ${quoted(key)}`;
    throw absent(what, key, Object.fromEntries(read.users));
  }

  #assertUsers(set: string, users: Members): void {
    for (const asked of this.#asked) if (asked.set === set) this.#assertUser(asked, users);
  }

  #assertSet(asked: Asked, sets: Members): void {
    const { set } = asked;
    if (Object.hasOwn(sets, set)) return;
    const all = { ...sets, ...(isPlain(this.userFiles) && this.userFiles) };
    throw (asked.error ??= absent(`UserImportJob "${this.name}" has no set ${quoted(set)}`, set, all));
  }

  #assertUser(asked: Asked, users: Members): void {
    const { set, key } = asked;
    if (key === undefined || Object.hasOwn(users, key)) return;
    const what = `the set ${quoted(set)} of UserImportJob "${this.name}" declares no user ${quoted(key)}`;
    throw (asked.error ??= absent(what, key, users));
  }
}

/** Checks a value at once if it is known, so that the program ends before it asks the engine for anything. */
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
