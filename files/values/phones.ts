import { sentPhone } from "../../provider/users/model/identity/phone";
import type { Conversion } from "./conversion";

/** A number with the country that the file does not write; what is no number stays, for the check to refuse. */
export function phoneFrom(
  text: string,
  { barePhones, phoneCountry }: Pick<Conversion, "barePhones" | "phoneCountry">,
): string {
  const bare = barePhones === true ? text.replace(/[\s-]/g, "") : text;
  // White space round it is for the check to tell.
  return phoneCountry === undefined || bare !== bare.trim() ? bare : sentPhone(bare, phoneCountry);
}
