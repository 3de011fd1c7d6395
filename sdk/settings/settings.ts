import * as pulumi from "@pulumi/pulumi";
import type { Disclosure } from "../../provider/users/model/identity/identity";
import { onScreen } from "../../text/escape";
import { nearestName } from "../../text/suggest";
import { warnOfClearKey } from "../clearKey";
import { environmentProblem } from "./environment";

/** The settings of this package in a stack's config. Nothing else reads keys that begin with `ciam:`. */
const OURS = ["endpoint", "region", "profile", "language", "rate", "showValues", "environment"];

/** Keys shared with the vendor's own provider, which has many more. */
const SHARED = ["secretId", "secretKey", "securityToken", "region"];

const said = new Set<string>();

/** Warns, once each, about settings that have no effect, or another one than was meant. */
export function warnOfSettings(): void {
  warnOfClearKey();
  for (const problem of problemsOfSettings(pulumi.runtime.allConfig(), pulumi.runtime.getProject())) {
    if (said.has(problem)) continue;
    said.add(problem);
    void pulumi.log.warn(onScreen(problem));
  }
}

/** The problems of setting names, and of values that only a program reads; the provider checks the other values. */
export function problemsOfSettings(config: Readonly<Record<string, string>>, project: string): string[] {
  const environment = config["ciam:environment"];
  const problem = environment === undefined ? undefined : environmentProblem(environment);
  const keys = Object.keys(config).map((key) => problemOfKey(key, project));
  return [...keys, problem].filter((told) => told !== undefined);
}

function problemOfKey(key: string, project: string): string | undefined {
  const [, namespace = "", name = ""] = /^([^:]*):(.*)$/s.exec(key) ?? [];
  switch (namespace) {
    case "ciam": {
      const meant = nearestName(name, OURS);
      // A project of that name has its own settings under this prefix.
      if (OURS.includes(name) || (project === "ciam" && meant === undefined)) return undefined;
      return `${noEffect(key, "ciam", meant)}; there are ${OURS.map((each) => `ciam:${each}`).join(", ")}`;
    }
    case "tencentcloud": {
      const meant = nearestName(name, SHARED);
      return meant === undefined || SHARED.includes(name) ? undefined : noEffect(key, "tencentcloud", meant);
    }
    case project:
      return undefined;
    default:
      return OURS.includes(name) && nearestName(namespace, ["ciam"]) ? noEffect(key, "ciam", name) : undefined;
  }
}

function noEffect(key: string, namespace: string, meant: string | undefined): string {
  const hint = meant === undefined ? "" : ` (did you mean ${JSON.stringify(`${namespace}:${meant}`)}?)`;
  return `${JSON.stringify(key)} in the config of this stack is no setting of this package and has no effect${hint}`;
}

/** The stack's `ciam:showValues`. In a script, which has no stack, identities stay masked. */
export function disclosure(): Disclosure {
  return pulumi.runtime.getConfig("ciam:showValues") === "true" ? "values" : "masked";
}
