import { expect, it } from 'vitest'
import { type Document, documentHtml, markdown } from '../../src/standards.js'

const document: Document = {
  language: 'en',
  saidIn: 'en',
  title: 'Bars',
  lead: 'Two of them.',
  blocks: [
    {
      type: 'bars',
      label: 'What is <found> by method',
      widest: 0.5,
      groups: [
        {
          label: 'Among the first ten',
          bars: [
            { label: 'EASE', size: 0.25, says: '25 %', tone: 'get' },
            { label: 'Luck & more', size: 0.7, says: '70 %' },
          ],
        },
      ],
    },
  ],
}

it('draws bars on one scale, each with its words beside it, and none wider than there is room', () => {
  const html = documentHtml(document)
  expect(html).toContain('<figure class="bars" aria-label="What is &lt;found&gt; by method">')
  expect(html).toContain('<div class="get"><span>EASE</span><span><i style="width:50.0%"></i></span><b>25 %</b></div>')
  expect(html).toContain('<div><span>Luck &amp; more</span><span><i style="width:100.0%"></i></span><b>70 %</b></div>')
})

it('tells the same in Markdown', () => {
  expect(markdown(document)).toContain('- **Among the first ten:** EASE 25 %, Luck \\& more 70 %')
})
