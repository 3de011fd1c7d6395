import { defineConfig } from "eslint/config";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** The rooms from the top down: a room may import from those below it, never from those above. */
const rooms = [
  "sdk",
  // The two front ends, and what both need of the process they run in.
  "provider/plugin",
  "provider/dynamic",
  "provider/frontEnds",
  // What finds the service, and what of ours stands in Pulumi's documents: the command needs both, and none of the verbs.
  "provider/connection",
  "provider/engine",
  "provider/resources",
  "provider/lookUps",
  "provider/reconcile",
  "provider/planDocument",
  "provider/messages",
  "files",
  "provider/users",
  "ciam",
  // The emulator opens files too, and knows no users.
  "disk",
  "text",
];

const folders = (names) => names.map((name) => `./${name}`);
const outside = ["tests", "tools", "bench"];

const zones = [
  ...rooms.map((room, at) => ({
    target: `./${room}`,
    from: folders([...rooms.slice(0, at), ...outside, "cli"]),
    message: `imports point downwards: ${rooms.map((name) => name.replace("provider/", "")).join(" > ")}`,
  })),
  // Whoever installs one front end need not have the other.
  { target: "./provider/plugin", from: "./provider/dynamic" },
  // Within the users: what is planned stands on what a user is, and on nothing of how one is written down.
  { target: "./provider/users/model", from: folders(["provider/users/input", "provider/users/plan"]) },
  { target: "./provider/users/input", from: "./provider/users/plan" },
  { target: "./provider/users/plan", from: "./provider/users/input" },
  // The emulator shares the description of the API with the provider, how files are opened and how things are said.
  { target: "./emulator", from: folders(["sdk", "provider", "files", "cli", ...outside]) },
  // Only what finds the service may start an emulator, and only when it is asked to.
  { target: folders(rooms.filter((room) => room !== "provider/connection")), from: "./emulator" },
  // The command reads files as programs do and looks at stores as the provider does; it runs none of the verbs.
  {
    target: "./cli",
    from: folders([
      "sdk",
      "provider/plugin",
      "provider/dynamic",
      "provider/frontEnds",
      "provider/resources",
      "emulator",
      ...outside,
    ]),
    message: "what the command shares with programs and with the provider is in a room below both",
  },
];

/** Ways to a screen that go round `text/escape.ts`; the files that are the way have a reason beside each. */
const pastTheScreen = [
  {
    selector: "MemberExpression[property.name='write'][object.property.name=/^(stdout|stderr)$/]",
    message: "say it by the screen of this room, which writes out what cannot be seen in a text",
  },
  { selector: "NewExpression[callee.property.name='RunError']", message: "take runError of sdk/runError.ts" },
  { selector: "NewExpression[callee.name='RunError']", message: "take runError of sdk/runError.ts" },
];

/**
 * What an engine calls things. Below the front ends, and in the command beyond what reads Pulumi's output, an unknown is
 * `UNKNOWN`, a secret a `Secret`, or `HIDDEN` where it is not told, and of a urn the parts are asked of planDocument/urn.ts.
 */
const engineSigns = [
  "Literal[value=/04da6b54-80e4|4dabf181930|1b470612641|^__(urn|provider|database|usersHidden)?$|^\\[secret\\]$|^urn:pulumi:/]",
  "Literal[regex.pattern=/^\\^?__|urn:pulumi/]",
  "TemplateElement[value.raw=/urn:pulumi:/]",
  "Identifier[name=/^__(urn|provider|database|usersHidden)$/]",
].map((selector) => ({
  selector,
  message: "only a front end knows the signs of its engine: provider/dynamic and provider/engine",
}));

/** Halves of CIAM's codes, and the class of an error: what they mean is asked of ciam/errors/catalogue/meanings.ts. */
const CODES =
  "/\\b(?:FailedOperation|AuthFailure|UnauthorizedOperation|InternalError|InvalidAction|InvalidParameter|InvalidParameterValue|" +
  "(?:Request|RequestSize|ResponseSize)?LimitExceeded|RepeatRequest|UserNotFound|InvalidUserStore|unknown-outcome)\\b|MustInWhitelist|AlreadyExists/";
const pastTheCatalogue = [
  ...[
    "Literal[value=" + CODES + "]",
    "Literal[regex.pattern=" + CODES + "]",
    "TemplateElement[value.raw=" + CODES + "]",
  ],
  "BinaryExpression > MemberExpression[property.name='class']",
].map((selector) => ({
  selector,
  message: "what an error of CIAM means is asked of ciam/errors/catalogue/meanings.ts, its texts of reasons.ts",
}));

export default defineConfig(
  // The SDK that it imports is generated where it is set up; a test on the real CLI runs it.
  { ignores: ["examples/typescript-plugin/"] },
  { ignores: ["dist/", "**/node_modules/", "**/.build-*/", "tests/programs/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { "import-x": importX },
    settings: { "import-x/extensions": [".ts"], "import-x/resolver": { node: { extensions: [".ts"] } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: [
      "disk/**/*.ts",
      "text/**/*.ts",
      "ciam/**/*.ts",
      "files/**/*.ts",
      "provider/**/*.ts",
      "emulator/**/*.ts",
      "cli/**/*.ts",
    ],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@pulumi/*"], message: "Pulumi's SDK is the program's: below sdk/ nothing knows it" }] },
      ],
    },
  },
  {
    // A program has nothing to do with it: the protocol is compiled into the plugin.
    files: ["provider/plugin/**/*.ts"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: [
      "text/**/*.ts",
      "ciam/**/*.ts",
      "files/**/*.ts",
      "sdk/**/*.ts",
      "provider/**/*.ts",
      "emulator/**/*.ts",
      "cli/**/*.ts",
    ],
    rules: { "no-restricted-syntax": ["error", ...pastTheScreen], "no-console": "error" },
  },
  {
    // Above the API itself, with both rules.
    files: ["disk/**/*.ts", "text/**/*.ts", "files/**/*.ts", "sdk/**/*.ts", "provider/**/*.ts", "cli/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...pastTheScreen, ...pastTheCatalogue] },
  },
  {
    files: [...rooms.slice(rooms.indexOf("provider/resources")), "cli"].map((room) => `${room}/**/*.ts`),
    ignores: ["ciam/**/*.ts", "cli/preview/read.ts"],
    rules: { "no-restricted-syntax": ["error", ...pastTheScreen, ...pastTheCatalogue, ...engineSigns] },
  },
  {
    files: ["ciam/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...pastTheScreen, ...engineSigns] },
  },
  {
    files: ["tests/**/*.ts"],
    // `expect(x).to.be.true` is an expression.
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
);
