/** A file with this many made-up users, for the loaders. */
export function usersCsv(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => userLine(index));
  return `${FIELDS.join(",")}\n${lines.join("\n")}\n`;
}

export const FIELDS = ["userName", "email", "nickname", "birthdate", "gender", "name"];

export function userLine(index: number): string {
  return userCells(index).join(",");
}

/** The values of a user, one for each of the fields; none needs quotes. */
export function userCells(index: number): string[] {
  const name = `user${String(index).padStart(7, "0")}`;
  const day = String((index % 28) + 1).padStart(2, "0");
  return [name, `${name}@example.com`, `Nick ${String(index % 97)}`, `1990-01-${day}`, "MALE", `用户${String(index)}`];
}
