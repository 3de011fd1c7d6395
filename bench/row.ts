/** One line of the table: the promise, the measurement, and whether it holds. */
export interface Row {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  readonly holds: boolean;
}

export function row(what: string, bar: string, measured: string, holds: boolean): Row {
  const line = { what, bar, measured, holds };
  process.stdout.write(`${holds ? "ok  " : "MISS"} ${what}: ${measured} (bar: ${bar})\n`);
  return line;
}

export function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, bar, measured, holds }) => `| ${what} | ${bar} | ${measured} | ${holds ? "yes" : "**no**"} |`,
  );
  return ["| what | bar | measured | holds |", "|---|---|---|---|", ...lines].join("\n");
}
