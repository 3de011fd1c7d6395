import { Readable, Writable } from "node:stream";
import { examine, type Examination, type ExaminationOptions } from "../../../../cli/doctor/examination";
import type { Emulated } from "./emulated";

interface Told extends Examination {
  /** What was said beside the table. */
  readonly remarks: string;
}

/** Runs the doctor on an emulated service, as a command would. */
export async function doctor(
  service: Emulated,
  options: Partial<ExaminationOptions> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Told> {
  const said: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said.push(chunk.toString());
      done();
    },
  });
  const screen = { stdout: sink, stderr: sink, stdin: Readable.from([]), env: {} };
  const run = { screen, end: () => undefined, endLike: () => undefined, signal };
  try {
    const examined = await examine({ ownerAttribute: "indexedAttribute5", ...options }, run, () =>
      Promise.resolve(service.way),
    );
    return { ...examined, remarks: said.join("") };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { findings: [], judgements: {}, stopped: error as Error, remarks: said.join("") };
  }
}
