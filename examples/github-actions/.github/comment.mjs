// node .github/comment.mjs FILE: puts the comment into the pull request, in place of the one of an earlier push.
import { readFileSync } from "node:fs";

const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST } = process.env;
// Whose comments the token writes. GitHub tells a workflow's own token no name, and this is what it gives all of them;
// with the token of an app, say here what it is called, as in `users-bot[bot]`.
const { COMMENT_AUTHOR = "github-actions[bot]" } = process.env;
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

const issues = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;

async function call(method, url, content) {
  const response = await fetch(url, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${GITHUB_TOKEN}`,
      "user-agent": "ciam-comment",
      ...(content && { "content-type": "application/json" }),
    },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function earlierComment() {
  for (let page = 1; ; page++) {
    const comments = await call("GET", `${issues}/${PULL_REQUEST}/comments?per_page=100&page=${page}`);
    const found = comments.find(isOurs);
    if (found || comments.length < 100) return found;
  }
}

// Anybody can begin a comment with the marker. Written into theirs, ours would be theirs to edit once it has been read.
function isOurs({ body, user }) {
  const type = COMMENT_AUTHOR.endsWith("[bot]") ? "Bot" : "User";
  return body?.startsWith(marker) && user?.login === COMMENT_AUTHOR && user.type === type;
}

const earlier = await earlierComment();
const { html_url: url } = earlier
  ? await call("PATCH", `${issues}/comments/${earlier.id}`, { body })
  : await call("POST", `${issues}/${PULL_REQUEST}/comments`, { body });
console.log(`${earlier ? "replaced" : "written"}: ${url}`);
