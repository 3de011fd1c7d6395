/** So many of the last characters are seen, for what differs in the end only. */
const END = 15;

/** A text of at most so many characters, with both of its ends. */
export function cutInTheMiddle(text: string, longest: number): string {
  const characters = Array.from(text);
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest - END - 1).join("")}…${characters.slice(-END).join("")}`;
}
