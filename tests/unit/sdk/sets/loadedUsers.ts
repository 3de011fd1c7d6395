import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

/** The fields of a user in the travelling form of a file's user. */
export async function opened(user: unknown): Promise<unknown> {
  if (typeof user === "string") return JSON.parse(user);
  const { user: open, secret } = user as { user: string; secret: pulumi.Output<string> };
  return { ...(JSON.parse(open) as object), ...(JSON.parse(await valueOf(secret)) as object) };
}

export function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => output.apply((value) => resolve(value)));
}

/** The message with which a call ends the program; Pulumi prints a RunError without a stack. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).to.be.instanceOf(pulumi.RunError);
    return (error as pulumi.RunError).message;
  }
  throw new Error("nothing was refused");
}
