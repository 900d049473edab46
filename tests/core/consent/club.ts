import * as z from 'zod'
import type { RecordedCommand } from '../../../src/core/consent/record.js'
import { checked } from '../../../src/core/program/define-program.js'
import { identifier, personal, preference } from '../../../src/core/program/field.js'
import { compile, type Plan } from '../../../src/core/program/plan.js'
import type { Definition, Program } from '../../../src/core/program/program.js'
import type { Purpose } from '../../../src/core/program/purpose.js'
import type { Accept, Command } from '../../../src/core/subject/command.js'
import { decide } from '../../../src/core/subject/decide.js'
import { sealed } from '../../../src/core/subject/event.js'
import { after } from '../../../src/core/subject/evolve.js'
import { onServer } from '../../../src/core/subject/on-server.js'
import type { RefusalCode } from '../../../src/core/subject/refusal.js'
import { saidOf } from '../../../src/core/subject/said.js'
import { nobody, type Subject } from '../../../src/core/subject/subject.js'
import { hash } from '../../laws/world.js'

export const origin = Date.UTC(2026, 0, 1)
export const day = 86_400_000

/** A club with a letter, a birthday present, a raffle, advertising that sells, and books to keep. */
export const definition = {
  id: 'club',
  version: 1,
  controller: {
    name: 'Club Ltd',
    address: '1 Club Street',
    contact: 'privacy@club.example',
    jurisdiction: 'IE',
    policyUrl: 'https://club.example/privacy',
  },
  parties: {
    mailer: { name: 'Mailer GmbH', role: 'processor', does: 'Sends our letters', country: 'DE' },
    crm: { name: 'CRM Inc', role: 'processor', does: 'Keeps our addresses', country: 'US', safeguard: 'SCC' },
  },
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    birthday: personal(z.string(), { label: 'Birthday' }),
    taste: preference(z.string(), { label: 'Taste' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D' },
    books: { label: 'Keep the books', basis: 'legal-obligation', retainFor: 'P10Y' },
    letter: { label: 'Send the letter', basis: 'consent', validFor: 'P2Y', confirm: true, parties: ['mailer'] },
    treats: { label: 'A present', basis: 'consent', validFor: 'P1Y' },
    ads: { label: 'Advertise elsewhere', basis: 'consent', sells: true },
    safety: { label: 'Prevent fraud', basis: 'legitimate-interest', interest: 'Fewer losses' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus' }, respect: { kind: 'reputation', label: 'Respect' } },
  offers: {
    membership: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'For a present', optional: true, for: 'treats', points: { bonus: 100 } },
        taste: { because: 'For the tax office', for: 'books', when: { email: 'tax@b.ch' } },
      },
      invites: { letter: ['email'], ads: ['email'] },
      gives: { benefit: 'points', says: '500 points', points: { bonus: 500 } },
    },
    raffle: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'To tell you if you have won' },
      gives: { benefit: 'chance', says: 'Win', by: '2026-03-31', prizes: 900, entries: 600 },
    },
    guard: {
      principle: 'exchange',
      for: 'safety',
      asks: { taste: 'To know you again' },
      gives: { benefit: 'service', says: 'A safe account' },
    },
    letterOnly: {
      principle: 'exchange',
      for: 'letter',
      asks: { email: 'Where it goes' },
      gives: { benefit: 'service', says: 'A letter each month' },
    },
  },
  rewards: { voucher: { costs: { bonus: 100 }, gives: { benefit: 'coupon', says: 'Five off' } } },
  gates: { post: { label: 'Post', needs: { email: 'club' } } },
} as const

type Change = Partial<Omit<Definition, 'purposes'>> & {
  readonly purposes?: { readonly [name: string]: Partial<Purpose> }
}

/** The club with some of it changed; purposes are changed property by property. */
export function clubWith({ purposes = {}, ...rest }: Change = {}): Program {
  const all: { [name: string]: unknown } = { ...definition.purposes }
  for (const [name, change] of Object.entries(purposes)) all[name] = { ...(all[name] as object), ...change }
  return checked({ ...definition, ...rest, purposes: all })
}

export const planOf = (program: Program): Plan => compile(program, { authority: onServer, hash })
export const club = planOf(clubWith())

/** Somebody's story: each command decided on what was before it, and what the log holds of it. */
export class Story {
  subject: Subject = nobody
  readonly lines: RecordedCommand[] = []
  plan: Plan
  now = origin
  private n = 0

  constructor(plan: Plan = club) {
    this.plan = plan
  }

  after(days: number): this {
    this.now += days * day
    return this
  }

  say(draft: object): RefusalCode | 'ok' {
    this.n += 1
    const id = `00000000-0000-4000-8000-${String(this.n).padStart(12, '0')}`
    const envelope = { id, subject: null, at: this.now, touchpoint: 'web', seen: this.subject.version }
    const command = { ...envelope, ...draft } as Command
    const decided = decide(this.plan, this.subject, command, this.now)
    this.subject = after(this.subject, decided)
    this.lines.push({
      subject: 'somebody',
      version: this.subject.version,
      command: id,
      at: this.now,
      said: saidOf(command),
      events: decided.ok ? decided.value.map((event) => sealed(event)) : [],
    })
    return decided.ok ? 'ok' : decided.error.code
  }

  accept(
    offer: string,
    answers: { readonly [field: string]: string } = {},
    more: Partial<Pick<Accept, 'consents' | 'age'>> & { readonly act?: Accept['evidence']['act'] } = {},
  ): RefusalCode | 'ok' {
    const { act = 'button', ...rest } = more
    const { hash, version, language } = this.plan.notice(offer)
    const evidence = { act, notice: { hash, version, language } }
    return this.say({ type: 'accept', offer, answers, consents: {}, evidence, ...rest })
  }

  decline(offer: string): RefusalCode | 'ok' {
    const { hash, version, language } = this.plan.notice(offer)
    return this.say({ type: 'decline', offer, evidence: { act: 'button', notice: { hash, version, language } } })
  }
}
