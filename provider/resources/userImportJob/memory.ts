import type { Services } from "../resource";

/** What the verbs of one process leave for each other, by name: they are called one by one, and handed nothing in common but this. */
export function sharedByVerbs<Value>(): (services: Pick<Services, "memory">) => Map<string, Value> {
  const processes = new WeakMap<object, Map<string, Value>>();
  return ({ memory }) => {
    const left = processes.get(memory) ?? new Map<string, Value>();
    processes.set(memory, left);
    return left;
  };
}
