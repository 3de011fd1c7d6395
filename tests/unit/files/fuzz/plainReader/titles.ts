import { allUserFields } from "../../../../../provider/users/model/fields";

/** A title as titles are compared: without case, white space around it, and notes in brackets. */
export function folded(title: string): string {
  const lower = title
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase();
  const trim = (text: string): string =>
    text
      .split(/\s+/)
      .filter((word) => word !== "")
      .join(" ");
  const without = trim(
    lower
      .replace(/\([^()[\]{}【】]*\)|\{[^()[\]{}【】]*\}|【[^()[\]{}【】]*】/g, " ")
      .replace(/\[(?!\d+\])[^()[\]{}【】=]*\]/g, " "),
  );
  return without === "" ? trim(lower) : without;
}

const names = [
  "key",
  ...allUserFields,
  "salt.saltValue",
  "salt.saltLocation.saltLocationType",
  "salt.saltLocation.saltLocationRule.regex",
];

/** What a title is the name of, in whatever case. */
export function fieldNamed(title: string): string | undefined {
  if (names.includes(title)) return title;
  const attribute = /^\s*customAttributes\.\s*(\S.*?)\s*$/is.exec(title)?.[1];
  if (title.startsWith("customAttributes.") && title.length > "customAttributes.".length) return title;
  if (attribute !== undefined) return `customAttributes.${attribute}`;
  return names.find((name) => folded(name) === folded(title));
}
