import { DiffResponse, PropertyDiff, type DiffRequest } from "@pulumi/pulumi/proto/provider_pb";
import { UsageError } from "../../../ciam/errors";
import { PROVIDER } from "../../engine/literal";
import type { Props } from "../../resources/resource";
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
  if (replaces.length > 0) assertOwn(propsOf(request.getOldInputs()), replaces);
  const secret = new Set(kind.newlySecret?.(before.inputs, inputs));
  return answer(withoutSecrets(secret, differences(before.inputs, inputs)), replaces, changes);
};

/** Told where nothing else may be: of a difference without a path the engine would print everything. */
const UNTOLD: Difference = { path: "secretFields", steps: ["secretFields"], root: "secretFields", kind: "update" };

function withoutSecrets(secret: ReadonlySet<string>, found: readonly Difference[]): readonly Difference[] {
  if (secret.size === 0) return found;
  const shown = found.filter((difference) => !showsOneOf(secret, difference));
  return shown.length === 0 && found.length > 0 ? [UNTOLD] : shown;
}

/**
 * Whether the engine would print an old value of these fields: it hides a value that was secret before, and these were
 * not. A user that travels as a text is printed as a whole. What makes the fields secret is another difference.
 */
function showsOneOf(fields: ReadonlySet<string>, { steps, kind }: Difference): boolean {
  const [root, , user, field] = steps;
  if (root !== "userSets" || user === undefined) return false;
  return field === undefined ? kind === "update" : fields.has(field);
}

/**
 * What the dynamic provider has made it would also remove, by rules of its own and without knowing of the new resource. So
 * nothing is replaced in the update that brings a resource over.
 */
function assertOwn(before: Props, replaces: readonly string[]): void {
  if (before[PROVIDER] === undefined) return;
  throw new UsageError(
    `this resource comes from the dynamic provider, and its ${replaces.join(", ")} changes at the same time: run \`pulumi up\` without that change first, which brings the resource over without a call, and then with it`,
  );
}

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
