import { readFileSync } from 'node:fs'

/** The three ways to begin, and what the page's script is called in each; all else they share. */
export const ways = [
  { way: 'plain', page: 'page.ts' },
  { way: 'react', page: 'page.tsx' },
  { way: 'vue', page: 'page-vue.ts' },
] as const

/** What a first reader has to type, as docs/client.md says it. */
export interface FirstExchange {
  readonly commands: readonly string[]
  /** Texts by the names of their files. */
  readonly files: { readonly [name: string]: string }
}

export function firstExchange({ page }: (typeof ways)[number]): FirstExchange {
  const document = readFileSync('docs/client.md', 'utf8')
  const named = [...document.matchAll(/^```\w+ ([\w.-]+)\n(.*?)^```$/gms)]
  const texts = new Map(named.map(([, name = '', text = '']) => [name, text]))
  const text = (name: string): string => {
    const found = texts.get(name)
    if (found === undefined) throw new Error(`docs/client.md shows no ${name}`)
    return found
  }
  return {
    commands: /^```sh\n(.*?)^```$/ms.exec(document)?.[1]?.trimEnd().split('\n') ?? [],
    files: {
      'program.ts': text('program.ts'),
      'vite.config.ts': text('vite.config.ts'),
      'index.html': text('index.html').replace('/page.ts', `/${page}`),
      [page]: text(page),
    },
  }
}
