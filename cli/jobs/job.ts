import { withoutLastWord, withoutPeople, beginningWithout } from "../../ciam/errors/redact";
import { maskIdentity, type Disclosure } from "../../provider/users/model/identity/identity";

/** A user whom a job refused, or who could not be updated to match the program. */
export class FailedUser {
  constructor(
    /** An identity, as the service has it; or a user of a program with an identity that is masked already. */
    private readonly who: { readonly identity: string } | { readonly named: string },
    private readonly reason: string,
  ) {}

  /** The service may repeat in its reason what it was sent. */
  shown(disclosure: Disclosure): { user: string; reason: string } {
    if ("named" in this.who) return { user: this.who.named, reason: this.reason };
    const { identity } = this.who;
    if (disclosure === "values") return { user: identity, reason: this.reason };
    const masked = masks(identity);
    return { user: masked, reason: cleared(this.reason, identity, masked) };
  }
}

/** The identity, masked by its look: the service does not say which one it is. */
function masks(identity: string): string {
  if (identity.includes("@")) return maskIdentity("email", identity);
  return maskIdentity(/^[+\d() -]{7,}$/.test(identity) ? "phoneNumber" : "userName", identity);
}

/** Longer reasons are no sentences. */
const LOOKED_AT = 2_000;

function cleared(reason: string, identity: string, masked: string): string {
  const beginning = beginningWithout(reason, [identity], LOOKED_AT, masked);
  const isCut = reason.length > LOOKED_AT;
  const text = withoutPeople(isCut ? withoutLastWord(beginning) : beginning, (address) =>
    maskIdentity("email", address),
  );
  return isCut ? `${text.slice(0, LOOKED_AT)}…` : text;
}

/** A job of a store, as it is now or as a state remembers it. */
export interface ListedJob {
  readonly id: string;
  /** IMPORT_USER or EXPORT_USER. */
  readonly type: string;
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly createdDate: number | null;
  /** The UserImportJob it was sent by, where that is known. */
  readonly resource?: string;
  readonly failed: readonly FailedUser[];
  /** All of them: a state names only some. */
  readonly failedCount: number;
}
