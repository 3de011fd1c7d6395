/** Turns a date as a file writes it into `YYYY-MM-DD`. Undefined for a text of another form. */
export type DateReader = (text: string) => string | undefined;

const PARTS = /YYYY|MM|M|DD|D/g;

/** The word for dates that are numbers of days since 1900, in the place of a form. */
const EXCEL = "excel";

/** The problem with the form of a date, if there is one. */
export function dateFormProblem(form: string): string | undefined {
  if (form === EXCEL) return undefined;
  const parts = (form.match(PARTS) ?? []).map((part) => part.charAt(0)).sort();
  return parts.join("") === "DMY" ? undefined : "must have YYYY, MM and DD once each, as in DD/MM/YYYY, or be excel";
}

/** Reads dates of a form such as `DD/MM/YYYY`. A day and a month may have one digit where something stands between them. */
export function dateReader(form: string): DateReader {
  if (form === EXCEL) return dayOfNumber;
  const isParted = /(?:YYYY|MM?|DD?)[^YMD]+(?:YYYY|MM?|DD?)[^YMD]+(?:YYYY|MM?|DD?)/.test(form);
  const order: string[] = [];
  const pattern = form
    .split(/(YYYY|MM|M|DD|D)/)
    .map((part) => {
      if (!/^(?:YYYY|MM?|DD?)$/.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      order.push(part.charAt(0));
      if (part === "YYYY") return "(\\d{4})";
      return isParted ? "(\\d{1,2})" : "(\\d{2})";
    })
    .join("");
  const whole = new RegExp(`^\\s*${pattern}\\s*$`);
  return (text) => {
    const [, ...parts] = whole.exec(text) ?? [];
    if (parts.length !== 3) return undefined;
    const part = (name: string): string => (parts[order.indexOf(name)] ?? "").padStart(2, "0");
    return `${part("Y")}-${part("M")}-${part("D")}`;
  };
}

/** The 31st of December 9999. */
const LAST_DAY = 2_958_465;

/** As spreadsheets count: day 60 is a 29th of February that 1900 did not have. What is left of a day is its time. */
function dayOfNumber(text: string): string | undefined {
  const [, digits = ""] = /^\s*(\d{1,7})(?:[.,]\d+)?\s*$/.exec(text) ?? [];
  const day = Number(digits);
  if (digits === "" || day < 1 || day === 60 || day > LAST_DAY) return undefined;
  return new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * 86_400_000).toISOString().slice(0, 10);
}
