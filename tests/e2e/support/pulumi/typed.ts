import type { Screen } from "../../../support/documentedScreens";
import { start } from "./cli";
import type { Project } from "./project";

const END = "--- the end of a screen ---";

/** What is done around the commands of a page. */
export interface Around {
  /** What the page has its reader do before a command, as a shell would: `<command> <which time it comes>` → lines. */
  readonly before: Readonly<Record<string, string>>;
  /** Lines of shell before the first command. */
  readonly begin?: string;
  /** What is typed for a command that cannot be typed as it stands. */
  readonly instead?: Readonly<Record<string, string>>;
}

/** Types the commands of a page into one shell, in the folder of a project. Returns what each has printed. */
export async function typed(
  { folder, env }: Project,
  screens: readonly Screen[],
  { before, begin = ":", instead = {} }: Around,
): Promise<string[]> {
  const times = new Map<string, number>();
  const lines = screens.map(({ command }) => {
    const time = (times.get(command) ?? 0) + 1;
    times.set(command, time);
    const edit = before[`${command} ${String(time)}`] ?? ":";
    const real = instead[command] ?? command;
    // `echo $?` is about the command before.
    const typing = real.endsWith("&") ? real : `(exit $code); ${real}\ncode=$?`;
    return `${edit}\n${typing}\necho '${END}'`;
  });
  // With job control, `kill %1` ends all that a line began, as in the shell of a person.
  const script = ["set -m", begin, "code=0", ...lines].join("\n");
  const { screen } = await start("bash", ["-c", `exec 2>&1\n${script}`], folder, env).ended;
  // A shell says that a job has ended when it has: with this command or the next.
  return screen.replace(/^\[\d\]\+ +Terminated .*\n/gm, "").split(`${END}\n`);
}
