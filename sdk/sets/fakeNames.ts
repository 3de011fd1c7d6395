const GIVEN = [
  ...[
    "Ada",
    "Amara",
    "Anton",
    "Aiko",
    "Bashir",
    "Beatriz",
    "Bo",
    "Camille",
    "Chen",
    "Dalia",
    "Dmitri",
    "Elif",
    "Emeka",
  ],
  ...["Farah", "Felix", "Greta", "Hana", "Hugo", "Ines", "Ivan", "Jun", "Kofi", "Lan", "Leila", "Luca", "Mei", "Mira"],
  ...["Nadia", "Noor", "Olga", "Oscar", "Priya", "Quentin", "Rosa", "Samir", "Sofia", "Tariq", "Uma", "Vera", "Yusuf"],
] as const;

const FAMILY = [
  ...[
    "Abbott",
    "Aoki",
    "Bakker",
    "Berg",
    "Castro",
    "Dahl",
    "Diallo",
    "Eriksen",
    "Fischer",
    "Fofana",
    "Garcia",
    "Gupta",
  ],
  ...["Haddad", "Huang", "Ito", "Jansen", "Kaya", "Kim", "Kovacs", "Lehmann", "Lim", "Mbeki", "Moreau", "Nakamura"],
  ...["Novak", "Okafor", "Olsen", "Petrov", "Quispe", "Rossi", "Santos", "Schmidt", "Silva", "Tanaka", "Usman", "Vega"],
  ...["Wang", "Weber", "Yilmaz", "Zhou"],
] as const;

/** A common name made from two numbers. */
export function fakeName(given: number, family: number): string {
  return `${GIVEN[given % GIVEN.length] ?? ""} ${FAMILY[family % FAMILY.length] ?? ""}`;
}
