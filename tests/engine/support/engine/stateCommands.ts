import { deleted, differing, nameOf, noting, type Command } from "./command";
import { inverted } from "../state/propertyDiff";
import { withSecretOutputs, type ResourceState } from "../state/state";
import { withSecretsOf } from "../state/values";

/** `pulumi refresh`: reads every resource, and shows the result as a change from the record. */
export async function refresh(command: Command): Promise<void> {
  const resources = command.snapshot.state.resources.filter(({ pendingReplacement }) => !pendingReplacement);
  await Promise.all(resources.map((old) => noting(command, nameOf(old.urn), () => refreshed(command, old))));
}

async function refreshed(command: Command, old: ResourceState): Promise<void> {
  const { calls, snapshot, steps } = command;
  const { urn, ignoreChanges, additionalSecretOutputs } = old;
  const name = nameOf(urn);
  const found = await calls.read(urn, old.id, old.inputs, old.outputs);
  if (found.id === "") {
    steps.push({ op: "delete", name, diff: {} });
    snapshot.remove(old);
    return;
  }
  const inputs = found.inputs ? withSecretsOf(found.inputs, old.inputs) : old.inputs;
  const outputs = withSecretOutputs(withSecretsOf(found.outputs, old.outputs), inputs, additionalSecretOutputs);
  const now = { ...old, id: found.id, inputs, outputs, initErrors: [] };
  // The change that an `up` of an unchanged program would make now, inverted.
  const { changes, diff } = await differing(command, now, old.inputs, ignoreChanges);
  steps.push({ op: changes ? "update" : "same", name, diff: inverted(diff) });
  snapshot.change(old, now);
}

/** `pulumi destroy`: without the program, the youngest first, up to the first that cannot be deleted. */
export async function destroy(command: Command): Promise<void> {
  for (const old of [...command.snapshot.state.resources].reverse()) {
    if (!(await noting(command, nameOf(old.urn), () => deleted(command, old)))) return;
  }
}
