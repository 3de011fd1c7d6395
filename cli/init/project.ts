import { parse, stringify } from "yaml";
import { z } from "zod";
import { MAINLAND_HOST } from "../../ciam/endpoint";
import { replacedOnce, type Files } from "./files";
import { pipelineFiles } from "./pipeline";
import { recipes, type Recipe } from "./recipes";
import type { Wish } from "./wish";

/** The sources of a project. */
export interface Sources {
  /** The template of the language. */
  readonly template: Files;
  /** The pipeline of the forge, of an example that is run by it. */
  readonly pipeline: Files;
}

/** The stack whose users are in the emulator, and the one whose users are in the cloud. */
export const stacks = { trial: "dev", cloud: "production" } as const;

/** The part of a template's project file that only `pulumi new` reads. */
const FOR_PULUMI_NEW = /^template:\n(?: .*\n|\n)*/m;

const projectFile = z.object({
  template: z.object({
    description: z.string(),
    config: z.record(z.string(), z.object({ default: z.string() })),
  }),
});

/** All files of a project. */
export function projectFiles(wish: Wish, { template, pipeline }: Sources): Files {
  const recipe = recipes[wish.language];
  const { template: about } = projectFile.parse(parse(template.get("Pulumi.yaml") ?? ""));
  const program = new Map(template);
  if (wish.store.kind === "existing") declareNoStore(program, recipe, wish.store.id);
  const files = new Map<string, string>();
  for (const [path, text] of program) {
    const own = path === "Pulumi.yaml" ? text.replace(FOR_PULUMI_NEW, () => pluginLines(wish)) : text;
    files.set(path, own.replaceAll("${PROJECT}", wish.name).replaceAll("${DESCRIPTION}", about.description));
  }
  files.set(".gitignore", linesOf(recipe.ignored));
  files.set("package.json", withPackage(template.get("package.json"), wish.source));
  if (recipe.requirements) {
    const { file, line } = recipe.requirements;
    files.set(file, `${files.get(file) ?? ""}${line}\n`);
  }
  for (const [stack, settings] of settingsOf(wish, about.config)) files.set(`Pulumi.${stack}.yaml`, settings);
  for (const [path, text] of pipelineFiles(wish, recipe, pipeline)) files.set(path, text);
  return files;
}

function declareNoStore(program: Map<string, string>, { program: path, ...recipe }: Recipe, id: string): void {
  const users = replacedOnce(program.get(path) ?? "", recipe.newStore, "");
  program.set(path, replacedOnce(users, recipe.idOfNewStore, recipe.knownId(id)));
}

/** A program of the classes needs no plugin. */
function pluginLines({ language }: Wish): string {
  if (language === "typescript") return "";
  return linesOf([
    "# Without these lines the plugin is the one that `pulumi plugin install` has put on the machine.",
    "plugins:",
    "  providers:",
    "    - name: ciam",
    "      path: node_modules/pulumi-tencentcloud-ciam/dist/bin",
  ]);
}

/** The template leaves the package out, because a registry may not have it. */
function withPackage(template: string | undefined, source: string): string {
  const { dependencies, devDependencies, ...others } = packageFile.parse(JSON.parse(template ?? '{ "private": true }'));
  const all = { ...dependencies, "pulumi-tencentcloud-ciam": source };
  return `${JSON.stringify({ ...others, dependencies: all, devDependencies }, null, 2)}\n`;
}

const versions = z.record(z.string(), z.string()).optional();
const packageFile = z.looseObject({ dependencies: versions, devDependencies: versions });

/** A trial needs a store that nobody else has, so there is none of a store that exists. */
function settingsOf(
  { language, store, endpoint, pipeline }: Wish,
  trial: Readonly<Record<string, { readonly default: string }>>,
): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  if (store.kind === "new") {
    const defaults = Object.entries(trial).map(([name, { default: value }]) => [name, value] as const);
    settings.set(stacks.trial, configFile(Object.fromEntries(defaults)));
  }
  if (store.kind === "existing" || pipeline !== "none") {
    const production = {
      "ciam:endpoint": endpoint,
      ...(endpoint === MAINLAND_HOST && { "ciam:region": "ap-guangzhou" }),
      // Only the classes have users that are made up, to be kept out of it.
      ...(language === "typescript" && { "ciam:environment": "production" }),
    };
    settings.set(stacks.cloud, configFile(production));
  }
  return settings;
}

function configFile(config: Readonly<Record<string, string>>): string {
  return stringify({ config });
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
