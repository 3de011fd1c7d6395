import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import type { PendingOperation, ResourceState, StackState } from "./state";
import { bareValue, Hidden, secret, type Value, type Values } from "./values";

const PROVIDER = "pulumi:providers:pulumi-nodejs";

/** In place of the stack's passphrase. */
const KEY = randomBytes(32);

/** The state file in the engine's own format: secrets are cipher text. */
export function stored(state: StackState): string {
  return text(state, ({ value }) => ({ ciphertext: encrypted(JSON.stringify(bareValue(value))) }));
}

/** The output of `pulumi stack export --show-secrets`: secrets are marked and legible. */
export function exported(state: StackState): string {
  return text(state, ({ value }) => ({ plaintext: JSON.stringify(bareValue(value)) }));
}

function text({ config, resources, pendingOperations }: StackState, sealed: (value: Hidden) => object): string {
  const provider = { urn: PROVIDER, custom: true, type: PROVIDER, inputs: config, outputs: config };
  const deployment = {
    resources: [provider, ...resources.map((resource) => ({ custom: true, ...resource }))],
    pending_operations: pendingOperations.map(({ urn, type }) => ({ resource: { urn }, type })),
  };
  return JSON.stringify(
    { version: 3, deployment },
    (_name, value: unknown) =>
      value instanceof Hidden ? { [specialSigKey]: specialSecretSig, ...sealed(value) } : value,
    2,
  );
}

type Recorded = Partial<ResourceState> & Pick<ResourceState, "urn" | "type">;

/** Reads the output of `stored` or `exported`, or of the real `pulumi stack export --show-secrets`. */
export function parsed(file: string): StackState {
  // The engine's format, written by it or by the functions above.
  const { deployment } = JSON.parse(file, unsealed) as {
    deployment: {
      resources?: Recorded[];
      pending_operations?: { resource: { urn: string }; type: PendingOperation["type"] }[];
    };
  };
  const recorded = deployment.resources ?? [];
  const isOurs = ({ type }: Recorded) => type.startsWith("pulumi-nodejs:dynamic/ciam:");
  return {
    config: recorded.find(({ type }) => type === PROVIDER)?.inputs ?? {},
    resources: recorded.filter(isOurs).map(resourceFrom),
    pendingOperations: (deployment.pending_operations ?? []).map(({ resource: { urn }, type }) => ({ urn, type })),
  };
}

function resourceFrom(recorded: Recorded): ResourceState {
  return {
    urn: recorded.urn,
    type: recorded.type,
    id: recorded.id ?? "",
    inputs: recorded.inputs ?? ({} satisfies Values),
    outputs: recorded.outputs ?? ({} satisfies Values),
    initErrors: recorded.initErrors ?? [],
    retainOnDelete: recorded.retainOnDelete ?? false,
    ignoreChanges: recorded.ignoreChanges ?? [],
    additionalSecretOutputs: recorded.additionalSecretOutputs ?? [],
    delete: recorded.delete ?? false,
    pendingReplacement: recorded.pendingReplacement ?? false,
  };
}

function unsealed(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || !(specialSigKey in value)) return value;
  if ("plaintext" in value) return secret(JSON.parse(String(value.plaintext)) as Value);
  if ("ciphertext" in value) return secret(JSON.parse(decrypted(String(value.ciphertext))) as Value);
  return value;
}

function encrypted(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", KEY, iv);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [iv, cipher.getAuthTag(), body].map((part) => part.toString("base64")).join(":");
}

function decrypted(sealed: string): string {
  const [iv, tag, body] = sealed.split(":").map((part) => Buffer.from(part, "base64"));
  if (!iv || !tag || !body) throw new Error("this is no cipher text of the double");
  const decipher = createDecipheriv("aes-256-gcm", KEY, iv).setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString();
}
