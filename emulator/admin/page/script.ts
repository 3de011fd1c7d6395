/** Fetches the page periodically and replaces what has changed; announces the results of jobs and switches. */
export const SCRIPT = `"use strict";
const EVERY_MS = 1000;
const news = document.getElementById("news");
const live = document.getElementById("live");
const liveButton = document.getElementById("live-button");
let isLive = true;

const statuses = (root) =>
  new Map([...root.querySelectorAll("[data-job]")].map((row) => [row.dataset.job, row.dataset.status]));

function say(sentences) {
  if (sentences.length > 0) news.textContent = sentences.join(" ");
}

function put(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  const before = statuses(document);
  const focused = document.activeElement && document.activeElement.id;
  for (const section of document.querySelectorAll("[data-live]")) {
    const fresh = next.getElementById(section.id);
    if (!fresh || fresh.innerHTML === section.innerHTML) continue;
    const held = section.contains(document.activeElement);
    const table = section.querySelector(".scroll");
    const at = table ? [table.scrollLeft, table.scrollTop] : [0, 0];
    section.replaceChildren(...fresh.childNodes);
    const again = section.querySelector(".scroll");
    if (again) [again.scrollLeft, again.scrollTop] = at;
    if (held) (document.getElementById(focused) || section.querySelector("h2")).focus({ preventScroll: true });
  }
  const sentences = [];
  for (const [id, status] of statuses(document)) {
    if (before.get(id) !== status) sentences.push("Job " + id.slice(0, 8) + " is " + status + ".");
  }
  say(sentences.slice(0, 3));
}

async function fetched(url, options) {
  const reply = await fetch(url, options);
  if (!reply.ok) throw new Error(String(reply.status));
  put(await reply.text());
}

async function look() {
  if (!isLive || document.hidden) return;
  try {
    await fetched("/", { headers: { accept: "text/html" } });
  } catch {
    say(["The emulator does not answer."]);
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method === "get" || !document.getElementById("summary")) return;
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(form));
  try {
    await fetched(form.action, { method: "POST", body: sent });
    if (sent.get("do") === "preset") say([sent.get("name") + " is " + sent.get("to") + "."]);
  } catch {
    say(["That did not work."]);
  }
});

if (live && liveButton) {
  live.hidden = false;
  liveButton.addEventListener("click", () => {
    isLive = !isLive;
    liveButton.setAttribute("aria-pressed", String(isLive));
    look();
  });
  setInterval(look, EVERY_MS);
}
`;
