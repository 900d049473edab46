import type { Plugin } from 'vite'
import { icon, icons, mark } from './icons.js'

const pages = [
  { path: '/', name: 'The three' },
  { path: '/shop-checkout/', name: 'Shop' },
  { path: '/community-forum/', name: 'Forum' },
  { path: '/loyalty-desk/', name: 'Desk' },
]

const masthead = (current: string): string => `
<a class="skip" href="#main" lang="en">To the content</a>
<header class="masthead" lang="en"><div class="frame masthead-row">
<a class="brand" href="/">${mark}<span>evenhanded</span></a>
<nav class="masthead-links" aria-label="Demos"><ul class="masthead-list">${pages
  .map(
    ({ path, name }) =>
      `<li><a class="masthead-link" href="${path}"${path === current ? ' aria-current="page"' : ''}>${name}</a></li>`,
  )
  .join('')}</ul></nav>
</div></header>`

const colophon = `
<footer class="colophon" lang="en"><div class="frame">
<p>A demo that runs on this computer alone. Shops, people and products are made up; nothing is sold or sent.</p>
</div></footer>`

/** Puts what all pages share around each: `<!--masthead-->`, `<!--colophon-->` and `<!--icon:choose-->`. */
export const frame = (): Plugin => ({
  name: 'frame',
  transformIndexHtml: {
    order: 'pre',
    handler: (html, { path }) =>
      html
        .replace('<!--masthead-->', masthead(path.replace('index.html', '')))
        .replace('<!--colophon-->', colophon)
        .replace(/<!--icon:(\w+)-->/g, (all, name: string) =>
          Object.hasOwn(icons, name) ? icon(name as keyof typeof icons) : all,
        ),
  },
})
