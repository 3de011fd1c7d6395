import {
  createSourceFile,
  forEachChild,
  isInterfaceDeclaration,
  isPropertySignature,
  ScriptTarget,
  type InterfaceDeclaration,
  type Node,
  type PropertySignature,
  type SourceFile,
} from "typescript";
import type { Members } from "./api";

/** The vendor's comment on a member that may be null in an answer. */
const MAY_BE_NULL = "此字段可能返回 null";

export interface Models {
  readonly actions: Readonly<Record<string, { readonly request: Members; readonly response: Members }>>;
  readonly types: Readonly<Record<string, Members>>;
}

/** Reads actions and types from the declarations of the vendor's Node SDK: the models of one service and version. */
export function modelsFrom(declarations: string): Models {
  const file = createSourceFile("models.d.ts", declarations, ScriptTarget.ESNext, true);
  const models = new Map<string, Members>();
  forEachChild(file, (node) => {
    if (isInterfaceDeclaration(node)) models.set(node.name.text, membersOf(node, file));
  });
  // A request without members is declared as `null`, so the responses give the list of actions.
  const actions = [...models.keys()].flatMap((name) => /^(\w+)Response$/.exec(name)?.[1] ?? []).sort();
  const ofActions = new Set(actions.flatMap((name) => [`${name}Request`, `${name}Response`]));
  return {
    actions: Object.fromEntries(
      actions.map((name) => [
        name,
        { request: models.get(`${name}Request`) ?? {}, response: asResponse(models.get(`${name}Response`) ?? {}) },
      ]),
    ),
    types: Object.fromEntries([...models].filter(([name]) => !ofActions.has(name)).sort(byName)),
  };
}

/** In a response, a required member has no meaning. */
function asResponse(members: Members): Members {
  return Object.fromEntries(Object.entries(members).map(([name, text]) => [name, text.replace(", required", "")]));
}

function membersOf(model: InterfaceDeclaration, file: SourceFile): Members {
  return Object.fromEntries(
    model.members.filter(isPropertySignature).map((member) => [member.name.getText(file), described(member, file)]),
  );
}

function described(member: PropertySignature, file: SourceFile): string {
  const marks = [
    member.questionToken ? "" : ", required",
    commentOf(member, file).includes(MAY_BE_NULL) ? ", nullable" : "",
  ];
  return `${typeName(member.type?.getText(file) ?? "")}${marks.join("")}`;
}

/** `Array<number | bigint>` is a list of numbers. */
function typeName(written: string): string {
  const item = /^Array<(.*)>$/.exec(written)?.[1];
  if (item !== undefined) return `${typeName(item)}[]`;
  return written === "number | bigint" ? "number" : written;
}

function commentOf(node: Node, file: SourceFile): string {
  return file.text.slice(node.getFullStart(), node.getStart(file));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
