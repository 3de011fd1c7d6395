import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import type { Environment } from "./cli";

const requestSchema = z.object({ plaintext: z.string().optional(), ciphertext: z.string().optional() });

/** Where a stack's key lies that needs no passphrase: to make a key of one takes longer than most commands do. */
export const KEY = "hashivault://tests";

let vault: Promise<Environment> | undefined;

/** A key service that keeps what it is given, by the part of Vault's API that Pulumi asks; answers how to find it. */
export function vaultOfTests(): Promise<Environment> {
  vault ??= new Promise((ready) => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { plaintext, ciphertext } = requestSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
        const data = plaintext === undefined ? { plaintext: ciphertext } : { ciphertext: plaintext };
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
      });
    });
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      ready({ VAULT_SERVER_URL: `http://127.0.0.1:${String(port)}`, VAULT_SERVER_TOKEN: "not-a-secret" });
    });
    server.unref();
  });
  return vault;
}
