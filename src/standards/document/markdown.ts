import type { Block, Document, Inline, Text } from './document.js'

/**
 * A document as Markdown with GitHub's tables.
 *
 * @returns text that ends with a line break
 */
export const markdown = ({ title, lead, blocks }: Document): string =>
  `${[`# ${text(title)}`, begun(text(lead)), ...blocks.map(block)].join('\n\n')}\n`

function block(of: Block): string {
  switch (of.type) {
    case 'heading':
      return `${'#'.repeat(of.level)} ${text(of.text)}`
    case 'paragraph':
      return begun(text(of.text))
    case 'list':
      return of.items.map((item) => `- ${begun(text(item))}`).join('\n')
    case 'facts':
      return of.of.map(([name, value]) => `- **${text(name)}:** ${text(value)}`).join('\n')
    case 'table':
      return [of.head.map((cell) => text(cell.text)), of.head.map(() => '---'), ...of.rows.map((row) => row.map(text))]
        .map((cells) => `| ${cells.join(' | ')} |`)
        .join('\n')
    case 'balance':
      return of.beams
        .map(({ label, give, get, note }) =>
          [`- **${text(label)}:** ${escaped(`${of.heads.give} ${give.says}, ${of.heads.get} ${get.says}`)}`]
            .concat(note === undefined ? [] : [escaped(note)])
            .join('; '),
        )
        .join('\n')
    case 'bars':
      return of.groups
        .map(
          ({ label, bars }) =>
            `- **${text(label)}:** ${escaped(bars.map(({ label: one, says }) => `${one} ${says}`).join(', '))}`,
        )
        .join('\n')
  }
}

const text = (of: Text): string => [of].flat().map(inline).join('')

/** At the start of a line these would make a heading, a list or a quotation. */
const begun = (of: string): string => of.replace(/^(\d+)([.)])(?=\s)/, '$1\\$2').replace(/^([-+#>])/, '\\$1')

function inline(of: Inline): string {
  if (typeof of === 'string') return escaped(of)
  if ('code' in of) return `\`${of.code.replaceAll('`', '').replaceAll('|', '\\|')}\``
  return 'said' in of ? escaped(of.said) : `[${escaped(of.text)}](<${of.href.replace(/[<>\s]/g, encodeURIComponent)}>)`
}

const escaped = (of: string): string => of.replace(/[^\S\u00a0\u202f]+/g, ' ').replace(/[\\`*_{}[\]<>|~&]/g, '\\$&')
