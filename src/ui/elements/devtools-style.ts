/** The house's two colours: clay and angular is what is given, moss and round is what is got. */
export const devtoolsStyle = `:host { color-scheme: light dark; --paper: #fbfaf6; --raised: #fff; --ink: #1c2430; --soft: #5b6472; --line: #e2ded4; --give: #a84e24; --get: #1f6b57;
  display: block; position: sticky; bottom: 0; z-index: 2; width: 100%; background: var(--paper); color: var(--ink); border-top: 2px solid var(--soft); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; text-align: left }
:host([hidden]), [hidden] { display: none }
@media (prefers-color-scheme: dark) { :host { --paper: #14171c; --raised: #1c2027; --ink: #e9e6df; --soft: #a4acb8; --line: #313842; --give: #e58f63; --get: #63c3a6 } }
* { box-sizing: border-box; margin: 0; padding: 0 }
.frame { display: flex; flex-direction: column; max-height: min(60vh, 640px) }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 24px; padding: 0 20px; border-bottom: 1px solid var(--line) }
.here { display: flex; flex-wrap: wrap; align-items: center; gap: 0 16px }
button, select { font: inherit; color: inherit; min-height: 44px; min-width: 44px; background: none; border: 0; cursor: pointer }
#again, #fold { text-decoration: underline; text-decoration-color: var(--soft); text-underline-offset: 3px }
#again:hover, #fold:hover { text-decoration-color: currentColor; text-decoration-thickness: 2px }
select { padding: 0 8px; background: var(--raised); border: 1px solid var(--soft); border-radius: 6px }
[role=tablist] { display: flex; gap: 4px; margin-left: -12px }
[role=tab] { padding: 0 12px; color: var(--soft); border-bottom: 2px solid transparent; border-top: 2px solid transparent }
[role=tab][aria-selected=true] { color: var(--ink); font-weight: 650; border-bottom-color: var(--get) }
:focus-visible { outline: 2px solid var(--get); outline-offset: -2px; border-radius: 3px }
#panel { flex: 1; min-height: 0; overflow: auto; padding: 16px 20px 24px; display: grid; gap: 24px 32px; align-content: start; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); overflow-wrap: anywhere }
#panel[hidden] { display: none }
.group { display: grid; gap: 12px; align-content: start; min-width: 0 }
h3 { font-size: 14px; font-weight: 650; color: var(--soft) }
h4 { font-size: 16px; line-height: 1.3; font-weight: 550 }
code { font: 12px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--soft) }
.small { font-size: 14px }
.soft, .sum { color: var(--soft) }
.facts { display: flex; flex-wrap: wrap; gap: 4px 20px }
.facts dt { font-weight: 400; color: var(--soft) }
.large { font-size: 20px; font-weight: 650 }
ul, ol { padding-left: 18px }
li::marker { color: var(--soft) }
.card { display: grid; gap: 8px; align-content: start; padding: 12px 16px; background: var(--raised); border: 1px solid var(--line); border-radius: 6px }
.first { border-color: var(--get) }
.first h4 { font-size: 20px; line-height: 1.2 }
.against { display: grid; gap: 4px; padding-top: 12px; border-top: 1px solid var(--line) }
.gate h4::before { content: ""; display: inline-block; width: 10px; height: 10px; margin-right: 8px }
.gate .open::before { background: var(--get); border-radius: 50% }
.gate .shut::before { border: 2px solid var(--give) }
.way { display: grid; gap: 8px; padding-top: 8px; border-top: 1px solid var(--line) }
.beam, .two { display: grid; grid-template-columns: 1fr 1fr; align-items: end }
.beam .get, .two .get { padding-left: 8px; border-left: 1px solid var(--soft) }
.beam .give { text-align: right; padding-right: 8px }
.two { align-items: stretch }
.two .give { padding-right: 8px }
.give .words, .give dt { color: var(--give) }
.get .words, .get dt { color: var(--get) }
dt { font-weight: 650 }
.rail { display: flex; height: 12px }
.give .rail { justify-content: flex-end; margin-right: -8px }
.get .rail { margin-left: -8px }
.bar { min-width: 2px; background: var(--give) }
.get .bar { background: var(--get); border-radius: 0 6px 6px 0 }
.bar-unknown { width: 40%; background: none; border: 1px dashed var(--get); border-left: 0 }
.month { display: grid; gap: 4px }
@media (max-width: 640px) {
  header { padding: 0 12px }
  #panel { padding: 12px 12px 20px }
  .here { gap: 0 12px }
}
@media (forced-colors: active) { .bar { background: CanvasText } }
`
