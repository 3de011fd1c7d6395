import { ODD_GENDER, type Arrival, type Guest } from "../trial/stages/arrival";
import type { Judgements } from "./switches";
import { told, untold, type Judgement } from "./judgement";

const named = ({ guests }: Arrival, role: string): Guest | undefined => guests.find((guest) => guest.role === role);
const NEVER_CAME = untold("the user who would have shown it was refused, or never came");

/** The effects of an import on a user. */
export function newcomers(arrival: Arrival): Judgements {
  const kept = named(arrival, "f")?.kept;
  const odd = named(arrival, "e");
  return {
    importedUserStatus: statusOf(kept?.Status),
    importedUserDataSource:
      typeof kept?.UserDataSourceEnum === "string"
        ? told(kept.UserDataSourceEnum, `an imported user has ${JSON.stringify(kept.UserDataSourceEnum)}`)
        : untold("an imported user has no text there"),
    genders: odd?.kept
      ? told([], `a gender that nobody has, ${JSON.stringify(ODD_GENDER)}, was taken`)
      : untold("a gender that nobody has was refused; which ones the store takes, no answer says"),
  };
}

const statuses = ["NOT_ENABLED", "NORMAL"];

function statusOf(status: string | null | undefined): Judgement {
  if (typeof status !== "string") return NEVER_CAME;
  if (!statuses.includes(status)) return untold(`an imported user is ${status}, which the emulator has no setting for`);
  return told(status, `an imported user is ${status}`);
}

/** In which form values are kept. */
export function forms(arrival: Arrival): Judgements {
  const [a, b, d, e] = ["a", "b", "d", "e"].map((role) => named(arrival, role));
  return {
    "storedForms.emailLowerCase": changed(a?.sent.Email, a?.kept?.Email, (sent) => sent.toLowerCase(), {
      what: "an e-mail address with capitals",
      how: "in small letters",
    }),
    "storedForms.phonePrefix": changed(b?.sent.PhoneNumber, b?.kept?.PhoneNumber, (sent) => `+86-${sent}`, {
      what: "a phone number without a country",
      how: "with +86-",
    }),
    "storedForms.genderUpperCase": either(
      [d, e].map((guest) =>
        changed(guest?.sent.Gender, guest?.kept?.Gender, (sent) => sent.toUpperCase(), {
          what: "a gender in small letters",
          how: "in capitals",
        }),
      ),
    ),
    "storedForms.sortedGroups": sorted(a),
    "storedForms.birthdateOffsetMs": birthdate(a),
  };
}

/** Tells false if a value is kept as it was sent, true if it is kept in the form of the other setting. */
function changed(
  sent: string | undefined,
  kept: string | null | undefined,
  form: (sent: string) => string,
  { what, how }: { readonly what: string; readonly how: string },
): Judgement {
  if (sent === undefined || typeof kept !== "string") return NEVER_CAME;
  if (kept === sent) return told(false, `${what} is kept as it was sent`);
  if (kept === form(sent)) return told(true, `${what} is kept ${how}`);
  return untold(`${what} is kept in a form that the emulator has no setting for`);
}

function either(judgements: readonly Judgement[]): Judgement {
  return judgements.find((judgement) => "value" in judgement) ?? judgements[0] ?? NEVER_CAME;
}

function sorted(guest: Guest | undefined): Judgement {
  const sent = guest?.sent.UserGroup;
  if (!sent) return untold("there were not two groups to be in");
  const kept = guest.kept?.UserGroups;
  if (!kept) return NEVER_CAME;
  if (kept.join() === sent.join()) return told(false, "groups are kept in the order in which they were sent");
  if (kept.join() === [...sent].sort().join()) return told(true, "groups are kept sorted");
  return untold("groups are kept in an order that the emulator has no setting for");
}

function birthdate(guest: Guest | undefined): Judgement {
  const [sent, kept] = [guest?.sent.Birthdate, guest?.kept?.Birthdate];
  if (sent === undefined || typeof kept !== "number") return NEVER_CAME;
  const offset = kept - Date.parse(`${sent}T00:00:00Z`);
  return told(offset, `a birthdate is kept as its midnight in UTC and ${offset.toLocaleString("en-US")} ms`);
}

const MASKABLE = ["PhoneNumber", "Email", "ResidentIdentityCard", "Name", "Address"] as const;

/** The fields that reads without `Original` mask. */
export function masks({ guests }: Arrival): Judgements {
  const isMasked = new Map<string, boolean>();
  for (const field of MASKABLE)
    for (const { kept, masked } of guests) {
      const [open, shown] = [kept?.[field], masked?.[field]];
      if (typeof open === "string" && masked) isMasked.set(field, open !== shown);
    }
  const fields = MASKABLE.filter((field) => isMasked.get(field));
  const unseen = MASKABLE.filter((field) => !isMasked.has(field));
  const listed = fields.join(", ");
  if (fields.length === 0)
    return unseen.length > 0
      ? { masking: NEVER_CAME, maskedFields: NEVER_CAME }
      : {
          masking: told(false, "no field was masked"),
          maskedFields: untold("no field was masked, so there is no telling which would be"),
        };
  return {
    masking: told(true, `masked: ${listed}`),
    maskedFields:
      unseen.length > 0
        ? untold(`masked: ${listed}; no user came with ${unseen.join(", ")}`)
        : told(fields, `masked: ${listed}`),
  };
}

/** The judgement about the names of groups in a user. */
export function groupNames(arrival: Arrival): Judgements {
  const kept = named(arrival, "a")?.kept ?? named(arrival, "f")?.kept;
  if (!kept) return { userGroupNames: NEVER_CAME };
  const names = kept.UserGroupNames;
  if (names === undefined) return { userGroupNames: told(false, "a user comes without UserGroupNames") };
  if (names === null) return { userGroupNames: untold("UserGroupNames is null") };
  return { userGroupNames: told(true, "a user comes with UserGroupNames") };
}
