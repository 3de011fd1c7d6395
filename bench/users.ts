/** A file with this many made-up users, for the loaders. */
export function usersCsv(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => userLine(index));
  return `${HEADER}\n${lines.join("\n")}\n`;
}

export const HEADER = "userName,email,nickname,birthdate,gender,name";

export function userLine(index: number): string {
  const name = `user${String(index).padStart(7, "0")}`;
  return `${name},${name}@example.com,Nick ${String(index % 97)},1990-01-${String((index % 28) + 1).padStart(2, "0")},MALE,用户${String(index)}`;
}
