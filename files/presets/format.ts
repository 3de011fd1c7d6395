import type { UsersFromFileOptions } from "../options";
import { nameIn } from "../paths/follow";
import { presets } from "./index";
import type { Tree } from "./preset";

function treesOf({ preset }: UsersFromFileOptions): readonly Tree[] {
  if (preset === undefined) return [];
  const { formats }: { readonly formats: readonly { readonly kind: string }[] } = presets[preset];
  return formats.filter((format): format is Tree => format.kind === "tree");
}

/** The path to the users in a file of the preset that is an object with these members. */
export function placeOfUsers(options: UsersFromFileOptions, members: readonly string[]): string | undefined {
  const there = new Set(members.map((name) => name.toLowerCase()));
  return treesOf(options).find(({ at }) => at !== undefined && there.has(at.split(".")[0]?.toLowerCase() ?? ""))?.at;
}

/** The format of the preset that a user has. */
export function userFormat(
  options: UsersFromFileOptions,
  user: Readonly<Record<string, unknown>>,
): { readonly format?: Tree; readonly rule?: string } {
  if (options.preset === undefined) return {};
  const trees = treesOf(options);
  const format = trees.find(({ members }) => members.some((member) => nameIn(user, member) !== undefined));
  if (format !== undefined) return { format };
  if (trees.length === 0)
    return { rule: `the preset ${options.preset} has no format of objects: its files are tables` };
  const known = trees.map(({ members, title }) => `${members.join(" or ")} (${title})`).join("; ");
  return { rule: `the first user has none of the members that the preset ${options.preset} knows a file by: ${known}` };
}
