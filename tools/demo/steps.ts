import { styleText } from "node:util";
import type { CiamUser } from "../../ciam";
import { Colleague, type GroupNames } from "./colleague";
import { correction, everydayChange, threeNewPeople, type Edit } from "./edits";
import type { Terminal } from "./terminal";
import { meaningfulDiff, meaningfulNotes, meaningfulRows } from "./screen";
import type { Printed, DemoProject } from "./project";

/** The steps of the demo; each shows something that a team meets in its first week. */
export async function runDemo(project: DemoProject, terminal: Terminal): Promise<void> {
  const demo = new Demo(project, terminal);
  await demo.arrival();
  await demo.change();
  await demo.drift();
  await demo.refusal();
  await demo.nothing();
  await demo.end();
}

class Demo {
  private readonly colleague: Colleague;

  constructor(
    private readonly project: DemoProject,
    private readonly terminal: Terminal,
  ) {
    this.colleague = new Colleague(project.emulator.ready);
  }

  async arrival(): Promise<void> {
    this.terminal.heading("A program declares a user store, two groups and 70 users. One command brings them in.");
    await this.run(["stack", "init", "dev"], quiet);
    await this.run(["up", "--yes"], (printed) => meaningfulRows(printed.out, { outputs: true }));
    const users = await this.colleague.users();
    const groups = await this.colleague.groupNames();
    const some = ["zhang.wei", "aoife.byrne", "su.mei", "alice"];
    this.terminal.say("", `  The store now holds ${String(users.length)} users. Some of them, as CIAM tells:`, "");
    this.terminal.shown(
      some.flatMap((name) => users.filter(({ UserName }) => UserName === name).map((user) => describe(user, groups))),
    );
    this.terminal.took();
  }

  async change(): Promise<void> {
    this.terminal.heading("The file of staff changes: one leaves, one has a new e-mail address, one is new.");
    this.terminal.say("");
    this.showEdit(everydayChange);
    this.terminal.say("", "  The preview shows user by user what would happen; nothing is done yet:");
    await this.run(["preview", "--diff"], diffAndNotes);
    await this.run(["up", "--yes", "--skip-preview"], rows);
    this.terminal.took();
  }

  async drift(): Promise<void> {
    this.terminal.heading("Somebody changes two users behind Pulumi's back. Refresh shows it, up repairs it.");
    await this.colleague.changeEmail("ada.nowak", "ada@elsewhere.example.com");
    await this.colleague.delete("hana.sato");
    this.terminal.say("");
    this.terminal.shown(["UpdateUser ada.nowak, Email: ada@elsewhere.example.com", "DeleteUsers hana.sato"]);
    await this.run(["refresh", "--yes", "--diff"], (printed) => meaningfulDiff(printed.out));
    await this.run(["up", "--yes", "--skip-preview"], rows);
    const { Email } = await this.colleague.user("ada.nowak");
    const hana = await this.colleague.user("hana.sato");
    this.terminal.say(
      "",
      `  ada.nowak has ${Email ?? "no e-mail"} again; hana.sato is back, as user ${hana.UserId.slice(0, 8)}….`,
    );
    this.terminal.took();
  }

  async refusal(): Promise<void> {
    this.terminal.heading("Of three new people CIAM refuses two: each with its reason, and the third is in.");
    this.terminal.say("");
    this.showEdit(threeNewPeople);
    await this.run(["up", "--yes"], rows, "fails");
    const { UserId } = await this.colleague.user("tim.berg");
    this.terminal.say(
      "",
      `  tim.berg is in, as user ${UserId.slice(0, 8)}…. The other two are corrected, and only they are sent again:`,
      "",
    );
    this.showEdit(correction);
    await this.run(["up", "--yes"], rows);
    this.terminal.took();
  }

  async nothing(): Promise<void> {
    this.terminal.heading("Nothing changed: up does nothing, and asks CIAM nothing.");
    await this.project.emulator.forgetCalls();
    await this.run(["up", "--yes"], rows);
    const calls = Object.values(await this.project.emulator.calls()).reduce((sum, count) => sum + count, 0);
    if (calls > 0) throw new Error(`an up without a change made ${String(calls)} calls`);
    this.terminal.say("", "  Calls that reached the emulator meanwhile: 0");
    this.terminal.took();
  }

  async end(): Promise<void> {
    this.terminal.heading("Destroy removes the users it created, then the groups and the store.");
    await this.run(["destroy", "--yes"], rows);
    this.terminal.say("", `  User stores left: ${String((await this.colleague.storeNames()).length)}`);
    this.terminal.took();
  }

  private showEdit(edit: Edit): void {
    this.terminal.shown(edit(this.project).map((line) => styleText(line.startsWith("-") ? "red" : "green", line)));
  }

  /** Runs a command and shows the part of its output that `select` picks. */
  private async run(
    args: readonly string[],
    select: Select,
    expected: "succeeds" | "fails" = "succeeds",
  ): Promise<void> {
    if (select !== quiet) this.terminal.command(["pulumi", ...args].join(" "));
    const printed = await this.project.pulumi([...args, "--color", process.stdout.isTTY ? "always" : "never"]);
    if ((printed.code === 0) !== (expected === "succeeds")) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${String(printed.code)}:\n${printed.out}${printed.err}`);
    }
    this.terminal.shown(select(printed));
  }
}

type Select = (printed: Printed) => string[];

const quiet: Select = () => [];

const rows: Select = (printed) => meaningfulRows(printed.out, { outputs: false });

const diffAndNotes: Select = (printed) => [...meaningfulDiff(printed.out), "", ...meaningfulNotes(printed.err)];

/** `5983f58f…  张伟, zhang.wei@example.com, in Engineering and Support`. */
function describe({ UserId, Name, UserName, Email, PhoneNumber, UserGroups }: CiamUser, groups: GroupNames): string {
  const reach = [Email, PhoneNumber].filter((value) => typeof value === "string");
  const names = (UserGroups ?? []).map((id) => groups.get(id) ?? id);
  const membership = names.length > 0 ? `in ${names.join(" and ")}` : "in no group";
  return `${UserId.slice(0, 8)}…  ${[Name ?? UserName ?? "nameless", ...reach, membership].join(", ")}`;
}
