import { published } from "../../../../tools/published/derive";
import { isActionName, type ActionName } from "../../../../ciam";
import type { Bench } from "../bench";
import { casesAbout, type ContractCase, type Need } from "../case";
import { fieldsOf, objectOf, withAt, type Field } from "../fields";

const { actions, types } = published();

/** The form of each request by the vendor's models, and the codes for a wrong form. */
export const form: ContractCase[] = Object.keys(actions).flatMap((name) => (isActionName(name) ? casesOf(name) : []));

function casesOf(action: ActionName): ContractCase[] {
  const members = actions[action]?.request ?? {};
  const fields = fieldsOf(members, types);
  const needs = needsOf(action);
  /** A request with every field, in an existing store that has no users and nothing else. */
  const complete = (at: Bench): unknown => {
    const request = objectOf(members, types);
    return "UserStoreId" in request ? { ...request, UserStoreId: at.UserStoreId } : request;
  };
  const refuses = (at: Bench, path: readonly string[], put: unknown, code: string): Promise<void> =>
    at.refusesForm(action, withAt(complete(at), path, put) as object, code);

  return casesAbout(action, ({ documented }) => {
    for (const { path } of fields.filter(({ required }) => required)) {
      documented(`needs ${path.join(".")}`, (at) => refuses(at, path, undefined, "MissingParameter"), ...needs);
    }
    documented(
      "refuses a parameter that it does not have",
      (at) => refuses(at, ["Surprise"], "x", "UnknownParameter"),
      ...needs,
    );
    for (const { path, list } of fields.filter(({ type }) => type in types)) {
      documented(
        `refuses a member that ${path.join(".")} does not have`,
        (at) => refuses(at, [...path, ...(list ? ["0"] : []), "Surprise"], "x", "UnknownParameter"),
        ...needs,
      );
    }
    if (fields.length === 0) return;
    documented(
      "refuses values of another type, whichever field they are for",
      async (at) => {
        for (const field of fields) {
          for (const wrong of wrongFor(field)) await refuses(at, field.path, wrong, "InvalidParameter");
        }
      },
      ...needs,
    );
  });
}

function wrongFor({ type, list }: Field): unknown[] {
  const item = type === "string" ? 7 : type === "number" ? "7" : type === "boolean" ? "true" : "text";
  return list ? [[item], "text"] : [item, ["list"]];
}

function needsOf(action: ActionName): Need[] {
  if (/^(?:Create|Update|Delete)UserStore$/.test(action)) return ["stores"];
  return /UserStore$|UserGroups?$/.test(action) ? ["mainland"] : [];
}
