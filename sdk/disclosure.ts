import * as pulumi from "@pulumi/pulumi";
import type { Disclosure } from "../provider/users/model/identity";

/** What the stack's `ciam:showValues` asks for; in a script, where there is no stack, identities stay masked. */
export function disclosure(): Disclosure {
  return pulumi.runtime.getConfig("ciam:showValues") === "true" ? "values" : "masked";
}
