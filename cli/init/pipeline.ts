import type { Files } from "./files";
import type { Recipe } from "./recipes";
import type { Pipeline, Wish } from "./wish";

type Forge = Exclude<Pipeline, "none">;

/** The folder of each forge's pipeline in the examples, and the paths in it that a project takes. */
export const pipelineSources: Readonly<Record<Forge, { readonly folder: string; readonly paths: readonly string[] }>> =
  {
    github: {
      folder: "examples/github-actions",
      paths: [".github/workflows", ".github/comment.mjs", ".github/dependabot.yml"],
    },
    gitlab: { folder: "examples/gitlab-ci", paths: [".gitlab-ci.yml", "ci/comment.mjs"] },
  };

/** The step of the examples' pipelines, whose programs are in TypeScript, that installs what is needed. */
const INSTALL = /^( *)- (run: )?npm ci --ignore-scripts\n/gm;

/** An image with the tools of all of Pulumi's languages, in place of the one for Node.js. */
const IMAGE = /^( *image: )pulumi\/pulumi-nodejs-\d+:/m;

/** The page about what a forge needs besides its files: the README of the example, which is in the package. */
export function readmeOf(forge: Forge): string {
  return `node_modules/pulumi-tencentcloud-ciam/${pipelineSources[forge].folder}/README.md`;
}

/** The pipeline of a project: that of an example, with the steps that the language needs. */
export function pipelineFiles({ language, pipeline }: Wish, { prepare }: Recipe, files: Files): Files {
  if (pipeline === "none") return new Map();
  const pages = [...files].map(([path, text]) => [path, text.replaceAll("README.md", readmeOf(pipeline))] as const);
  if (language === "typescript") return new Map(pages);
  const steps = ["npm ci --ignore-scripts --omit=peer", ...prepare];
  const image = language === "yaml" ? "$&" : "$1pulumi/pulumi:";
  return new Map(pages.map(([path, text]) => [path, withSteps(text, steps).replace(IMAGE, image)]));
}

function withSteps(text: string, steps: readonly string[]): string {
  return text.replace(INSTALL, (_, indent: string, run: string | undefined) =>
    steps.map((step) => `${indent}- ${run ?? ""}${step}\n`).join(""),
  );
}
