"""The page's style sheet: light and dark, narrow, wide and on paper."""

STYLE = """
:root {
  color-scheme: light dark;
  --ground: #fbfaf7; --card: #fff; --ink: #1d1f23; --faint: #5d6470; --line: #d9d7d0; --bar: #c9d6ea;
  --missed: #b3261e; --missed-tint: #fbdcd8; --spurious: #6b3fa0; --spurious-tint: #e9def7;
  --wrong: #8a5a00; --wrong-tint: #fcecc4; --right: #2e7d4f; --link: #1f56a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16181c; --card: #1e2126; --ink: #e6e4df; --faint: #a3a9b4; --line: #383d46; --bar: #34486a;
    --missed: #ff9d93; --missed-tint: #57201c; --spurious: #cfb0ff; --spurious-tint: #3e2a5e;
    --wrong: #f0c062; --wrong-tint: #4b3a10; --right: #7fd1a0; --link: #8fb8f5;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.25rem 1rem 4rem; max-width: 62rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word;
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .3rem; }
h3 { font-size: 1.1rem; margin: 0; }
p { margin: .4rem 0; }
a { color: var(--link); }
code { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
.faint, .said { color: var(--faint); }
.said { font-size: .92rem; max-width: 46rem; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .9rem 0 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .6rem; margin: 1.2rem 0 0; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .55rem .8rem; }
.tiles dt { color: var(--faint); font-size: .9rem; }
.tiles dd { margin: 0; }
.tiles .value { font-size: 1.6rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tiles .gloss { color: var(--faint); font-size: .8rem; line-height: 1.35; }
.scroll { overflow-x: auto; margin: .6rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93rem; }
th, td { padding: .28rem .6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
thead th { color: var(--faint); font-weight: 550; border-bottom-width: 2px; vertical-align: bottom; }
th:first-child { text-align: left; font-weight: 550; white-space: nowrap; }
.scroll > table th:first-child { position: sticky; left: 0; background: var(--ground); }
td.text { text-align: left; min-width: 14rem; color: var(--faint); }
td.bar { background: linear-gradient(var(--bar), var(--bar)) no-repeat .25rem .2em;
  background-size: calc(var(--share) * (100% - .5rem)) 1.6em; min-width: 5.5rem; }
.prose th:first-child { font-weight: 400; white-space: normal; }
.confusion th, .confusion td { padding: .22rem .4rem; text-align: center; border-right: 1px solid var(--line); }
.confusion th:first-child { text-align: left; }
.confusion thead th + th { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; border-right: 0;
  vertical-align: top; padding: .4rem .1rem; }
.confusion td { min-width: 1.9rem; }
.confusion .same { font-weight: 700; background: var(--bar); }
.confusion .other { background: var(--missed-tint); }
.report { border-top: 2px solid var(--line); margin-top: 2.2rem; padding-top: 1rem; }
.told { max-width: 44rem; margin: .9rem 0 .4rem; font: 1.06rem/1.85 Georgia, "Noto Serif", "DejaVu Serif", serif;
  unicode-bidi: isolate; }
mark { color: inherit; background: none; padding: .08em 0; text-underline-offset: .28em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.right { border-bottom: 1px solid var(--right); }
mark.wrong { background: var(--wrong-tint); border-bottom: 2px dotted var(--wrong); }
mark.spurious { background: var(--spurious-tint); text-decoration: underline dashed 2px var(--spurious); }
mark.missed { background: var(--missed-tint); border-bottom: 2px solid var(--missed); }
.label { font: 700 .72rem/1 system-ui, sans-serif; vertical-align: .35em; text-decoration: none; margin: 0 .15em;
  padding: .1em .3em; border-radius: .25em; border: 1px solid currentColor; white-space: nowrap; }
.missed > .head > span.label, a.label.missed { color: var(--missed); }
.spurious > .head > span.label, a.label.spurious { color: var(--spurious); }
.wrong > .head > span.label, a.label.wrong { color: var(--wrong); }
.notes { list-style: none; margin: .3rem 0 1rem; padding: 0; display: grid; gap: .5rem;
  max-width: 44rem; }
.notes > li { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid; border-radius: .4rem;
  padding: .45rem .8rem; font-size: .92rem; min-width: 0; }
.notes > li:target { outline: 2px solid var(--link); }
.notes > li.missed { border-left-color: var(--missed); }
.notes > li.spurious { border-left-color: var(--spurious); border-left-style: dashed; }
.notes > li.wrong { border-left-color: var(--wrong); border-left-style: dotted; }
.head { margin: 0; }
.notes table { width: 100%; margin-top: .3rem; table-layout: fixed; font-size: .9rem; }
.notes th, .notes td { text-align: left; padding: .18rem .5rem .18rem 0; border-bottom: 0; overflow-wrap: anywhere;
  white-space: normal; }
.notes th:first-child { width: 6.6rem; color: var(--faint); font-weight: 400; }
.notes .off td { font-weight: 600; }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: .6rem 0; padding: 0; list-style: none; }
@media (max-width: 30rem) {
  .notes th:first-child { width: 4.9rem; }
  .notes > li { padding: .45rem .6rem; }
  .notes table { font-size: .85rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  td.text { min-width: 11rem; }
  table { font-size: .88rem; }
  th, td { padding: .28rem .4rem; }
  td.bar { min-width: 4.6rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --faint: #444; --line: #bbb; --bar: #dbe3ef;
    --missed: #b3261e; --missed-tint: #fbdcd8; --spurious: #6b3fa0; --spurious-tint: #e9def7; --wrong: #8a5a00;
    --wrong-tint: #fcecc4; --right: #2e7d4f; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  nav { display: none; }
  .scroll { overflow: visible; }
  .scroll table { font-size: 8pt; }
  .scroll > table th:first-child { position: static; }
  .notes > li, tr, .tiles div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""
