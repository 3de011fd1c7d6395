import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { DATABASE } from "../../frontEnds/embedded";
import type { Props } from "../../resources/resource";
import type { Kind } from "../kinds/kind";
import { propsOf } from "../wire/struct";

/** A resource as the state has it. */
export interface State {
  readonly inputs: Props;
  readonly outputs: Props;
}

/** The state in a request, as the verbs of the resource know it. */
export function stateIn(kind: Kind, inputs: Struct | undefined, outputs: Struct | undefined): State {
  const declared = own(propsOf(inputs));
  const recorded = own(propsOf(outputs));
  return { inputs: declared, outputs: kind.resource.beside?.withInputs(recorded, declared) ?? recorded };
}

/** The outputs for a state in which these inputs stand beside them. */
export function outputsBeside(kind: Kind, outputs: Props, inputs: Props): Props {
  return kind.resource.beside?.withoutInputs(outputs, inputs) ?? outputs;
}

/** Without what front ends have put beside the properties of the resource, the other one before a migration included. */
export function own(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !name.startsWith("__")));
}

/** The inputs for the state, with the name of the database that goes along with them. */
export function carrying(inputs: Props, database: string | undefined): Props {
  return database === undefined ? inputs : { ...inputs, [DATABASE]: database };
}
