import { Option, type Command } from "commander";
import { UsageError } from "../../ciam/errors/usageError";
import { suggestion } from "../../text/suggest";
import { exitCodes } from "../shell/exit";
import type { HashedPassword, Verdict } from "../password/verify";
import type { Salt } from "../../provider/users/model/user";
import { coloured } from "../render/line";
import { remark, say, sayJson, type Screen } from "../shell/screen";
import { examples, firstTyped, type AddCommand } from "./command";
import { addReadingOptions, fileOptions, type ReadingOptions } from "./options";

interface VerifyOptions extends ReadingOptions {
  readonly file?: string;
  readonly user?: string;
  readonly hash?: string;
  readonly type?: "BCRYPT" | "SHA1" | "MD5";
  readonly salt?: string;
  readonly saltLocation?: Salt["saltLocation"]["saltLocationType"];
  readonly saltRule?: string;
  readonly json?: true;
}

export const addVerifyPassword: AddCommand = (program, run) => {
  const command = program
    .command("verify-password")
    .summary("does this password give that hash, before anybody is imported with it")
    .description(
      `Tells whether a password, salted as the declaration says, gives the declared hash. It works on this machine alone.
The password comes from the standard input, or is asked for; the hash best from the file, where --user has it: what is
typed on a command line can be seen by others. Ends with ${exitCodes.no} if it does not match, and then says where the salt
would have to be, if that is all.

A salt goes before the password (HEAD), after it (TAIL), or by a rule (OTHER). CIAM does not document how a rule reads;
here the words password and salt in it stand for themselves, and all else for what it is.`,
    )
    .option("--file <file>", "take hash, type and salt from this file of users")
    .option("--user <key>", "the user in it, by key")
    .option("--hash <hash>", "the hash")
    .addOption(
      new Option("--type <type>", "the kind of the hash; default: by its look").choices(["BCRYPT", "SHA1", "MD5"]),
    )
    .option("--salt <salt>", "the salt")
    .addOption(
      new Option("--salt-location <where>", "where it goes").choices(["HEAD", "TAIL", "OTHER"]).default("HEAD"),
    )
    .option("--salt-rule <rule>", "where exactly, for OTHER, as in salt:password")
    .option("--json", "print the answer as JSON");
  addReadingOptions(command)
    .addHelpText(
      "after",
      examples(
        "ciam verify-password --file users/migrated.yaml --user olga",
        "pass show test-user | ciam verify-password --file users/migrated.csv --user 10442",
        "ciam verify-password --hash '$2b$10$…'",
        "ciam verify-password --hash 5baa61e4… --type SHA1 --salt pepper --salt-location TAIL",
      ),
    )
    .action(async (options: VerifyOptions) => {
      refuseBoth(command);
      const { verify } = await import("../password/verify.js");
      const { askPassword } = await import("../password/ask.js");
      const { screen } = run;
      const hashed = options.file === undefined ? await given(options) : await fromFile(options.file, options, screen);
      const verdict = await verify(await askPassword(screen), hashed);
      if (options.json) sayJson(screen, { ...verdict, type: hashed.type });
      else {
        say(
          screen,
          verdict.matches
            ? [coloured("green", "yes"), `: the password gives this ${hashed.type} hash`]
            : [coloured("red", "no"), `: ${whyNot(verdict, hashed)}`],
        );
        if (verdict.truncated) remark(screen, "BCRYPT takes the first 72 bytes only, and password and salt have more");
      }
      run.end(verdict.matches ? exitCodes.ok : exitCodes.no);
    });
};

/** A hash has one place that it comes from, and its type and salt come from there too. */
function refuseBoth(command: Command): void {
  const ofFile = firstTyped(command, ["file", "user"]);
  const typed = firstTyped(command, ["hash", "type", "salt", "saltLocation", "saltRule"]);
  if (ofFile !== undefined && typed !== undefined) {
    throw new UsageError(
      `${ofFile} and ${typed} do not go together: hash, type and salt are all in the file, or all on the command line`,
    );
  }
}

function whyNot({ wouldMatch }: Verdict, { type }: HashedPassword): string {
  switch (wouldMatch) {
    case undefined:
      return `the password does not give this ${type} hash`;
    case "without the salt":
      return "it matches without the salt: the hash was made without one";
    default:
      return `it matches with the salt ${wouldMatch === "HEAD" ? "before" : "after"} the password: declare saltLocationType ${wouldMatch}`;
  }
}

async function given({ hash, type, salt, saltLocation = "HEAD", saltRule }: VerifyOptions): Promise<HashedPassword> {
  if (hash === undefined) throw new UsageError("say which hash: --file and --user, or --hash");
  return checked(
    hash,
    type,
    salt === undefined
      ? undefined
      : {
          saltValue: salt,
          saltLocation: {
            saltLocationType: saltLocation,
            ...(saltRule === undefined ? {} : { saltLocationRule: { regex: saltRule } }),
          },
        },
  );
}

async function fromFile(file: string, options: VerifyOptions, screen: Screen): Promise<HashedPassword> {
  if (options.user === undefined) throw new UsageError("say which user of the file: --user KEY");
  const { readFiles } = await import("../input/files.js");
  const { users, findings } = readFiles([file], {
    options: fileOptions(options),
    ownerAttribute: undefined,
    disclosure: "masked",
    together: true,
  });
  const found = users.find(({ ref }) => ref.key === options.user);
  if (!found) {
    const [first] = findings;
    const keys = users.map(({ ref }) => ref.key);
    throw new UsageError(
      first && users.length === 0
        ? `${first.where}: ${first.rule}`
        : `${file} has no user with the key ${JSON.stringify(options.user)}${suggestion(options.user, keys)}`,
    );
  }
  // What is not as it must be was left out of the user: a salt, for instance, without which the answer is another.
  const [wrong] = findings;
  if (wrong) remark(screen, `${wrong.where}: ${wrong.rule}; \`ciam validate\` shows all findings`);
  const { password, passwordEncryptType, salt } = found.user;
  if (password === undefined) throw new UsageError(`${options.user} has no password in ${file}`);
  if (passwordEncryptType === undefined)
    throw new UsageError(`the password of ${options.user} is no hash: it has no passwordEncryptType`);
  return checked(password, passwordEncryptType, salt);
}

async function checked(
  hash: string,
  type: HashedPassword["type"] | undefined,
  salt: Salt | undefined,
): Promise<HashedPassword> {
  const { typeOf } = await import("../password/verify.js");
  const { hashMismatch } = await import("../../provider/users/input/passwords/password.js");
  const found = type ?? typeOf(hash);
  if (found === undefined)
    throw new UsageError("the hash looks like none of BCRYPT, SHA1 and MD5, which are what CIAM imports");
  const expected = hashMismatch(hash, found);
  if (expected !== undefined) throw new UsageError(`the hash is no ${found} hash, which has ${expected}`);
  return { hash, type: found, salt };
}
