import { UsageError } from "../../ciam/errors/usageError";
import { Interrupted } from "../shell/exit";
import { ask, readAll, type Screen } from "../shell/screen";

const ENTER = /[\r\n\u0004]/;
const BACKSPACE = /[\b\u007f]/;

/** The password, from the standard input or from a person whose typing is not shown; never from the command line. */
export async function askPassword(screen: Screen): Promise<string> {
  const { stdin } = screen;
  const password = stdin.isTTY ? await typed(screen) : (await readAll(stdin)).toString("utf8").replace(/\r?\n$/, "");
  if (password === "") throw new UsageError("no password was given: type it, or hand it in on the standard input");
  return password;
}

async function typed(screen: Screen): Promise<string> {
  const { stdin } = screen;
  const question = ask(screen, "Password:");
  stdin.setRawMode?.(true);
  try {
    let text = "";
    for await (const chunk of stdin) {
      for (const character of String(chunk)) {
        if (character === "\u0003") throw new Interrupted();
        if (ENTER.test(character)) return text;
        text = BACKSPACE.test(character) ? Array.from(text).slice(0, -1).join("") : text + character;
      }
    }
    return text;
  } finally {
    stdin.setRawMode?.(false);
    question.answered();
  }
}
