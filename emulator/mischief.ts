import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { FaultRule } from "./faults";
import { plain, reply } from "./replies";
import type { Service } from "./service";

interface Means {
  readonly service: Service;
  readonly reply: (service: Service, response: ServerResponse, text: string) => void;
}

/** Does to a reply what a fault demands. */
export async function misbehave(response: ServerResponse, fault: FaultRule, text: string, means: Means): Promise<void> {
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
      means.reply(
        means.service,
        response,
        JSON.stringify({ Response: { ...refusal, RequestId: means.service.random.uuid() } }),
      );
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
      means.reply(means.service, response, text);
      return;
    // The harm is done to the job.
    case "job":
      means.reply(means.service, response, text);
      return;
  }
}
