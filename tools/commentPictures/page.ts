import { marked } from "marked";

/** The forms and the column width of a comment on GitHub. */
const STYLE = `
body { margin: 0; padding: 16px; background: #f6f8fa; color: #1f2328; font: 14px/1.5 "Noto Sans", Helvetica, Arial, sans-serif; }
article { width: 820px; background: #fff; border: 1px solid #d1d9e0; border-radius: 6px; }
header { padding: 8px 16px; background: #f6f8fa; color: #59636e; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; }
header b { color: #1f2328; }
main { padding: 16px; }
main > :first-child { margin-top: 0; }
main > :last-child { margin-bottom: 0; }
h3 { margin: 0 0 16px; font-size: 1.25em; line-height: 1.25; }
p, table, pre, details { margin: 0 0 16px; }
details > :last-child { margin-bottom: 0; }
summary { margin-bottom: 4px; }
table { border-collapse: collapse; }
th, td { padding: 6px 13px; border: 1px solid #d1d9e0; text-align: left; }
tbody tr:nth-child(2n) { background: #f6f8fa; }
code, pre { font: 12px/1.45 ui-monospace, "Liberation Mono", monospace; }
code { padding: .2em .4em; background: #818b981f; border-radius: 6px; }
pre { padding: 16px; background: #f6f8fa; border-radius: 6px; white-space: pre-wrap; }
pre code { padding: 0; background: none; }
`;

/** A comment in the look of a forge. */
export async function page(comment: string): Promise<string> {
  const body = await marked.parse(comment, { gfm: true });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A comment</title><style>${STYLE}</style>
<article><header><b>github-actions</b> commented</header><main>${body}</main></article></html>`;
}
