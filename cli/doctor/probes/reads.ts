import { isPageRefused, isParameterUnknown } from "../../../ciam/errors/catalogue/meanings";
import type { Answers, Taken } from "../questions/questions";
import type { Searches } from "../trial/stages/searches";
import type { SecondStore } from "../trial/stages/secondStore";
import type { Judgements } from "./switches";
import { measured, told, untold, type Judgement } from "./judgement";

/** The answers of the service about nobody. */
export function nobody(seen: Answers): Judgements {
  return {
    unknownJobIds: ignored(seen.unknownJob, "a made-up job id"),
    unknownFilterKeys: ignored(seen.unknownFilter, "a made-up filter key"),
    unknownUserById: unknownUser(seen.unknownUser),
    describeUserNeedsFilter: needsFilter(seen.noFilter),
    emptyLists: emptyList(seen.emptyList),
  };
}

function ignored(seen: Taken, what: string): Judgement {
  if (seen === "taken") return told("ignore", `${what} was passed over`);
  return isPageRefused(seen.refusal)
    ? told("refuse", `${what} was refused: ${seen.refusal.code}`)
    : untold(seen.refusal.message);
}

function unknownUser(seen: Answers["unknownUser"]): Judgement {
  if (seen === "null") return told("null", "a made-up UserId was answered with null");
  if (seen === "no such user") return told("refuse", "a made-up UserId was refused");
  return untold(`a made-up UserId was answered otherwise: ${seen.other}`);
}

function needsFilter(seen: Answers["noFilter"]): Judgement {
  if (seen === "taken") return told(false, "DescribeUser without a filter was answered");
  return seen === "not searched"
    ? told(true, "DescribeUser without a filter was refused")
    : untold(seen.refusal.message);
}

function emptyList(seen: Answers["emptyList"]): Judgement {
  if (seen === "null") return told("null", "a list of nobody was answered with null");
  if (seen === "empty") return told("empty", "a list of nobody was answered as an empty list");
  return untold(
    seen === "absent" ? "a list of nobody was left out of the answer" : "a search for nobody found somebody",
  );
}

/** The callers that the service lets in, and the parameters that it takes. */
export function gate(seen: Answers): Judgements {
  return {
    actionSet: actionSet(seen),
    regions:
      seen.otherRegion === "taken"
        ? told([], "a made-up region was taken")
        : untold(
            seen.otherRegion === "not served"
              ? "a made-up region was refused; which ones are served, no answer says"
              : seen.otherRegion.refusal.message,
          ),
    explicitNulls: nulls(seen.nullParameter),
    unknownParameters: parameters(seen.unknownParameter),
  };
}

function actionSet({ stores, groups }: Answers): Judgement {
  if (stores === "offered" && groups === "offered") return told("mainland", "stores and groups are listed");
  if (stores === "unknown" && groups === "unknown")
    return told("international", "actions about stores and groups are not known");
  return untold("of the actions about stores and groups only some could be asked");
}

function nulls(seen: Taken): Judgement {
  if (seen === "taken") return told("absent", "a parameter that is null was passed over");
  return isPageRefused(seen.refusal)
    ? told("refuse", `a parameter that is null was refused: ${seen.refusal.code}`)
    : untold(seen.refusal.message);
}

function parameters(seen: Taken): Judgement {
  if (seen === "taken") return told("ignore", "a made-up parameter was passed over");
  return isParameterUnknown(seen.refusal)
    ? told("refuse", `a made-up parameter was refused: ${seen.refusal.code}`)
    : untold(seen.refusal.message);
}

/** The ways in which users are searched. */
export function searches({ byWhole, byPart, between, byAbsence }: Searches): Judgements {
  const [separator, ...others] = between;
  return {
    conditionMatch: condition(byWhole, byPart),
    betweenSeparator:
      separator !== undefined && others.length === 0
        ? told(
            separator,
            `between found a user with ${JSON.stringify(separator)} between the ends, and with nothing else`,
          )
        : untold("between found a user with none of the separators that were tried, or with several"),
    notEqualFindsEmpty:
      byAbsence === undefined
        ? untold("the search was refused")
        : told(byAbsence, `!= ${byAbsence ? "found" : "did not find"} users who do not have the attribute`),
  };
}

function condition(byWhole: boolean | undefined, byPart: boolean | undefined): Judgement {
  if (byPart) return told("contains", "a part of a user name found the user");
  if (byWhole && byPart === false) return told("equals", "a whole user name found the user, a part of it did not");
  return untold("a search by the user name did not find the user");
}

/** The time for which a new store stays out of the list. */
export function secondStore({ listedAfterMs }: SecondStore): Judgements {
  return {
    storeLagMs: listedAfterMs
      ? measured(listedAfterMs, "a new store was listed", "most")
      : untold("a new store was never listed"),
  };
}
