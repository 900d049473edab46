import { defineProgram, identifier, type Program, personal, preference } from 'evenhanded'
import * as z from 'zod/mini'
import { forum } from '../../examples/community-forum/program.js'
import { desk } from '../../examples/loyalty-desk/program.js'
import { shop } from '../../examples/shop-checkout/program.js'
import { club } from './records.js'

/** A forum in California with what the others lack: alternatives, conditions, gates that weigh, minors, sales, all sorts of ends. */
export const guild = defineProgram({
  id: 'guild',
  version: 1,
  money: 'USD',
  timeZone: 'America/Los_Angeles',
  controller: {
    name: 'Guild Inc.',
    address: '1 Pier, San Francisco',
    contact: 'https://guild.example/ask',
    jurisdiction: 'US-CA',
    policyUrl: 'https://guild.example/privacy',
  },
  markets: ['US-CA', 'EU'],
  minors: {},
  parties: {
    ads: { name: 'Ads LLC', role: 'recipient', does: 'Shows advertisements', country: 'US' },
    host: { name: 'Host SA', role: 'processor', does: 'Hosts the site', country: 'FR' },
    bank: { name: 'Banque', role: 'processor', does: 'Sends prizes', country: 'CH' },
  },
  fields: {
    trade: preference(z.enum(['wood', 'iron']), { label: 'Trade' }),
    email: identifier(z.email(), { label: 'E-mail' }),
    phone: identifier(z.string(), { label: 'Phone' }),
    company: personal(z.string(), { label: 'Company' }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions.' },
    draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D', retainFrom: 'given', parties: ['host'] },
    ads: { label: 'Advertise elsewhere', basis: 'consent', sells: true, channel: 'pigeon', parties: ['ads'] },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' }, kiosk: { label: 'Kiosk', channel: 'store', device: 'site' } },
  currencies: {
    coin: { kind: 'redeemable', label: 'Coins', expires: { after: 'P1Y', on: '12-31' } },
    mark: { kind: 'redeemable', label: 'Marks', expires: { endOf: 'quarter' } },
    fame: {
      kind: 'reputation',
      label: 'Fame',
      tiers: {
        by: 'points',
        period: 'year',
        downgrade: 'drop',
        steps: [{ name: 'master', label: 'Master', from: 10 }],
      },
    },
  },
  offers: {
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { trade: 'So that it fits' },
      gives: { benefit: 'selection', says: 'Tools for your trade' },
    },
    raffle: {
      principle: 'exchange',
      for: 'draw',
      asks: { company: { because: 'For the bill', when: { trade: 'iron' } } },
      asksOneOf: [{ email: 'To tell you' }, { phone: 'To ring you' }],
      invites: { ads: ['email'] },
      gives: { benefit: 'chance', says: 'Win one of five anvils', by: '2027-01-31', prizes: 900, entries: 600 },
    },
  },
  gates: {
    teach: {
      label: 'Teach',
      effect: 'significant',
      needs: { email: 'draw' },
      atLeast: { fame: 1000 },
      anyOf: [{ tier: { fame: 'master' } }, { needs: { phone: 'draw' } }],
    },
  },
})

export const programs: readonly Program[] = [shop, forum, desk, club, guild]
