// node generate.mjs [COUNT]: writes export/customers.csv, what an older system might have exported, the same every time.
// Every address is in example.com, which belongs to nobody, and every password is made of the customer's number.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";

const COUNT = Number(process.argv[2] ?? 5000);
const NAMES = ["Ada", "Bo", "Chen", "Dalia", "Emeka", "Farah", "Greta", "Hugo", "Ines", "Jun", "Kofi", "Lan", "Mira"];

const rows = ["customerNumber,login,mail,display_name,born,pw_hash,pw_salt,pw_salt_at,state,last_login"];
for (let number = 1; number <= COUNT; number++) {
  const customer = `c${String(number).padStart(5, "0")}`;
  const salt = createHash("sha256").update(customer).digest("hex").slice(0, 16);
  const hash = createHash("sha1")
    .update(`${salt}Old-password-${String(number)}`)
    .digest("hex");
  const born = new Date(Date.UTC(1950, 0, 1) + ((number * 7919) % 20_000) * 86_400_000).toISOString().slice(0, 10);
  const state = number % 100 === 0 ? "closed" : "open";
  rows.push(
    [
      customer,
      customer,
      `${customer}@example.com`,
      NAMES[number % NAMES.length],
      born,
      hash,
      salt,
      "HEAD",
      state,
      "2026-01-31",
    ].join(","),
  );
}

mkdirSync("export", { recursive: true });
writeFileSync("export/customers.csv", `${rows.join("\n")}\n`);
console.log(`export/customers.csv: ${COUNT} customers, ${COUNT / 100} of them closed`);
