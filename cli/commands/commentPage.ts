import { writeFileSync } from "node:fs";
import { UsageError } from "../../ciam/errors/usageError";
import { onScreen } from "../../text/escape";
import type { Report } from "../plan/report";
import { withinLimit } from "../render/comment";
import { pageOf, wholePage } from "../render/markdown";
import { remark, sayJson, sayPage, type Screen } from "../shell/screen";
import { written } from "../shell/written";
import { limitOf, markerOf, type CommentOptions } from "./commentOptions";

/** GitHub refuses a step summary that is larger. */
const SUMMARY_LIMIT = 1024 * 1024;

/** Prints the comment that a report makes, and writes the file with all of it. */
export function sayComment(
  report: Report,
  options: CommentOptions,
  { screen, format, command }: { screen: Screen; format: "json" | "markdown"; command: string },
): void {
  const marker = markerOf(options);
  const limit = limitOf(options);
  const page = pageOf(report, { title: options.title, marker });
  const { full, link } = options;
  if (full !== undefined) {
    const whole = onScreen(wholePage(page).split("\n"));
    written(full, () => writeFileSync(full, whole));
    if (Buffer.byteLength(whole) > SUMMARY_LIMIT)
      remark(screen, `${full} is larger than 1 MiB, which is more than GitHub takes as a step summary`);
  }
  const where = link === undefined ? `The whole list: \`${command}\`.` : `[The whole list](${linkOf(link)}).`;
  const { text, leftOut } = withinLimit(page, limit, where);
  if (format === "json") sayJson(screen, { marker, markdown: text, leftOut });
  else sayPage(screen, text);
}

function linkOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`--link ${text}: must be an http or https URL`);
  return url.href.replaceAll("(", "%28").replaceAll(")", "%29");
}
