import { existsSync } from "node:fs";
import { readRegularFile, whyUnreadable } from "../../../disk/regularFile";
import { ConfigError, StartError } from "../../service/errors";
import type { Service } from "../../service/service";
import { makeStore } from "./store";
import { storeNamedIn, usersIn } from "./userFile";

const LIMITS = { largest: 1024 * 1024 * 1024, tooLarge: "is larger than a gigabyte", roots: [] };

/** What to load: a snapshot by its file, or a file of users and the name of the store that they are for. */
interface Order {
  readonly store: string | undefined;
  readonly file: string;
}

/**
 * Fills an emulator at its start, with each of these: `FILE`, a snapshot, or `STORE=FILE`, a file of users for a store
 * of this name, or a JSON file of users that names its store itself. What is there already stays: a snapshot goes into an emulator without stores only, and a store that
 * exists gets no users, so that an emulator with a database of its own can be started again in the same way.
 *
 * @throws ConfigError for a file that is none of both, or has a user that the store refuses; nothing of it is loaded
 */
export async function loadAll(service: Service, orders: readonly string[]): Promise<void> {
  for (const text of orders) {
    try {
      await load(service, orderIn(text));
    } catch (error) {
      if (error instanceof ConfigError) throw new ConfigError(`load ${text}: ${error.message}`);
      throw error;
    }
  }
}

async function load(service: Service, order: Order): Promise<void> {
  const { file } = order;
  const bytes = read(file);
  const store = order.store ?? storeNamedIn(file, bytes);
  if (store !== undefined) makeStore(service, store, await usersIn(file, bytes));
  else if (!isSnapshot(bytes)) {
    throw new ConfigError("it is no snapshot; for a file of users say the name of their store too, as STORE=FILE");
  } else if (service.services.db.count("SELECT count(*) AS n FROM stores") > 0) {
    service.services.log(`${file} is not loaded: there are stores already`);
  } else {
    const { restoreSnapshot } = await import("../snapshot/restore.js");
    restoreSnapshot(service, bytes);
  }
}

/** A file may have an equals sign in its name. */
function orderIn(text: string): Order {
  const at = text.indexOf("=");
  if (at <= 0 || existsSync(text)) return { store: undefined, file: text };
  return { store: text.slice(0, at), file: text.slice(at + 1) };
}

function isSnapshot(bytes: Buffer): boolean {
  return /^\s*\{\s*"snapshot"\s*:/.test(bytes.subarray(0, 256).toString("utf8"));
}

function read(file: string): Buffer {
  if (file === "") throw new ConfigError("it names no file");
  try {
    return readRegularFile(file, LIMITS);
  } catch (error) {
    throw new StartError(`load ${file}: ${whyUnreadable(error)}`);
  }
}
