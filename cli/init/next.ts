import { fileForShell } from "../../text/quote";
import { readmeOf } from "./pipeline";
import { stacks } from "./project";
import { recipes } from "./recipes";
import type { Wish } from "./wish";

/** The commands to type in a new project, up to its first users. */
export function nextCommands(folder: string, { language, store }: Wish): string[] {
  const { install, generate, prepare } = recipes[language];
  const stack = store.kind === "new" ? stacks.trial : stacks.cloud;
  return [
    ...(folder === "." ? [] : [`cd ${fileForShell(folder)}`]),
    install,
    ...generate,
    ...prepare,
    `pulumi stack init ${stack}`,
    // In the cloud somebody looks first.
    ...(store.kind === "new" ? [] : ["pulumi preview"]),
    "pulumi up",
  ];
}

/** Remarks about what cannot be typed yet, or has to be known before. */
export function nextRemarks({ store, pipeline, source }: Wish): string[] {
  return [
    "Pulumi asks where its state is to be kept: `pulumi login --local` takes your home folder",
    ...(store.kind === "existing"
      ? ["the store is in the cloud: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY say who asks"]
      : []),
    ...(pipeline === "none"
      ? []
      : [
          `the pipeline works with the stack ${stacks.cloud}; which keys and environments the forge needs is in ${readmeOf(pipeline)}`,
        ]),
    ...(pipeline !== "none" && source.startsWith("file:..")
      ? [
          `${source.slice("file:".length)} is outside of the project, where no pipeline finds it: put it into the project, and say so in package.json`,
        ]
      : []),
  ];
}
