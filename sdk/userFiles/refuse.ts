import { givenFile } from "../../provider/resources/userImportJob/userFiles/given";
import { showSteps } from "../../provider/users/input/finding";
import { refuse } from "../sets/refuse";
import { isPlain } from "../userSets/values";

/** Refuses options that are wrong as they stand: a function could not even be sent to the provider, which would say so. */
export function refuseOptionsOfFiles(name: string, userFiles: unknown): void {
  if (!isPlain(userFiles)) return;
  const findings = Object.entries(userFiles).flatMap(([set, file]) => {
    if (!isPlain(file) || !Object.values(file).every(isKnown)) return [];
    const given = givenFile(file);
    if ("file" in given) return [];
    return given.problems.map((rule) => ({ where: `userFiles${showSteps([set])}`, rule }));
  });
  if (findings.length > 0) refuse(`UserImportJob "${name}"`, findings);
}

/** What is known later the provider looks at. */
function isKnown(value: unknown): boolean {
  return (
    typeof value !== "object" ||
    value === null ||
    Array.isArray(value) ||
    (isPlain(value) && Object.values(value).every(isKnown))
  );
}
