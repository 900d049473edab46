/** The house's colours (a balance of two), the reader's fonts, at most 68 characters a line; ready for print. */
export const pageStyle = `:root { color-scheme: light dark; --paper: #fbfaf6; --raised: #fff; --ink: #1c2430; --soft: #5b6472; --line: #e2ded4; --give: #a84e24; --get: #1f6b57 }
@media (prefers-color-scheme: dark) { :root { --paper: #14171c; --raised: #1c2027; --ink: #e9e6df; --soft: #a4acb8; --line: #313842; --give: #e58f63; --get: #63c3a6 } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; hyphens: auto; overflow-wrap: break-word }
main { max-width: 960px; margin: 0 auto; padding: 48px 32px 96px }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; hyphens: manual }
h1 { font-size: 40px; margin: 0 0 12px; letter-spacing: -0.01em }
h2 { font-size: 28px; margin: 56px 0 16px; scroll-margin-top: 24px }
h3 { font-size: 20px; margin: 40px 0 8px; scroll-margin-top: 24px }
p, ul { text-wrap: pretty; max-width: 68ch; margin: 0 0 12px }
.lead { font-size: 20px; color: var(--soft); margin-bottom: 32px }
code { font: 0.875em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace }
a { color: var(--get); text-underline-offset: 3px; text-decoration-thickness: 1px }
a:focus-visible { outline: 2px solid var(--get); outline-offset: 2px; border-radius: 2px }
nav { border: 1px solid var(--line); border-radius: 6px; background: var(--raised); padding: 16px 20px; margin: 56px 0 0 }
nav ol { margin: 0; padding: 0; list-style: none; columns: 3 220px; column-gap: 32px }
nav li { break-inside: avoid; margin: 0 }
nav a { display: block; padding: 6px 0; text-decoration: none; color: var(--ink) }
nav a:hover { color: var(--get); text-decoration: underline }
ul { padding-left: 20px }
li { margin: 4px 0 }
li::marker { color: var(--soft) }
dl { margin: 0 0 20px; border-top: 1px solid var(--line) }
dl > div { display: grid; grid-template-columns: minmax(140px, 220px) 1fr; gap: 16px; padding: 10px 0; border-bottom: 1px solid var(--line) }
dt { color: var(--soft) }
dd { margin: 0; max-width: 68ch; min-width: 0 }
table { width: 100%; border-collapse: collapse; margin: 12px 0 24px; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; border-spacing: 0; font-variant-numeric: tabular-nums }
th, td { min-width: 112px; text-align: left; vertical-align: top; padding: 10px 14px; border-bottom: 1px solid var(--line) }
tr:last-child td { border-bottom: 0 }
th { font-size: 14px; font-weight: 600; color: var(--soft); border-bottom-width: 2px }
td:first-child { font-weight: 600 }
th.get { color: var(--get); border-bottom: 2px solid var(--get) }
th.give { color: var(--give); border-bottom: 2px solid var(--give) }
td.get, td.give { font-weight: 400 }
figure { margin: 20px 0 28px; padding: 16px 20px 20px; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; font-variant-numeric: tabular-nums }
figure ul { list-style: none; padding: 0; margin: 0; max-width: none }
figure li { margin: 0; padding: 10px 0; border-top: 1px solid var(--line) }
figure li p { margin: 0 0 4px; max-width: none; font-weight: 600 }
figure em { font-style: normal; font-weight: 400; font-size: 14px; color: var(--soft) }
figure .sides, figure li > div { display: grid; grid-template-columns: 1fr 1fr; max-width: none }
figure .sides { margin: 0 0 8px; font-size: 14px; font-weight: 600 }
figure .sides .give { text-align: right; padding-right: 12px; border-right: 1px solid transparent }
figure .sides .get { padding-left: 12px }
figure .give { color: var(--give) }
figure .get { color: var(--get) }
figure li .give, figure li .get { display: grid; grid-template-columns: 6.5em 1fr; align-items: center; gap: 10px }
figure li .get { grid-template-columns: 1fr 6.5em; border-left: 1px solid var(--soft); margin-left: -1px }
figure li .get b { order: 1; text-align: right }
figure li .give > span { display: flex; justify-content: flex-end }
figure b { font-weight: 400; font-size: 14px; white-space: nowrap }
figure i { display: block; height: 18px; min-width: 2px; background: currentColor; print-color-adjust: exact; -webkit-print-color-adjust: exact }
figure .get i { border-radius: 0 9px 9px 0 }
figure i.unknown { width: 40%; background: none; border: 1px dashed currentColor }
figure.bars li > div { grid-template-columns: 7em 1fr 4em; align-items: center; gap: 10px; padding: 2px 0; font-size: 14px; color: var(--soft) }
figure.bars li > div.get { color: var(--get); border: 0; margin: 0; font-weight: 600 }
figure.bars li > div b { order: 0; text-align: right; padding: 0; font-weight: inherit }
figure.bars li > div > span { overflow-wrap: normal; hyphens: manual }
figure.bars i { height: 12px }
figure.bars li:first-child { border: 0; padding-top: 0 }
figure.bars li:last-child { padding-bottom: 0 }
@media (max-width: 640px) {
  main { padding: 24px 20px 64px }
  h1 { font-size: 28px }
  h2 { font-size: 20px; margin-top: 48px }
  h3 { font-size: 16px; margin-top: 32px }
  .lead { font-size: 16px }
  nav a { padding: 10px 0 }
  nav ol { columns: 1 }
  dl > div { grid-template-columns: 1fr; gap: 0 }
  dt { font-size: 14px }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table, tbody, tr, td { display: block }
  tr { padding: 8px 14px; border-bottom: 1px solid var(--line) }
  tr:last-child { border-bottom: 0 }
  td { border: 0; padding: 4px 0 }
  td:not(:first-child)::before { content: attr(data-head); display: block; font-size: 14px; font-weight: 400; color: var(--soft) }
  figure { padding: 12px 14px 14px }
  figure li .give, figure li .get { grid-template-columns: 1fr; gap: 2px }
  figure li .give b { text-align: right; padding-right: 6px }
  figure li .get b { order: 0; text-align: left; padding-left: 6px }
  figure.bars li > div, figure.bars li > div.get { grid-template-columns: 5.5em 1fr 3.7em; gap: 8px }
  td.get::before { color: var(--get) }
  td.give::before { color: var(--give) }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --line: #bbb; --give: #a84e24; --get: #1f6b57 }
  body { font-size: 10.5pt }
  main { max-width: none; padding: 0 }
  h1 { font-size: 22pt } h2 { font-size: 15pt; margin-top: 28pt } h3 { font-size: 12pt; margin-top: 16pt }
  .lead { font-size: 12pt }
  nav { display: none }
  h2, h3, thead { break-after: avoid }
  tr, dl > div, figure li { break-inside: avoid }
  a { color: inherit }
}
`
