import { html, when, type Html } from "./html";

/** The page for a visitor without the token that other machines need. */
export function signInPage(wasWrong: boolean): string {
  return documentOf(
    "CIAM emulator: sign in",
    html`
      <section class="card sign-in" aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">Sign in</h2>
        <p>
          This emulator can be reached from other machines, so its page asks for the <code>adminToken</code> of its
          ready line, or the token that it was given.
        </p>
        ${when(wasWrong, () => html`<p role="alert" class="alert">That is not the token of this emulator.</p>`)}
        <form method="post" action="/_emulator/page">
          <input type="hidden" name="do" value="sign-in" />
          <label for="token">Token</label>
          <input id="token" name="token" type="password" autocomplete="off" required />
          <button type="submit" class="plain">Show the page</button>
        </form>
      </section>
    `,
    html``,
  );
}

/** A whole page around its main part; texts in it are escaped. */
export function documentOf(title: string, main: Html, tools: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_emulator/page.css" />
        <script src="/_emulator/page.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <h1>CIAM emulator</h1>
          <p class="note">On this machine, for tests. Not the cloud.</p>
          ${tools}
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <p id="news" role="status" class="unseen"></p>
      </body>
    </html> `.text;
}
