import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { Reachable } from "../clients/vendor";

/** A call signed by version 1, by the letter of the documentation, of which any part can be wrong. */
export interface Version1Call {
  readonly method?: "GET" | "POST";
  readonly action?: string;
  /** The action's own parameters. */
  readonly own?: Readonly<Record<string, string>>;
  /** Changes to the parameters that every action has; undefined leaves one out. */
  readonly common?: Readonly<Record<string, string | undefined>>;
  readonly secretKey?: string;
  /** The host that is signed. */
  readonly host?: string;
  /** The Host header; default: the signed host. */
  readonly header?: string;
  /** How a parameter is named in what is signed. */
  readonly naming?: (name: string) => string;
}

export interface Told {
  readonly Response: { readonly Error?: { readonly Code: string; readonly Message: string } };
}

/** Sends a call signed by version 1; returns the answer. */
export async function sentByVersion1(emulator: Reachable, call: Version1Call): Promise<Told> {
  const { method = "POST" } = call;
  const form = new URLSearchParams(Object.entries(signed(emulator, call))).toString();
  const { host } = new URL(emulator.endpoint);
  const headers = { host: call.header ?? host, "content-type": "application/x-www-form-urlencoded" };
  const url = method === "GET" ? `${emulator.endpoint}/?${form}` : emulator.endpoint;
  const text = await new Promise<string>((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (reply) => {
      let all = "";
      reply.setEncoding("utf8").on("data", (part: string) => (all += part));
      reply.on("end", () => resolve(all));
    });
    request.on("error", reject);
    request.end(method === "GET" ? "" : form);
  });
  return JSON.parse(text) as Told;
}

function signed({ endpoint, secretId, secretKey }: Reachable, call: Version1Call): Record<string, string> {
  const { method = "POST", action = "ListUserStore", own = {}, host = new URL(endpoint).host } = call;
  const naming = call.naming ?? ((name: string) => name);
  const sent = defined({
    Action: action,
    Version: "2022-03-31",
    Region: "ap-guangzhou",
    Timestamp: String(Math.floor(Date.now() / 1000)),
    Nonce: "11886",
    SecretId: secretId,
    SignatureMethod: "HmacSHA256",
    ...call.common,
    ...own,
  });
  const named = Object.entries(sent).map(([name, value]) => [naming(name), value] as const);
  const text = named
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const algorithm = sent["SignatureMethod"] === "HmacSHA256" ? "sha256" : "sha1";
  const signature = createHmac(algorithm, call.secretKey ?? secretKey)
    .update(`${method}${host}/?${text}`)
    .digest("base64");
  return defined({ ...sent, Signature: call.common?.["Signature"] ?? signature });
}

function defined(members: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, string] => member[1] !== undefined),
  );
}
