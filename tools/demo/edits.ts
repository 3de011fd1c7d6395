import { linesChanged } from "./lines";
import type { DemoProject } from "./project";

const STAFF = "users/staff.csv";

/** A change to the file of staff; returns the changed lines in the form of a pull request. */
export type Edit = (project: DemoProject) => string[];

/** One contractor leaves, one gets another e-mail address, one is new. */
export const everydayChange: Edit = (project) =>
  staff(project, (text) =>
    text
      .replace(/^ben\.okafor,.*\n/m, "")
      .replace("mei.lin@agency.example.com", "mei.lin@example.com")
      .concat("rosa.lopez,Rosa López,,rosa.lopez@example.com,,,,Contractor,support,,,,,,,,\n"),
  );

/** Three new people, two of them with values that only the store can reject. */
export const threeNewPeople: Edit = (project) =>
  staff(project, (text) =>
    text.concat(
      "paul.meyer,Paul Meyer,,paul.meyer@example,,,,Contractor,support,,,,,,,,\n",
      "tim.berg,Tim Berg,,tim.berg@example.com,,,,Contractor,support,,,,,,,,\n",
      "vera.sousa,Vera Sousa,,vera.sousa@example.com,555-0100,,,Contractor,support,,,,,,,,\n",
    ),
  );

export const correction: Edit = (project) =>
  staff(project, (text) =>
    text.replace("paul.meyer@example,", "paul.meyer@example.com,").replace("555-0100", "+1-2025550100"),
  );

function staff(project: DemoProject, change: (text: string) => string): string[] {
  const { before, after } = project.edit(STAFF, change);
  return linesChanged(before, after);
}
