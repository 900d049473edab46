import type { Topic } from '../community-forum/post.js'

/** Made-up members. They have a login of their own, where the forum's readers have a session. */
export const members = {
  ursina: { id: 'made-up:ursina', name: 'Ursina Caduff' },
  reto: { id: 'made-up:reto', name: 'Reto Amstad' },
  nadja: { id: 'made-up:nadja', name: 'Nadja Brand' },
  beat: { id: 'made-up:beat', name: 'Beat Zurbriggen' },
  ladina: { id: 'made-up:ladina', name: 'Ladina Vital' },
  pius: { id: 'made-up:pius', name: 'Pius Gasser' },
} as const

/** Whoever is kept as an author or a giver: a subject's id, or a made-up member's login. */
export const memberBy = (kept: string): string | { readonly login: string } =>
  kept.startsWith('made-up:') ? { login: kept } : kept

export type Member = keyof typeof members

/** The two who read what is new, and find it helpful: as often in a day as the policy lets them. */
export const readers: readonly Member[] = ['ladina', 'pius']

export interface SeedPost {
  readonly author: Member
  readonly topic: Topic
  readonly title: string
  readonly text: string
  /** Days before the demo's first start. */
  readonly days: number
  readonly helpful: readonly Member[]
}

export const posts: readonly SeedPost[] = [
  {
    author: 'nadja',
    topic: 'huts',
    title: 'Coaz hut: the spring is dry',
    text: 'The trough above the hut has been empty since Sunday. The warden sells water, but carry two litres up from Surlej to be safe.',
    days: 1,
    helpful: ['ursina', 'reto', 'beat'],
  },
  {
    author: 'beat',
    topic: 'routes',
    title: 'Fuorcla Surlej to Roseg, chains renewed',
    text: 'Both chains below the pass are new and tight. The wet step after the second one is still the place to go slowly.',
    days: 2,
    helpful: ['nadja', 'ursina'],
  },
  {
    author: 'ursina',
    topic: 'weather',
    title: 'Fog in the valley, sun from 1800 m',
    text: 'Three mornings in a row now. Start in the grey, be in the light by nine; it closes again at about four.',
    days: 3,
    helpful: ['reto', 'nadja', 'beat'],
  },
  {
    author: 'reto',
    topic: 'gear',
    title: 'Wax before the first snow',
    text: 'Clean, let dry overnight, then a thin coat by hand. Thick coats crack at the toe; two thin ones hold the winter.',
    days: 4,
    helpful: ['beat'],
  },
  {
    author: 'nadja',
    topic: 'routes',
    title: 'Quiet round above Samedan',
    text: 'Muottas Muragl early, then down by Alp Languard against the stream of people. Four hours, one bench with a view of everything.',
    days: 6,
    helpful: ['ursina', 'beat'],
  },
]
