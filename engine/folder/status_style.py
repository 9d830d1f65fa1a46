"""How the status pages look: on a desk, on a phone, in the dark, on paper."""

STYLE = """
:root { color-scheme: light dark;
  --paper: #f6f5f1; --sheet: #ffffff; --ink: #1d2327; --soft: #5c666d; --rule: #dedbd2;
  --accent: #1f5f6b; --late: #a3341f; --late-bg: #fbeeea; --wait: #7a5a10; --wait-bg: #faf3e0;
  --calm: #2f6143; --calm-bg: #ebf4ee; --quiet-bg: #eeede8; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14181a; --sheet: #1c2124; --ink: #e7e6e1; --soft: #a0a9ae; --rule: #343b3f;
  --accent: #86c5d0; --late: #f0a08c; --late-bg: #3a211b; --wait: #e6c77a; --wait-bg: #352c16;
  --calm: #9fd3b3; --calm-bg: #1d3126; --quiet-bg: #2a3034; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", Arial, sans-serif; }
.page { max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.5rem 3rem; }
h1, h2 { font-weight: 600; line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 1.9rem; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem; }
p { margin: 0 0 .5rem; max-width: 68ch; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header { display: flex; flex-wrap: wrap; gap: .75rem 3rem; align-items: flex-end;
  justify-content: space-between; border-bottom: 2px solid var(--ink); padding-bottom: 1.1rem; }
.of { color: var(--soft); margin: 0 0 .15rem; }
.look { margin: 0; color: var(--soft); text-align: right; font-size: .9rem; }
.look strong { color: var(--ink); font-weight: 600; }
.notice { border-left: 4px solid var(--late); background: var(--late-bg); color: var(--ink);
  padding: .8rem 1rem; margin: 1.5rem 0 0; max-width: none; }
.counts { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr);
  list-style: none; margin: 1.5rem 0 0; padding: 0; background: var(--sheet);
  border: 1px solid var(--rule); border-radius: 6px; }
.counts li { padding: .7rem 1rem .8rem; }
.counts li + li { border-left: 1px solid var(--rule); }
.counts b { display: block; font-size: 1.75rem; font-weight: 600; line-height: 1.2;
  font-variant-numeric: tabular-nums; }
.counts span { color: var(--soft); }
.counts .none b { color: var(--soft); font-weight: 400; }
.fix { list-style: none; margin: 0; padding: 0; background: var(--sheet);
  border: 1px solid var(--rule); border-radius: 6px; }
.fix li { padding: .8rem 1rem; border-left: 4px solid var(--late); overflow-wrap: anywhere; }
.fix li + li { border-top: 1px solid var(--rule); }
.fix strong { display: block; font-weight: 600; }
.empty { color: var(--soft); }
table + .empty { margin-top: .75rem; }
table { width: 100%; border-collapse: collapse; background: var(--sheet);
  border: 1px solid var(--rule); border-radius: 6px; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .65rem .8rem;
  border-bottom: 1px solid var(--rule); }
thead th { font-size: .85rem; font-weight: 600; color: var(--soft); white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { font-weight: 600; white-space: nowrap; }
tbody th small, td small { display: block; font-weight: 400; color: var(--soft);
  font-size: .85rem; }
tbody th small { white-space: nowrap; }
td.count { width: 16%; font-variant-numeric: tabular-nums; }
td.due { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.due.late, td.due.late small { color: var(--late); font-weight: 600; }
.state { display: inline-block; padding: .05rem .55rem; border-radius: 4px; font-size: .85rem;
  background: var(--quiet-bg); color: var(--soft); white-space: nowrap; }
.state.proposed { background: var(--wait-bg); color: var(--wait); }
.state.open { background: var(--calm-bg); color: var(--calm); }
.state.held { background: var(--late-bg); color: var(--late); }
footer { margin-top: 2.5rem; border-top: 1px solid var(--rule); padding-top: 1rem;
  color: var(--soft); font-size: .9rem; }
@media (max-width: 599px) {
  .page { padding: 1.25rem 1rem 2rem; }
  h1 { font-size: 1.5rem; }
  .look { text-align: left; }
  .counts li { padding: .5rem .2rem .6rem .55rem; }
  .counts b { font-size: 1.35rem; } .counts span { font-size: .78rem; }
  table, tbody, tr, tbody th, td { display: block; width: auto; }
  table { background: none; border: 0; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px;
    padding: .6rem 0; margin-bottom: .75rem; }
  tbody th, td { border: 0; padding: .2rem 1rem; white-space: normal; }
  td { display: grid; grid-template-columns: 6rem 1fr; column-gap: .75rem; }
  td::before { content: attr(data-label); color: var(--soft); font-size: .85rem;
    font-weight: 400; padding-top: .1rem; }
  td > span { min-width: 0; overflow-wrap: anywhere; }
  td.none { display: none; }
  td > .state { justify-self: start; }
}
@media print {
  @page { size: A4 landscape; margin: 14mm; }
  :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --rule: #bbb;
    --accent: #000; --late: #000; --late-bg: #fff; --wait: #000; --wait-bg: #fff;
    --calm: #000; --calm-bg: #fff; --quiet-bg: #fff; }
  body { font-size: 10pt; }
  h2 { margin-top: 1.2rem; } .counts { margin-top: 1rem; }
  th, td { padding: .45rem .6rem; } .counts li { padding: .4rem .8rem; }
  .page { padding: 0; max-width: none; }
  .state { border: 1px solid #777; }
  td.due.late { text-decoration: underline; }
  a { text-decoration: none; }
  thead { display: table-header-group; }
  tr, .fix li, .counts li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
"""
