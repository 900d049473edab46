import type { Balance, Bars, Block, Document, Heading, Inline, Text, Tone, Weighed } from './document.js'
import { pageStyle } from './page-style.js'

/**
 * A document as the contents of a page's `main`: for a site that has a frame and a style of its own.
 *
 * @param document what `privacyNotice` and its kind give
 */
export function documentHtml(document: Document): string {
  const ids = idsOf(document)
  const chapters = document.blocks.filter((of): of is Heading => of.type === 'heading' && of.level === 2)
  return [
    `<h1>${text(document, document.title)}</h1>`,
    `<p class="lead">${text(document, document.lead)}</p>`,
    ...document.blocks.flatMap((of) => [
      // Behind the first chapter, which is the one that everybody should read.
      ...(of === chapters[1] ? contents(document, chapters, ids) : []),
      block(document, of, ids),
    ]),
  ].join('\n')
}

/** A document as a page that stands alone: it loads nothing, follows the reader's light or dark, and prints. */
export const documentPage = (document: Document): string =>
  `<!doctype html>
<html lang="${attribute(document.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.title)}</title>
<style>
${pageStyle}</style>
</head>
<body>
<main>
${documentHtml(document)}
</main>
</body>
</html>
`

const escaped = (of: string): string =>
  of.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const attribute = (of: string): string => escaped(of).replaceAll("'", '&#39;')

const plain = (of: Text): string =>
  [of]
    .flat()
    .map((one) => (typeof one === 'string' ? one : 'said' in one ? one.said : 'code' in one ? one.code : one.text))
    .join('')

/** Counted, for two headings may say the same. */
const idsOf = ({ blocks }: Document): ReadonlyMap<Block, string> =>
  new Map(blocks.filter(({ type }) => type === 'heading').map((of, n) => [of, `s${n + 1}`]))

/** The way into a long text. */
function contents(
  document: Document,
  chapters: readonly Heading[],
  ids: ReadonlyMap<Block, string>,
): readonly string[] {
  if (chapters.length < 6) return []
  const links = chapters.map((of) => `<li><a href="#${ids.get(of)}">${text(document, of.text)}</a></li>`)
  return [`<nav aria-label="${attribute(document.title)}"><ol>${links.join('')}</ol></nav>`]
}

function block(document: Document, of: Block, ids: ReadonlyMap<Block, string>): string {
  const inner = (one: Text): string => text(document, one)
  switch (of.type) {
    case 'heading':
      return `<h${of.level} id="${ids.get(of)}">${inner(of.text)}</h${of.level}>`
    case 'paragraph':
      return `<p>${inner(of.text)}</p>`
    case 'list':
      return `<ul>\n${of.items.map((item) => `<li>${inner(item)}</li>`).join('\n')}\n</ul>`
    case 'facts':
      return `<dl>\n${of.of.map(([name, value]) => `<div><dt>${inner(name)}</dt><dd>${inner(value)}</dd></div>`).join('\n')}\n</dl>`
    case 'table': {
      const tone = (n: number): string => (of.head[n]?.tone ? ` class="${of.head[n].tone}"` : '')
      const head = of.head.map((cell, n) => `<th role="columnheader" scope="col"${tone(n)}>${inner(cell.text)}</th>`)
      const rows = of.rows.map((row) => {
        const cells = row.map(
          (cell, n) =>
            `<td role="cell"${tone(n)} data-head="${attribute(plain(of.head[n]?.text ?? ''))}">${inner(cell)}</td>`,
        )
        return `<tr role="row">${cells.join('')}</tr>`
      })
      // On a narrow page rows become blocks, which would take the roles away from what is a table all the same.
      return `<table role="table">\n<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>\n<tbody role="rowgroup">\n${rows.join('\n')}\n</tbody>\n</table>`
    }
    case 'balance':
      return picture(document, of)
    case 'bars':
      return bars(document, of)
  }
}

/** Bars of plain HTML: they follow the page's width and its colours, and print. */
function picture(document: Document, { label, heads, beams }: Balance): string {
  const longest = Math.max(...beams.flatMap(({ give, get }) => [give.size ?? 0, get.size ?? 0]), Number.EPSILON)
  const side = (tone: Tone, { size, says }: Weighed): string => {
    // Over a half of the room the words stand in the bar's shadow: they keep a place of their own beside it.
    const width = size === undefined ? '' : ` style="width:${((size / longest) * 100).toFixed(1)}%"`
    const bar = size === undefined ? '<i class="unknown"></i>' : `<i${width}></i>`
    return `<span class="${tone}"><b>${escaped(says)}</b><span>${bar}</span></span>`
  }
  const rows = beams.map(({ label: of, give, get, note }) => {
    const words = note === undefined ? '' : ` <em>${escaped(note)}</em>`
    return `<li><p>${text(document, of)}${words}</p><div>${side('give', give)}${side('get', get)}</div></li>`
  })
  const head = `<p class="sides" aria-hidden="true"><span class="give">${escaped(heads.give)}</span><span class="get">${escaped(heads.get)}</span></p>`
  return `<figure aria-label="${attribute(label)}">${head}<ul>\n${rows.join('\n')}\n</ul></figure>`
}

/** A bar's words stand beside it, each in a column of its own: no legend, and nothing is read off by colour alone. */
function bars(document: Document, { label, widest, groups }: Bars): string {
  const rows = groups.map(({ label: of, bars }) => {
    const each = bars.map(({ label, size, says, tone }) => {
      const width = `${Math.min((size / widest) * 100, 100).toFixed(1)}%`
      return `<div${tone ? ` class="${tone}"` : ''}><span>${escaped(label)}</span><span><i style="width:${width}"></i></span><b>${escaped(says)}</b></div>`
    })
    return `<li><p>${text(document, of)}</p>${each.join('')}</li>`
  })
  return `<figure class="bars" aria-label="${attribute(label)}"><ul>\n${rows.join('\n')}\n</ul></figure>`
}

const base = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? ''

function text(document: Document, of: Text): string {
  const foreign = base(document.language) === base(document.saidIn) ? '' : document.saidIn
  return [of]
    .flat()
    .map((one) => inline(one, foreign))
    .join('')
}

function inline(of: Inline, foreign: string): string {
  if (typeof of === 'string') return escaped(of)
  if ('said' in of) return foreign ? `<span lang="${attribute(foreign)}">${escaped(of.said)}</span>` : escaped(of.said)
  if ('code' in of) return `<code>${escaped(of.code)}</code>`
  return safe.test(of.href) ? `<a href="${attribute(of.href)}">${escaped(of.text)}</a>` : escaped(of.text)
}

/** A link is made of what leads to a page or a mailbox; of nothing that would run. */
const safe = /^(https?:|mailto:|#)/i
