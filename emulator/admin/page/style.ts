/** One sheet, without external fonts or pictures. */
export const STYLE = `:root {
  color-scheme: light dark;
  --back: #f6f7f9; --card: #ffffff; --line: #dfe3e8; --text: #1b2430; --quiet: #57616e;
  --accent: #0b5cad; --good: #14692f; --bad: #a3261c; --moving: #7a4a00; --off: #6b7582;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #12161c; --card: #1a2029; --line: #313a46; --text: #e6eaf0; --quiet: #a3adba;
    --accent: #7db7f5; --good: #72d08f; --bad: #ff9c90; --moving: #efc069; --off: #8a95a3;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
header, main { max-width: 80rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; padding-top: 1.5rem; }
main { padding-bottom: 3rem; outline: none; }
h1 { font-size: 1.35rem; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1rem; margin: 0 0 0.75rem; outline: none; }
h2 small { font-weight: normal; color: var(--quiet); margin-left: 0.35rem; }
h3 { font-size: 0.9rem; margin: 1rem 0 0.25rem; }
p { margin: 0 0 0.5rem; }
.note, .quiet, .empty { color: var(--quiet); }
header #live { margin-left: auto; }
code { font: 0.86em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.tiles { display: flex; flex-wrap: wrap; gap: 0.5rem 2.5rem; margin: 1rem 0 0.25rem; }
.tiles dt { color: var(--quiet); font-size: 0.85rem; }
.tiles dd { margin: 0; font-size: 1.6rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; margin-top: 0.75rem; }
.wide, .narrow { display: grid; gap: 1rem; align-content: start; min-width: 0; }
@media (min-width: 62rem) { .columns { grid-template-columns: minmax(0, 1fr) 22rem; } }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.15rem; min-width: 0; }
.scroll { overflow: auto; max-height: 48rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.4rem 1rem 0.4rem 0; vertical-align: top; border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-size: 0.8rem; font-weight: 500; color: var(--quiet); position: sticky; top: 0; background: var(--card); }
tbody th { font-weight: 500; }
td:last-child, thead th:last-child { padding-right: 0; }
small { font-size: 0.85em; color: var(--quiet); }
.status { font-size: 0.85rem; font-weight: 600; }
.status::before { content: ""; display: inline-block; width: 0.5em; height: 0.5em; border-radius: 50%; background: currentColor; margin-right: 0.45em; vertical-align: 0.08em; }
.narrow th, .narrow td { padding-right: 0.75rem; } .narrow tbody th { white-space: normal; overflow-wrap: anywhere; } .narrow tbody code { font-size: 0.65rem; }
@media (max-width: 40rem) { .card { padding: 0.75rem; } .scroll { max-height: none; } .wide th, .wide td { white-space: normal; overflow-wrap: anywhere; padding-right: 0.4rem; font-size: 0.85rem; } .moving { flex-wrap: wrap; } progress { width: 3.5rem; } }
.good { color: var(--good); } .bad { color: var(--bad); } .moving-on { color: var(--moving); }
.moving { display: flex; align-items: center; gap: 0.6rem; }
progress { width: 7rem; height: 0.5rem; accent-color: var(--accent); }
form { margin: 0; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; }
button { font: inherit; color: inherit; cursor: pointer; }
.plain, #live-button { background: transparent; border: 1px solid var(--off); border-radius: 6px; padding: 0.1rem 0.65rem; font-size: 0.86rem; }
.plain:hover, #live-button:hover { border-color: var(--accent); color: var(--accent); }
#live-button[aria-pressed="true"]::before { content: "● "; color: var(--good); }
#live-button[aria-pressed="false"]::before { content: "○ "; }
.switches, .rules { list-style: none; margin: 0; padding: 0; }
.switches li { padding: 0.55rem 0; border-top: 1px solid var(--line); }
.switches li:first-child { border-top: 0; padding-top: 0; }
.switches p { margin: 0.1rem 0 0 3rem; font-size: 0.86rem; color: var(--quiet); }
.switches strong { color: var(--text); font-weight: 600; }
[role="switch"] { display: flex; align-items: center; gap: 0.75rem; width: 100%; background: none; border: 0; padding: 0; font-weight: 500; text-align: left; border-radius: 6px; }
.knob { flex: none; width: 2.25rem; height: 1.25rem; border-radius: 1rem; background: var(--off); position: relative; transition: background 0.15s; }
.knob::after { content: ""; position: absolute; top: 0.15rem; left: 0.15rem; width: 0.95rem; height: 0.95rem; border-radius: 50%; background: var(--card); transition: left 0.15s; }
[aria-checked="true"] .knob { background: var(--bad); }
[aria-checked="true"] .knob::after { left: 1.15rem; }
.sign-in { max-width: 30rem; margin-top: 1rem; }
.sign-in form { display: grid; gap: 0.5rem; justify-items: start; }
.sign-in input { font: inherit; color: inherit; background: var(--back); padding: 0.35rem 0.5rem; border: 1px solid var(--off); border-radius: 6px; width: 100%; }
.alert { color: var(--bad); }
.done { border-left: 3px solid var(--good); padding-left: 0.6rem; margin-top: 1rem; }
a { color: var(--accent); }
.finder { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 0.6rem; margin: -0.5rem 0 0; }
.finder label { color: var(--quiet); font-size: 0.86rem; }
.finder input { flex: 1 1 10rem; min-width: 0; }
.user { max-width: 44rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0.75rem 1.25rem; margin: 1rem 0; }
.fields p:not(.buttons) { margin: 0; display: grid; gap: 0.15rem; align-content: start; min-width: 0; }
.fields label, legend { font-size: 0.86rem; color: var(--quiet); }
.fields > .buttons, fieldset { grid-column: 1 / -1; }
.fields input:not([type="checkbox"]), .fields select, .finder input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--off); border-radius: 6px; padding: 0.3rem 0.5rem; width: 100%; }
fieldset { border: 1px solid var(--line); border-radius: 6px; display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; padding: 0.35rem 0.75rem 0.6rem; min-width: 0; }
fieldset label { color: var(--text); overflow-wrap: anywhere; }
summary { cursor: pointer; width: fit-content; }
details form { margin-top: 0.5rem; }
.danger { color: var(--bad); border-color: var(--bad); overflow-wrap: anywhere; text-align: left; }
h2 { overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--card); padding: 0.25rem 0.75rem; border-radius: 6px; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: reduce) { .knob, .knob::after { transition: none; } }
@media (forced-colors: active) { .knob { border: 1px solid ButtonText; } [aria-checked="true"] .knob { background: Highlight; } }
`;
