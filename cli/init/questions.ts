import { UsageError } from "../../ciam/errors/usageError";
import { INTERNATIONAL_HOST, MAINLAND_HOST, parseEndpoint } from "../../ciam/endpoint";
import { suggestion } from "../../text/suggest";
import { Dialogue, type Screen } from "../shell/screen";
import { languages, pipelines, type Language, type Pipeline, type Store } from "./wish";

/** The answers given by flags. */
export interface Said {
  readonly language?: Language | undefined;
  readonly store?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly pipeline?: Pipeline | undefined;
}

export interface Answers {
  readonly language: Language;
  readonly store: Store;
  readonly endpoint: string;
  readonly pipeline: Pipeline;
}

/** One question: what it is about, what may be answered, and what a line without anything means. */
interface Question<Answer> {
  readonly flag: string;
  readonly text: string;
  readonly byDefault: string;
  /** @throws UsageError where this is no answer */
  readonly read: (line: string) => Answer;
}

const language = choice("--language", "Language of the program", languages, "typescript");
const pipeline = choice("--ci", "Pipeline for pull requests", pipelines, "none");

const store: Question<Store> = {
  flag: "--store",
  text: "User store: new, or the id of one that exists",
  byDefault: "new",
  read(line) {
    if (line === "new") return { kind: "new" };
    if (/^[\w-]{8,128}$/.test(line)) return { kind: "existing", id: line };
    throw new UsageError(`--store ${JSON.stringify(line)}: must be new, or the id of a user store`);
  },
};

/** A new store can be made on the mainland endpoint only. */
const endpointOf = ({ kind }: Store): Question<string> => ({
  flag: "--endpoint",
  text: `Endpoint of the store: ${INTERNATIONAL_HOST}, or ${MAINLAND_HOST} for the mainland`,
  byDefault: kind === "new" ? MAINLAND_HOST : INTERNATIONAL_HOST,
  read(line) {
    switch (parseEndpoint(line, "--endpoint").kind) {
      case "embedded":
        throw new UsageError(
          "--endpoint embedded: is what a new store has for a trial; name the endpoint in the cloud",
        );
      case "international":
        if (kind === "existing") return line;
        throw new UsageError(
          `--endpoint ${line}: a program can make a store on the mainland endpoint only, ${MAINLAND_HOST}; make it in the console, and give its id by --store`,
        );
      default:
        return line;
    }
  },
});

function choice<Word extends string>(
  flag: string,
  what: string,
  words: readonly Word[],
  byDefault: Word,
): Question<Word> {
  return {
    flag,
    text: `${what}: ${words.join(", ")}`,
    byDefault,
    read(line) {
      const word = words.find((known) => known === line.toLowerCase());
      if (word !== undefined) return word;
      throw new UsageError(`${flag} ${JSON.stringify(line)}: must be ${words.join(", ")}${suggestion(line, words)}`);
    },
  };
}

/** The source of the answers that no flag gives. */
export type Answering = "person" | "defaults" | "nobody";

/** The answers given by flags, and those of a person on a terminal to the rest: four questions at most. */
export async function answered(said: Said, screen: Screen, answering: Answering): Promise<Answers> {
  const dialogue = answering === "person" ? new Dialogue(screen) : undefined;
  const ask = async <Answer>(question: Question<Answer>, line: string | undefined): Promise<Answer> => {
    const { flag, text, byDefault, read } = question;
    if (line !== undefined) return read(line);
    if (dialogue) return untilAnswered(dialogue, question);
    if (answering === "defaults") return read(byDefault);
    throw new UsageError(
      `${text}: nobody is here to answer, so say it by ${flag}, or say --yes for ${byDefault} and the other defaults`,
    );
  };
  try {
    const written = await ask(language, said.language);
    const users = await ask(store, said.store);
    const where = endpointOf(users);
    const endpoint =
      users.kind === "new" ? where.read(said.endpoint ?? where.byDefault) : await ask(where, said.endpoint);
    const forge = await ask(pipeline, said.pipeline);
    if (said.endpoint !== undefined && users.kind === "new" && forge === "none")
      throw new UsageError("--endpoint has no effect on a trial: say --ci or --store, or leave it out");
    return { language: written, store: users, endpoint, pipeline: forge };
  } finally {
    dialogue?.close();
  }
}

async function untilAnswered<Answer>(dialogue: Dialogue, { text, byDefault, read }: Question<Answer>): Promise<Answer> {
  for (;;) {
    const line = (await dialogue.ask(`${text} [${byDefault}]`)).trim();
    try {
      return read(line === "" ? byDefault : line);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      dialogue.remark(error.said);
    }
  }
}
