import type { FrontEnd } from "../chaos/frontEnds/frontEnd";
import { dynamic } from "../chaos/frontEnds/dynamic";
import { plugin } from "../chaos/frontEnds/plugin";
import type { Way } from "../chaos/program/userFiles";

/** A front end, and where its programs declare their users. */
export interface Column {
  readonly name: string;
  readonly frontEnd: FrontEnd;
  readonly way: Way;
}

export const columns: readonly Column[] = [
  { name: "dynamic, by value", frontEnd: dynamic, way: "value" },
  { name: "dynamic, by file", frontEnd: dynamic, way: "file" },
  { name: "plugin, by value", frontEnd: plugin, way: "value" },
  { name: "plugin, by file", frontEnd: plugin, way: "file" },
];
