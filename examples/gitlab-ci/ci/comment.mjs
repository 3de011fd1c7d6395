// node ci/comment.mjs FILE: puts the comment into the merge request, in place of the one of an earlier push.
import { readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, COMMENT_TOKEN } = process.env;
const file = process.argv[2] ?? "comment.md";
const body = readFileSync(file, "utf8");
// The first line is a comment that no reader sees, and the same with every push.
const marker = body.split("\n", 1)[0] ?? "";
// Without it every comment would look like ours, and a colleague's would be overwritten.
if (!marker.startsWith("<!-- ciam-comment: ")) {
  console.error(
    `${file} is not what \`ciam comment\` writes, so no comment is touched; its own step says what went wrong`,
  );
  process.exit(1);
}

const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;

async function call(method, url, content) {
  const response = await fetch(url, {
    method,
    headers: { "private-token": COMMENT_TOKEN ?? "", ...(content && { "content-type": "application/json" }) },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

// Anybody can begin a comment with the marker. Written into theirs, ours would be theirs to edit once it has been read.
async function earlierNote() {
  const { id: me } = await call("GET", `${CI_API_V4_URL}/user`);
  if (!Number.isInteger(me)) throw new Error("GitLab does not say whose COMMENT_TOKEN is");
  for (let page = 1; ; page++) {
    const found = await call("GET", `${notes}?per_page=100&page=${page}`);
    const mine = found.find((note) => note.body?.startsWith(marker) && note.author?.id === me);
    if (mine || found.length < 100) return mine;
  }
}

const earlier = await earlierNote();
await (earlier ? call("PUT", `${notes}/${earlier.id}`, { body }) : call("POST", notes, { body }));
console.log(earlier ? "replaced" : "written");
