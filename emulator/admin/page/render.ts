import { documentOf } from "./document";
import { html, when, type Html } from "./html";
import type { JobRow, PresetRow, View } from "./view";

/** What was done just before the page is shown again. */
export type Done = "saved" | "deleted" | "gone" | "nobody";

const sentences: Readonly<Record<Done, string>> = {
  saved: "The user is saved.",
  deleted: "The user is deleted.",
  gone: "The user is not there any more.",
  nobody: "No user has this id, name, phone number or e-mail.",
};

export function isDone(text: string | null): text is Done {
  return text !== null && Object.hasOwn(sentences, text);
}

/** The page as a document. It works without its script, which only spares reloading. */
export function page(view: View, done?: Done): string {
  return documentOf(
    "CIAM emulator",
    html`
      ${when(done !== undefined, () => html`<p class="done" role="status">${done ? sentences[done] : ""}</p>`)}
      ${summary(view)}
      <div class="columns">
        <div class="wide">${jobs(view)} ${users(view)} ${calls(view)}</div>
        <div class="narrow">${faults(view)} ${time(view)} ${stores(view)}</div>
      </div>
    `,
    html`<p id="live" hidden><button type="button" id="live-button" aria-pressed="true">Live</button></p>`,
  );
}

function summary({ endpoint, totals, unfinished }: View): Html {
  const tile = (count: number, what: string): Html =>
    html`<div>
      <dt>${what}</dt>
      <dd>${count.toLocaleString("en")}</dd>
    </div>`;
  return html`<section id="summary" data-live aria-label="In numbers">
    <dl class="tiles">
      ${tile(totals.stores, "User stores")} ${tile(totals.users, "Users")} ${tile(totals.jobs, "Jobs")}
      ${tile(unfinished, "Unfinished jobs")} ${tile(totals.calls, "Calls")}
    </dl>
    <p class="quiet">Endpoint <code>${endpoint}</code></p>
  </section>`;
}

function jobs({ jobs, totals }: View): Html {
  const body =
    jobs.length === 0
      ? html`<p class="empty">No import or export yet.</p>`
      : table(
          "jobs",
          ["Job", "Status", "Progress", "Store", "Created"],
          jobs.map(
            (job) =>
              html`<tr data-job="${job.id}" data-status="${job.status}">
                <th scope="row">${job.type} <code>${job.id.slice(0, 8)}</code></th>
                <td>
                  ${status(job.status)}${when(job.failed > 0, () => html`<br /><small>${job.failed} refused</small>`)}
                </td>
                <td>${progress(job)}</td>
                <td>${job.store}</td>
                <td>${clockTime(job.created)}</td>
              </tr>`,
          ),
        );
  return card("jobs", "Jobs", body, shownOf(jobs.length, totals.jobs));
}

function progress({ id, type, status, done }: JobRow): Html {
  const percent = Math.round(done * 100);
  if (status === "COMPLETED" || status === "FAILED") return html`<small>ended</small>`;
  const name = `${type} ${id.slice(0, 8)}`;
  return html`<div class="moving">
    <progress max="100" value="${percent}" aria-label="${name}">${percent}%</progress>
    ${button(`advance-${id}`, "Advance", { do: "advance-job", id }, `Advance ${name}`)}
  </div>`;
}

function users({ users, totals }: View): Html {
  const body =
    users.length === 0
      ? html`<p class="empty">No users yet.</p>`
      : table(
          "users",
          ["User name", "Phone", "E-mail", "Status", "Store"],
          users.map(
            ({ id, name, phone, email, status: state, store }) =>
              html`<tr>
                <th scope="row">
                  <a
                    id="user-${id}"
                    href="/_emulator/users/${id}"
                    aria-label="Edit ${name === "" ? id.slice(0, 8) : name}"
                    >${name === "" ? html`<code>${id.slice(0, 8)}</code>` : name}</a
                  >
                </th>
                <td>${phone}</td>
                <td>${email}</td>
                <td>${status(state)}</td>
                <td>${store}</td>
              </tr>`,
          ),
        );
  return html`${card("users", "Users", body, shownOf(users.length, totals.users))} ${finder()}`;
}

/** Beside the table, which is replaced while somebody may be writing here. */
function finder(): Html {
  return html`<form class="finder" method="get" action="/_emulator/users" role="search">
    <label for="find">Find a user by name, phone number, e-mail or id</label>
    <input id="find" name="find" required autocomplete="off" />
    <button type="submit" class="plain">Edit</button>
  </form>`;
}

function calls({ calls, totals }: View): Html {
  const body =
    calls.length === 0
      ? html`<p class="empty">Nobody has called yet.</p>`
      : table(
          "calls",
          ["Action", "Outcome", "Users", "Time"],
          calls.map(
            ({ action, outcome, users, at }) =>
              html`<tr>
                <th scope="row">${action === "" ? "(none)" : action}</th>
                <td>${status(outcome)}</td>
                <td>${users ?? ""}</td>
                <td>${clockTime(at)}</td>
              </tr>`,
          ),
        );
  return card("calls", "Calls", body, shownOf(calls.length, totals.calls));
}

function faults({ presets, rules }: View): Html {
  return card(
    "faults",
    "Faults",
    html`<ul class="switches">
        ${presets.map(preset)}
      </ul>
      ${when(
        rules.length > 0,
        () =>
          html`<h3>Other rules</h3>
            <ul class="rules">
              ${rules.map(
                ({ action, when, effect, code, done }) =>
                  html`<li>
                    <code>${action}</code>, ${when}: ${effect === "code" ? code : effect}
                    <small>(struck ${done})</small>
                  </li>`,
              )}
            </ul>`,
      )}`,
  );
}

function preset({ name, what, isOn, done }: PresetRow): Html {
  return html`<li>
    <form method="post" action="/_emulator/page">
      <input type="hidden" name="do" value="preset" />
      <input type="hidden" name="name" value="${name}" />
      <input type="hidden" name="to" value="${isOn ? "off" : "on"}" />
      <button
        type="submit"
        id="preset-${name}"
        role="switch"
        aria-checked="${String(isOn)}"
        aria-describedby="what-${name}"
      >
        <span class="knob" aria-hidden="true"></span>${name}
      </button>
    </form>
    <p id="what-${name}">
      ${what}${when(isOn, () => html` <strong>Struck ${done} ${done === 1 ? "call" : "calls"}.</strong>`)}
    </p>
  </li>`;
}

function time({ clock: { now, frozen, advancedMs, skewMs } }: View): Html {
  return card(
    "time",
    "Time",
    html`<p>
        <time datetime="${new Date(now).toISOString()}"
          >${new Date(now).toISOString().replace("T", " ").slice(0, 19)}</time
        >
        UTC
      </p>
      <p class="quiet">
        ${frozen ? "Stands still." : "Runs."} ${advancedMs === 0 ? "" : `Set forward by ${duration(advancedMs)}.`}
        ${skewMs === 0 ? "" : `The gateway's clock is off by ${duration(skewMs)}.`}
      </p>
      <div class="buttons">
        ${button("minute", "+1 minute", { do: "advance-clock", ms: "60000" }, "+1 minute for the service")}
        ${button("hour", "+1 hour", { do: "advance-clock", ms: "3600000" }, "+1 hour for the service")}
        ${button("freeze", frozen ? "Start" : "Stop", { do: "freeze", to: frozen ? "off" : "on" }, frozen ? "Start the time" : "Stop the time")}
      </div>`,
  );
}

function stores({ stores, totals }: View): Html {
  const body =
    stores.length === 0
      ? html`<p class="empty">No user store yet. <code>CreateUserStore</code> makes one.</p>`
      : table(
          "stores",
          ["Name", "Users", "Groups"],
          stores.map(
            ({ id, name, users, groups }) =>
              html`<tr>
                <th scope="row">
                  ${name}<br /><small><code>${id}</code></small>
                </th>
                <td>${users.toLocaleString("en")}</td>
                <td>${groups}</td>
              </tr>`,
          ),
        );
  return card("stores", "User stores", body, shownOf(stores.length, totals.stores));
}

function card(id: string, title: string, body: Html, aside = ""): Html {
  return html`<section id="${id}" class="card" data-live aria-labelledby="${id}-title">
    <h2 id="${id}-title" tabindex="-1">${title} ${when(aside !== "", () => html`<small>${aside}</small>`)}</h2>
    ${body}
  </section>`;
}

/** Wide tables scroll on their own, by keyboard too. */
function table(id: string, columns: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" id="${id}-table" role="region" aria-label="Table of ${id}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function button(id: string, text: string, fields: Readonly<Record<string, string>>, label: string): Html {
  return html`<form method="post" action="/_emulator/page">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button type="submit" class="plain" id="${id}" aria-label="${label}">${text}</button>
  </form>`;
}

const GOOD: ReadonlySet<string> = new Set(["OK", "COMPLETED", "NORMAL"]);
const MOVING: ReadonlySet<string> = new Set(["PENDING", "PROCESSING"]);

/** The word tells the status; the colour repeats it. */
function status(word: string): Html {
  return html`<span class="status ${toneOf(word)}">${word}</span>`;
}

function toneOf(word: string): "good" | "moving-on" | "quiet" | "bad" {
  if (GOOD.has(word)) return "good";
  if (MOVING.has(word)) return "moving-on";
  return word === "NOT_ENABLED" ? "quiet" : "bad";
}

function clockTime(at: number): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(11, 19)}</time>`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.trunc(seconds / 3600), Math.trunc((seconds % 3600) / 60)];
  const parts = [
    hours !== 0 && `${String(hours)} h`,
    minutes !== 0 && `${String(minutes)} min`,
    `${String(seconds % 60)} s`,
  ];
  return parts.filter((part) => part !== false).join(" ");
}

function shownOf(shown: number, total: number): string {
  return shown < total ? `the newest ${String(shown)} of ${total.toLocaleString("en")}` : "";
}
