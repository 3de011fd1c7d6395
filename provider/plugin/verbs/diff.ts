import { DiffResponse, PropertyDiff, type DiffRequest } from "@pulumi/pulumi/proto/provider_pb";
import { differences, type Difference } from "../differences";
import { kindOf } from "../kinds";
import { propsOf } from "../wire/struct";
import { own, stateIn } from "./state";
import type { Verb } from "./verb";

/** Says what is different, user by user and field by field, and, after a `check`, what an update would do about it. */
export const diff: Verb<DiffRequest, DiffResponse> = (plugin, request) => {
  const urn = request.getUrn();
  const kind = kindOf(urn);
  const given = propsOf(request.getNews());
  const inputs = own(given);
  const before = stateIn(kind, request.getOldInputs(), request.getOlds());
  const asked = plugin.request({ urn, inputs: given });
  const { changes = false, replaces = [] } = kind.resource.diff({
    ...asked,
    id: request.getId(),
    state: before.outputs,
    inputs,
    isForecast: plugin.takePassed(urn),
  });
  return answer(differences(before.inputs, inputs), replaces, changes);
};

function answer(found: readonly Difference[], replaces: readonly string[], changes: boolean): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const response = new DiffResponse()
    .setChanges(found.length > 0 || changes ? DIFF_SOME : DIFF_NONE)
    .setDiffsList([...new Set(found.map(({ root }) => root))])
    .setReplacesList(found.flatMap(({ root }) => (replaces.includes(root) ? [root] : [])))
    .setHasdetaileddiff(found.length > 0);
  const detailed = response.getDetaileddiffMap();
  for (const difference of found) {
    const kind = kindOfDifference(difference, replaces);
    detailed.set(difference.path, new PropertyDiff().setKind(kind).setInputdiff(true));
  }
  return response;
}

function kindOfDifference({ kind, root }: Difference, replaces: readonly string[]): PropertyDiff.Kind {
  const { ADD, DELETE, UPDATE, ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = PropertyDiff.Kind;
  const kinds = replaces.includes(root)
    ? { add: ADD_REPLACE, delete: DELETE_REPLACE, update: UPDATE_REPLACE }
    : { add: ADD, delete: DELETE, update: UPDATE };
  return kinds[kind];
}
