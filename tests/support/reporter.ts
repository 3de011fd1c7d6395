import Mocha from "mocha";

/** Mocha's own report, with a machine-readable last line. Nothing may be skipped, so two numbers suffice. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      // The report itself is printed by a listener of the same event that was added before.
      process.stdout.write(`${String(this.stats.passes)} passed, ${String(this.stats.failures)} failed\n`);
    });
  }
}
