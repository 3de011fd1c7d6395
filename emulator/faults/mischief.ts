import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { FaultRule } from "./faultRules";
import { skewOf } from "../gateway/callee";
import { plain, reply } from "../server/replies";
import type { Service } from "../service/service";

interface Means {
  readonly service: Service;
  /** Sends a reply of the API, dated by a clock that is off by this much. */
  readonly reply: (service: Service, response: ServerResponse, text: string, skewMs: number) => void;
}

const DRIPS = 10;

/** Applies a fault to a reply. */
export async function misbehave(response: ServerResponse, fault: FaultRule, text: string, means: Means): Promise<void> {
  const send = (what: string): void => {
    means.reply(means.service, response, what, skewOf(fault));
  };
  switch (fault.effect) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "timeout":
      // Never answered: the caller has to give up.
      return;
    case "http":
      plain(response, fault.status, "the emulator was told to fail here");
      return;
    case "code": {
      const refusal = { Error: { Code: fault.code, Message: "the emulator was told to fail here" } };
      send(JSON.stringify({ Response: { ...refusal, RequestId: means.service.random.uuid() } }));
      return;
    }
    case "garbage":
      reply(response, 200, "text/html", "<html><body>Bad gateway</body></html>");
      return;
    case "truncate":
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
      response.write(Buffer.from(text).subarray(0, Math.floor(Buffer.byteLength(text) / 2)), () => response.destroy());
      return;
    case "slow":
      await delay(fault.delayMs, undefined, { ref: false });
      send(text);
      return;
    case "drip":
      await drip(response, Buffer.from(text), fault.delayMs);
      return;
    // The fault already struck: the job, the lists, or the clock that judged the call.
    case "job":
    case "forget":
    case "skew":
      send(text);
      return;
  }
}

/** Sends a reply in pieces. */
async function drip(response: ServerResponse, bytes: Buffer, overMs: number): Promise<void> {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": bytes.length });
  const size = Math.ceil(bytes.length / DRIPS);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size));
    await delay(overMs / DRIPS, undefined, { ref: false });
  }
  response.end();
}
