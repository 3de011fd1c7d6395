import Mocha from "mocha";

/** Prints the tests as a table: a row for each suite, a column for each of its tests; and then whatever failed. */
export default class TableReporter extends Mocha.reporters.Base {
  readonly #rows = new Map<string, Map<string, string>>();

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_RUN_END } = Mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, (test: Mocha.Test) => {
      this.#note(test, "passed");
    });
    runner.on(EVENT_TEST_FAIL, (test: Mocha.Test) => {
      this.#note(test, "FAILED");
    });
    runner.once(EVENT_RUN_END, () => {
      process.stdout.write(this.#text());
      this.epilogue();
    });
  }

  #note({ title, parent }: Mocha.Test, result: string): void {
    const walk = parent?.title ?? "";
    const row = this.#rows.get(walk) ?? new Map<string, string>();
    this.#rows.set(walk, row.set(title, result));
  }

  #text(): string {
    const columns = [...new Set([...this.#rows.values()].flatMap((row) => [...row.keys()]))];
    const lines = [
      ["walk", ...columns],
      ["---", ...columns.map(() => "---")],
      ...[...this.#rows].map(([walk, row]) => [walk, ...columns.map((column) => row.get(column) ?? "")]),
    ];
    return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  }
}
