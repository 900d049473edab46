/** HTML that was made of escaped parts; no text of anybody's gets in otherwise. */
export interface Fragment {
  readonly html: string
}

type Part = string | number | Fragment | readonly Fragment[]

/** Text of anybody's, between tags or in an attribute; the lines that it has stay lines by `white-space: pre-wrap`. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[^\P{Cc}\t\n\r]/gu, '')

/** Puts HTML together: what stands in the template is HTML, what is put in is text. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Fragment => ({
  html: texts.map((text, n) => text + written(parts[n])).join(''),
})

function written(part: Part | undefined): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

/** A page to print: no script, nothing from elsewhere, black on white. */
export const page = (language: string, title: string, parts: readonly Fragment[]): string =>
  html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #000; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.2rem; margin-top: 2rem } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem } dt { font-weight: 600 } dd { margin: 0 }
table { border-collapse: collapse; width: 100% } th, td { border-top: 1px solid #999; padding: .25rem .5rem .25rem 0; text-align: start; vertical-align: top }
dd, td, blockquote, .words { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext } footer { margin-top: 3rem; border-top: 1px solid #999 }
</style>
</head>
<body>
${parts}
</body>
</html>
`.html
