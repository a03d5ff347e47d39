/** The page's only style. Colours keep a contrast of 4.5:1 or more on their ground, in light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #ffffff; --ink: #1b2430; --soft: #566273; --line: #dde2e9;
  --good: #14663b; --good-ground: #e3f4ea; --bad: #a3201d; --bad-ground: #fdeae9;
  --old: #8a94a3; --new: #1f6fd6; --side: #7a5bc7; --track: #e9edf2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --card: #1b212a; --ink: #e6eaf0; --soft: #a3afbf; --line: #303947;
    --good: #7fd6a2; --good-ground: #16351f; --bad: #ff9d97; --bad-ground: #43191a;
    --old: #8692a3; --new: #5ea1f5; --side: #a98df0; --track: #2a323d;
  }
}
@media print {
  :root {
    color-scheme: light; font-size: 9.5pt;
    --ground: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #bbb;
    --good: #14663b; --good-ground: #fff; --bad: #a3201d; --bad-ground: #fff;
    --old: #8a94a3; --new: #1f6fd6; --side: #7a5bc7; --track: #eee;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
main { max-width: 66rem; margin: 0 auto; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .75rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
p:last-child, ol:last-child, .scroll:last-child, dl:last-child { margin-bottom: 0; }
section, header {
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  padding: 1.25rem; margin: 0 0 1rem;
}
.verdict { font-size: 1.1rem; font-weight: 600; padding: .5rem .8rem; border-radius: .4rem; border-left: .3rem solid; max-width: none; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.verdict.good { background: var(--good-ground); }
.verdict.bad { background: var(--bad-ground); }
.soft { color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.figures div { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.figures dt { color: var(--soft); font-size: .875rem; }
.figures dd { margin: 0; font-size: 1.5rem; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts { margin: 0 0 .75rem; }
.facts div { display: grid; grid-template-columns: 11rem 1fr; gap: .1rem 1rem; padding: .3rem 0; border-top: 1px solid var(--line); }
.facts div:first-child { border-top: 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.scroll {
  overflow-x: auto; margin: 0 0 .75rem;
  background: linear-gradient(to right, var(--card) 40%, transparent) 0 0 / 2.5rem 100% no-repeat local,
    linear-gradient(to left, var(--card) 40%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
    linear-gradient(to right, var(--soft), transparent) 0 0 / .3rem 100% no-repeat scroll,
    linear-gradient(to left, var(--soft), transparent) 100% 0 / .3rem 100% no-repeat scroll;
}
.scroll:focus-visible { outline: 2px solid var(--new); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
.caption { color: var(--soft); font-size: .875rem; margin: 0 0 .4rem; max-width: none; }
th, td { text-align: left; vertical-align: top; padding: .4rem 1.25rem .4rem 0; border-top: 1px solid var(--line); overflow-wrap: normal; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; font-size: .875rem; border-top: 0; white-space: nowrap; }
tbody th { font-weight: 600; min-width: 7.5rem; }
tbody th .soft { font-weight: 400; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { min-width: 11rem; display: block; }
code { font: .875em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { margin: 0 0 .75rem; padding: .75rem; background: var(--ground); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; }
.hash { display: block; min-width: 17rem; font-size: .75rem; word-break: break-all; }
.bar { display: block; width: 100%; min-width: 6rem; height: .5rem; margin-top: .3rem; border-radius: .25rem; }
.bar .track { fill: var(--track); }
.whole { white-space: nowrap; }
.old { fill: var(--old); }
.new { fill: var(--new); }
.side { fill: var(--side); }
ol { margin: 0 0 .75rem; padding-left: 1.4rem; max-width: 46rem; }
li { margin: 0 0 .35rem; }
footer { max-width: 66rem; margin: 0 auto; color: var(--soft); font-size: .875rem; padding: 0 .25rem; }
@media (max-width: 40rem) {
  body { padding: .75rem .5rem 2rem; }
  section, header { padding: 1rem .85rem; }
  h1 { font-size: 1.5rem; }
  .facts div { grid-template-columns: 1fr; }
  .figures { grid-template-columns: repeat(2, 1fr); }
  .figures dd { font-size: 1.25rem; }
  table { font-size: .875rem; }
  .bar { min-width: 4.5rem; }
}
@media print {
  body { padding: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section, header { border: 0; border-bottom: 1px solid var(--line); border-radius: 0; padding: .6rem 0; }
  h2 { break-after: avoid; }
  tr, .figures div, .facts div, li, pre { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; background: none; }
  thead th { white-space: normal; }
  .hash { min-width: 0; }
  .wide, .bar, tbody th { min-width: 0; }
  th, td { padding-right: .6rem; }
  .bar { max-width: 6rem; }
}
`;
