import type { ManagedRecord } from "../../../provider/resources/userImportJob/state/record";
import { RecordedJob } from "../../../provider/resources/userImportJob/state/recordedJob";
import { withInputs } from "../../../provider/resources/userImportJob/state/besideInputs";
import type { Values } from "../engine/act";

/** Who is managed by the job of these outputs, declared by value or in a file. */
export type Managed = Readonly<Record<string, Readonly<Record<string, Pick<ManagedRecord, "id" | "origin">>>>>;

export function managedIn(outputs: Values): Managed {
  const sets: Record<string, Record<string, Pick<ManagedRecord, "id" | "origin">>> = {};
  for (const { ref, id, origin } of RecordedJob.in(outputs).everybody())
    (sets[ref.set] ??= {})[ref.key] = { id, origin };
  return sets;
}

/** The outputs of a state as the verbs know them, with what the plugin leaves to the inputs beside them. */
export function wholeOutputs({ inputs, outputs }: { readonly inputs: Values; readonly outputs: Values }): Values {
  return withInputs(outputs, inputs);
}
