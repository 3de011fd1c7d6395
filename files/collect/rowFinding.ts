import { kindAt, showSteps, type PathStep } from "../../provider/users/input/finding";
import type { Row } from "../rows/row";
import type { FileFinding } from "./findings";

/** A finding about a part of a row, at its place and by the name that the file has for it. */
export function rowFinding(row: Row, path: readonly PathStep[], rule: string, kind = rule): FileFinding {
  const { name = showSteps(path).replace(/^\./, ""), ...place } = row.spot(path);
  const isOfMany = path.some((step) => typeof step === "number");
  return { ...place, rule: named(name, rule), kind: isOfMany ? kindAt(path, kind) : named(name, kind) };
}

function named(name: string, rule: string): string {
  return name === "" ? rule : `${name}: ${rule}`;
}
