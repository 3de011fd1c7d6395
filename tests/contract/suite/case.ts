import type { EmulatorConfig } from "../../../emulator";
import type { ActionName } from "../../../ciam";
import type { Bench } from "./bench";

/**
 * What a case needs that not every place has:
 *
 * - `mainland`: the store and group actions
 * - `stores`: stores that it makes and removes
 * - `switches`, `clock`: an emulator, to be told how to behave and what time it is
 */
export type Need = "mainland" | "stores" | "switches" | "clock";

/** A guess of the emulator; `none` for one without a switch to turn. */
export type Guess = keyof EmulatorConfig | "none";

/** What a case rests on: the vendor's documents and models, or a guess of the emulator. */
type Basis = { readonly kind: "documented" } | { readonly kind: "switch"; readonly guesses: readonly Guess[] };

export interface ContractCase {
  readonly about: ActionName | "the gateway" | "the other way";
  readonly title: string;
  readonly basis: Basis;
  readonly needs: readonly Need[];
  readonly body: (at: Bench) => Promise<void>;
}

type Body = ContractCase["body"];

/** What can be said about an action. */
export interface Said {
  /** The vendor says so: in its documents, or in the models of its SDKs. */
  readonly documented: (title: string, body: Body, ...needs: Need[]) => void;
  /** The emulator guesses so; against the service itself such a case tells whether it guesses right. */
  readonly guessed: (guess: Guess | readonly Guess[], title: string, body: Body, ...needs: Need[]) => void;
}

export function casesAbout(about: ContractCase["about"], say: (said: Said) => void): ContractCase[] {
  const cases: ContractCase[] = [];
  const add = (basis: Basis, title: string, body: Body, needs: Need[]): void => {
    cases.push({ about, title, basis, needs, body });
  };
  say({
    documented: (title, body, ...needs) => add({ kind: "documented" }, title, body, needs),
    guessed: (guess, title, body, ...needs) =>
      add({ kind: "switch", guesses: typeof guess === "string" ? [guess] : guess }, title, body, needs),
  });
  return cases;
}

/** As it stands in a report. */
export function titleOf({ title, basis }: ContractCase): string {
  return `${title} [${basis.kind === "documented" ? "documented" : `switch: ${basis.guesses.join(", ")}`}]`;
}
