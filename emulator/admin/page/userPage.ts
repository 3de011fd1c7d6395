import { documentOf } from "./document";
import { html, when, type Html } from "./html";
import type { UserForm } from "./userForm";

/** The page on which one user can be changed and deleted. It needs no script. */
export function userPage(form: UserForm, refusal?: string): string {
  const { id, title, store } = form;
  return documentOf(
    `CIAM emulator: ${title}`,
    html`
      <p><a href="/#user-${id}">Back to the overview</a></p>
      <section class="card user" aria-labelledby="user-title">
        <h2 id="user-title">${title} <small>in ${store}</small></h2>
        <p class="quiet">
          <code>${id}</code>. The values are not masked here. What you change is a change from elsewhere to every
          program, as one in the console is.
        </p>
        ${when(
          refusal !== undefined,
          () => html`<p role="alert" class="alert" tabindex="-1" autofocus>Not saved: ${refusal ?? ""}.</p>`,
        )}
        <form method="post" action="/_emulator/page" class="fields">
          <input type="hidden" name="do" value="edit-user" />
          <input type="hidden" name="id" value="${id}" />
          <input type="hidden" name="seen" value="${form.seen}" />
          ${form.fields.map(field)} ${statusOf(form)} ${groupsOf(form)}
          <p class="buttons"><button type="submit" class="plain" id="save">Save</button></p>
        </form>
        ${deletion(form)}
      </section>
    `,
    html``,
  );
}

function field({ name, label, type, value }: UserForm["fields"][number]): Html {
  return html`<p>
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="off" spellcheck="false" />
  </p>`;
}

function statusOf({ status, statuses }: UserForm): Html {
  return html`<p>
    <label for="Status">Status</label>
    <select id="Status" name="Status">
      ${statuses.map((one) => html`<option ${when(one === status, () => html`selected`)}>${one}</option>`)}
    </select>
  </p>`;
}

function groupsOf({ groups }: UserForm): Html {
  return when(
    groups.length > 0,
    () =>
      html`<fieldset>
        <legend>Groups</legend>
        ${groups.map(
          ({ id, name, isIn }) =>
            html`<label
              ><input type="checkbox" name="UserGroup" value="${id}" ${when(isIn, () => html`checked`)} />
              ${name}</label
            >`,
        )}
      </fieldset>`,
  );
}

/** Folded, so that nobody deletes a user by one key too many. */
function deletion({ id, title }: UserForm): Html {
  return html`<details>
    <summary>Delete this user…</summary>
    <form method="post" action="/_emulator/page">
      <input type="hidden" name="do" value="delete-user" />
      <input type="hidden" name="id" value="${id}" />
      <p>All that is kept of ${title} goes, and nothing brings it back.</p>
      <button type="submit" class="plain danger" id="delete">Delete ${title}</button>
    </form>
  </details>`;
}
