import type { Finding } from "../finding";
import type { Arrival } from "../trial/stages/arrival";
import type { Observations } from "../trial/observe";
import type { Updates } from "../trial/stages/updates";

/** Findings of the trial that no switch of the emulator stands for. */
export function besideSwitches({ arrival, updates, disturbed }: Observations): Finding[] {
  if (disturbed !== undefined) return [];
  return [
    ...("seen" in arrival ? [identityForms(arrival.seen)] : []),
    ...("seen" in updates ? [frozen(updates.seen)] : []),
  ];
}

const FORMS = [
  { role: "f", form: "a user name of small letters and digits" },
  { role: "a", form: "an e-mail address with capitals" },
  { role: "b", form: "a phone number of eleven digits" },
] as const;

/** The identities that the rules of the store let in, as far as guests had them. */
function identityForms({ guests }: Arrival): Finding {
  const outcomes = FORMS.map(({ role, form }) => ({
    form,
    isTaken: guests.some((guest) => guest.role === role && guest.kept),
  }));
  const [taken, refused] = [true, false].map((wanted) =>
    outcomes.filter(({ isTaken }) => isTaken === wanted).map(({ form }) => form),
  );
  return {
    about: "the service's habits",
    asked: "which identities do the rules of the store let in",
    cameBack: [
      ...(taken?.length ? [`taken: ${taken.join(", ")}`] : []),
      ...(refused?.length ? [`not taken: ${refused.join(", ")}`] : []),
    ].join("; "),
    means:
      "a user whose identity the rules refuse is named as failed, and the others come; the console shows the rules",
    page: "docs/user-import-job.md#users-that-ciam-refuses",
    standing: refused?.length ? "open" : "fine",
  };
}

/** The finding about locked and frozen users, and about what a frozen one is refused. */
function frozen({ locked, frozenRefusesPassword }: Updates): Finding {
  const line = {
    about: "the service's habits",
    asked: "can a user be locked and frozen, and is a frozen one refused a password",
    page: "docs/user-import-job.md#users-who-leave",
  } as const;
  const lock = locked ? "a user can be locked" : "no user could be locked";
  if (frozenRefusesPassword === undefined)
    return {
      ...line,
      cameBack: `${lock}; whether a frozen one is refused a password, no answer said`,
      means: 'try removalPolicy: "freeze" with one user first',
      standing: "open",
    };
  return {
    ...line,
    cameBack: `${lock}; a frozen one ${frozenRefusesPassword ? "is refused a password" : "takes a password"}`,
    means: 'removalPolicy: "freeze" works; who comes back is set to NORMAL before a password is set',
    standing: "fine",
  };
}
