import type { Report } from "../plan/report";
import { sayJson, sayLines, sayPage, type Screen } from "../shell/screen";

export type Format = "text" | "json" | "markdown";

/** A report on the screen. */
export async function printReport(report: Report, format: Format, screen: Screen): Promise<void> {
  switch (format) {
    case "json": {
      const { reportJson } = await import("./json.js");
      sayJson(screen, reportJson(report));
      return;
    }
    case "markdown": {
      const { pageOf, wholePage } = await import("./markdown.js");
      sayPage(screen, wholePage(pageOf(report, { title: "CIAM users" })));
      return;
    }
    case "text": {
      const { reportText } = await import("./text.js");
      sayLines(screen, reportText(report));
    }
  }
}
