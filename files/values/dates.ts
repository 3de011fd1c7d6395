/** Turns a date as a file writes it into `YYYY-MM-DD`. Undefined for a text of another form. */
export type DateReader = (text: string) => string | undefined;

const PARTS = /YYYY|MM|M|DD|D/g;

/** What is wrong with the form of a date, if anything is. */
export function dateFormProblem(form: string): string | undefined {
  const parts = (form.match(PARTS) ?? []).map((part) => part.charAt(0)).sort();
  return parts.join("") === "DMY" ? undefined : "must have YYYY, MM and DD once each, as in DD/MM/YYYY";
}

/** Reads dates of a form such as `DD/MM/YYYY`. A day and a month may have one digit where something stands between them. */
export function dateReader(form: string): DateReader {
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
