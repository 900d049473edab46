import { sha256 } from '@noble/hashes/sha2'
import type { Desk } from '../desk.js'
import { html } from '../rights/html.js'
import { type Outcome, wordsIn } from './words.js'

/** The project's look, small enough to stand in the page: two colours by day and by night, one control, no script. */
const style = `:root{color-scheme:light dark;--paper:#fbfaf6;--raised:#fff;--ink:#1c2430;--soft:#5b6472;--line:#e2ded4;--get:#1f6b57;--on:#fff}
@media(prefers-color-scheme:dark){:root{--paper:#14171c;--raised:#1c2027;--ink:#e9e6df;--soft:#a4acb8;--line:#313842;--get:#63c3a6;--on:#14171c}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:34rem;width:100%;padding:32px;background:var(--raised);border:1px solid var(--line);border-radius:6px;overflow-wrap:anywhere}
h1{margin:0 0 12px;font-size:28px;line-height:1.2}
p,ul{margin:0 0 16px}
p:last-child{margin:0;font-size:14px;color:var(--soft)}
button{min-height:44px;margin:0 0 16px;padding:8px 20px;font:inherit;color:var(--on);background:var(--get);border:0;border-radius:6px;cursor:pointer}
:focus-visible{outline:2px solid var(--get);outline-offset:2px}
a{color:inherit}
`

const styleHash = btoa(String.fromCharCode(...sha256(style)))

const statuses: { readonly [outcome in Outcome]: number } = {
  ask: 200,
  done: 200,
  before: 200,
  late: 410,
  corrected: 409,
  ended: 410,
  broken: 400,
}

/**
 * The page that a link leads to. It says nothing of the person but what they agreed to, sets no cookie, runs nothing, and
 * tells nobody where one came from: the address of the page is the proof.
 *
 * @param ask what to ask: for which purposes, and by which token it is answered
 */
export function confirmPage(
  { plan }: Pick<Desk, 'plan'>,
  outcome: Outcome,
  ask?: { readonly purposes: readonly string[]; readonly token: string },
): Response {
  const { program } = plan
  const { language, words } = wordsIn(program.language)
  const [heading, text] = words.says[outcome]
  const { name, policyUrl } = program.controller
  const labels = ask?.purposes.map((purpose) => html`<li>${program.purposes[purpose]?.label ?? purpose}</li>`) ?? []
  const body = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${text.replace('{who}', name)}</p>
${
  ask
    ? html`<p>${words.agreed}</p>
<ul>${labels}</ul>
<form method="post"><input type="hidden" name="token" value="${ask.token}"><button>${words.button}</button></form>
<p>${words.notYou}</p>
`
    : html``
}<p><a href="${policyUrl}" rel="noreferrer">${name}</a></p>
</main>
</body>
</html>
`.html
  return new Response(body, {
    status: statuses[outcome],
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  })
}
