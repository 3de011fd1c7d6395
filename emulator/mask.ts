import type { CiamUser } from "../provider/ciam/actions";

/** A user as reads without `Original: true` show it. That they mask is documented, how is not. */
export function masked(user: CiamUser): CiamUser {
  return {
    ...user,
    PhoneNumber: via(maskedPhone, user.PhoneNumber),
    Email: via(maskedEmail, user.Email),
    ResidentIdentityCard: via(maskedCard, user.ResidentIdentityCard),
    Name: via(maskedName, user.Name),
    Address: via(maskedAddress, user.Address),
  };
}

/** +86-138****0000 */
function maskedPhone(phone: string): string {
  return phone.length < 8 ? "****" : `${phone.slice(0, -8)}****${phone.slice(-4)}`;
}

/** a****@example.com */
function maskedEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${first(email.slice(0, at))}****${email.slice(at)}`;
}

function maskedCard(card: string): string {
  return card.length < 8 ? "****" : `${card.slice(0, 3)}***********${card.slice(-4)}`;
}

function maskedName(name: string): string {
  return `${first(name)}**`;
}

function maskedAddress(address: string): string {
  return `${first(address)}****`;
}

/** A character, not half of one. */
function first(text: string): string {
  return /^./su.exec(text)?.[0] ?? "";
}

function via(mask: (text: string) => string, value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : mask(value);
}
