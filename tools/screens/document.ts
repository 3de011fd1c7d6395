/** The place of a screen in a page: a comment with its name before it, and a comment that ends it. */
const PLACE = /<!-- screen: ([\w-]+) -->\n[^]*?<!-- end of screen -->/g;

/** The names of a page's screens, in order. */
export function screensIn(page: string): string[] {
  return [...page.matchAll(PLACE)].map(([, name = ""]) => name);
}

/** The page with these screens in place; a screen that is not given stays as it is. */
export function withScreens(page: string, screens: ReadonlyMap<string, readonly string[]>): string {
  return page.replace(PLACE, (place: string, name: string) => {
    const lines = screens.get(name);
    if (lines === undefined) return place;
    return [`<!-- screen: ${name} -->`, "", "```console", ...lines, "```", "", "<!-- end of screen -->"].join("\n");
  });
}
