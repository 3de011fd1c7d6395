import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PublishedApi } from "./api";
import { codesOfActions } from "./codesOfActions";
import { modelsFrom } from "./declarations";

const REPOSITORY = join(__dirname, "../../..");

/** The checked-in table. */
export const PUBLISHED = join(REPOSITORY, "tests/contract/published/table.json");

/** The API by the vendor's installed SDKs: fields from the one for Node, error codes from the one for Python. */
export function derive(): PublishedApi {
  const node = dirname(require.resolve("tencentcloud-sdk-nodejs/package.json"));
  const models = readFileSync(join(node, "tencentcloud/services/ciam/v20220331/ciam_models.d.ts"), "utf8");
  const { version } = JSON.parse(readFileSync(join(node, "package.json"), "utf8")) as { version: string };
  const python = pythonSdk();
  const { actions, types } = modelsFrom(models);
  return {
    sources: { fields: `tencentcloud-sdk-nodejs ${version}`, codes: `tencentcloud-sdk-python-ciam ${python.version}` },
    actions: Object.fromEntries(
      Object.entries(actions).map(([name, action]) => [name, { ...action, codes: codesOfActions[name] ?? [] }]),
    ),
    types,
    codes: python.codes,
  };
}

/** The table as checked in. */
export function published(): PublishedApi {
  // Written by this tool; a test compares it with the tool's result.
  return JSON.parse(readFileSync(PUBLISHED, "utf8")) as PublishedApi;
}

const ASK = `
import importlib.metadata, json
from tencentcloud.ciam.v20220331 import errorcodes, models
codes = sorted(value for name, value in vars(errorcodes).items() if name.isupper())
kinds = [kind for kind in vars(models).values() if isinstance(kind, type) and kind.__module__ == models.__name__]
print(json.dumps({
    "version": importlib.metadata.version("tencentcloud-sdk-python-ciam"),
    "codes": codes,
    "models": {kind.__name__: [name[1:] for name in vars(kind()) if name[1:2].isupper()] for kind in kinds},
}))
`;

export interface PythonSdk {
  readonly version: string;
  readonly codes: readonly string[];
  /** The members of each request, response and type. */
  readonly models: Readonly<Record<string, readonly string[]>>;
}

/** The vendor's SDK for Python; the one for Node has no list of error codes. */
export function pythonSdk(): PythonSdk {
  const get = join(REPOSITORY, "tests/contract/languages/python/get.sh");
  const python = execFileSync(get, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
  // Printed by the lines above.
  return JSON.parse(execFileSync(python, ["-c", ASK], { encoding: "utf8" })) as PythonSdk;
}
