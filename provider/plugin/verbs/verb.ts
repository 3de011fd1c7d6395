import type { Plugin } from "../plugin";

/** One verb of the protocol. */
export type Verb<Asked, Answer> = (plugin: Plugin, request: Asked) => Answer | Promise<Answer>;
