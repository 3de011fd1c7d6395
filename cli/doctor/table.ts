import { coloured, type Line } from "../render/line";
import { chapters, type Finding, type Standing } from "./finding";
import { isTold } from "./probes/judgement";
import { hidden } from "./probes/switches";
import { linesOf } from "./probes/judge";
import type { Judgements } from "./probes/switches";

/** The judgements about the service's habits, as lines of the table. */
export function habitFindings(judgements: Judgements): Finding[] {
  return linesOf(judgements).map(({ name, asked, judgement, means, page }): Finding => {
    const line = { about: "the service's habits", asked, page } as const;
    if (isTold(judgement))
      return {
        ...line,
        cameBack: judgement.evidence,
        means,
        standing: "fine",
        setting: { name, value: judgement.value },
      };
    return {
      ...line,
      cameBack: `cannot be told: ${judgement.why}`,
      means: `the emulator keeps its default of ${name}`,
      standing: "open",
    };
  });
}

/** The table for people: what was asked, what came back, what it means here, and where to read on. */
export function table(findings: readonly Finding[]): Line[] {
  return chapters.flatMap((chapter) => {
    const lines = findings.filter(({ about }) => about === chapter);
    return lines.length === 0 ? [] : [[coloured("bold", chapter)], ...lines.flatMap(lineOf), ""];
  });
}

const SIGNS: Readonly<Record<Standing, Line>> = {
  fine: [coloured("green", "ok")],
  wrong: [coloured("red", "no")],
  open: [coloured("yellow", "??")],
};

function lineOf({ asked, cameBack, means, page, standing, setting }: Finding): Line[] {
  const sign = SIGNS[standing];
  const set = setting === undefined ? "" : ` (${setting.name} ${JSON.stringify(setting.value)})`;
  return [
    ["  ", ...(typeof sign === "string" ? [sign] : sign), `  ${asked}?`],
    `        ${cameBack}${set}`,
    `        ${means}: ${page}`,
  ];
}

/** The habits that no client can tell, a line each. */
export function hiddenLines(): Line[] {
  return [
    [coloured("bold", "cannot be told by any client")],
    ...Object.entries(hidden).map(([name, why]) => `  ${name}: ${why}`),
  ];
}
