import type { EmulatorConfig } from "../../../emulator";
import type { ActionName } from "../../../ciam";
import type { Bench } from "./bench";

/**
 * The needs of a case that some places cannot meet:
 *
 * - `mainland`: the store and group actions
 * - `stores`: stores that it makes and removes
 * - `switches`, `clock`: an emulator, with its switches and its clock
 */
export type Need = "mainland" | "stores" | "switches" | "clock";

/** A guess of the emulator; `none` for one without a switch to turn. */
export type Guess = keyof EmulatorConfig | "none";

/** The basis of a case: the vendor's documentation and models, or a guess of the emulator. */
type Basis = { readonly kind: "documented" } | { readonly kind: "switch"; readonly guesses: readonly Guess[] };

export interface ContractCase {
  readonly about: ActionName | "the gateway" | "the other way";
  readonly title: string;
  readonly basis: Basis;
  readonly needs: readonly Need[];
  readonly body: (at: Bench) => Promise<void>;
}

type Body = ContractCase["body"];

/** The ways to state a case about an action. */
export interface Said {
  /** By the vendor's documentation, or the models of its SDKs. */
  readonly documented: (title: string, body: Body, ...needs: Need[]) => void;
  /** By a guess of the emulator; against the real service such a case shows whether the guess is right. */
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

/** The title in a report. */
export function titleOf({ title, basis }: ContractCase): string {
  return `${title} [${basis.kind === "documented" ? "documented" : `switch: ${basis.guesses.join(", ")}`}]`;
}
