import type { CiamUser } from "../../ciam/actions";

const masks = {
  PhoneNumber: maskedPhone,
  Email: maskedEmail,
  ResidentIdentityCard: maskedCard,
  Name: maskedName,
  Address: maskedAddress,
} as const;

export type MaskedField = keyof typeof masks;

/** A user as reads without `Original: true` show it. The masking is documented; its fields and form are not. */
export function masked(user: CiamUser, fields: readonly MaskedField[]): CiamUser {
  const shown = { ...user };
  for (const field of fields) shown[field] = via(masks[field], user[field]);
  return shown;
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

/** A whole character, not half of one. */
function first(text: string): string {
  return /^./su.exec(text)?.[0] ?? "";
}

function via(mask: (text: string) => string, value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : mask(value);
}
