import type { IncomingMessage, ServerResponse } from "node:http";
import type { Access } from "./access";
import type { Database } from "../service/database";
import { answer } from "./http";
import { plain } from "./replies";
import { Service, type ServiceOptions } from "../service/service";

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** Everything that `start` defers until it is needed: import it lazily. */
export async function load(
  db: Database,
  access: Access,
  options: ServiceOptions,
  orders: readonly string[],
): Promise<Answering> {
  const service = new Service(db, options);
  if (orders.length > 0) {
    const { loadAll } = await import("../admin/seed/load.js");
    await loadAll(service, orders);
  }
  return (request, response) => {
    answer(service, access, request, response).catch((error: unknown) => {
      // A caller that disconnects in the middle of its request is no fault of the emulator.
      if (!request.complete) return;
      service.services.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      if (response.headersSent) response.destroy();
      else plain(response, 500, "the emulator failed; its log says why");
    });
  };
}
