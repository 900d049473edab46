import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

/** A program with every part that there is, and every form of each. */
export const everything = defineProgram({
  ...words,
  id: 'everything',
  money: 'CHF',
  language: 'en',
  timeZone: 'Europe/Zurich',
  purposes: {
    ...words.purposes,
    learn: { label: 'Learn what goes together', basis: 'consent', validFor: 'P2Y' },
  },
  models: {
    goesWith: {
      label: 'What goes together',
      reads: 'basket',
      learns: 'learn',
      suggests: 'club',
      without: ['test-strips'],
    },
    shownAlone: { label: 'What goes together in the shop', reads: 'basket', learns: 'learn' },
  },
  currencies: {
    bonus: {
      kind: 'redeemable',
      label: 'Bonus points',
      expires: 'P24M',
      grace: 'P60D',
      tiers: {
        by: 'points',
        period: 'year',
        downgrade: 'step',
        notice: 'P60D',
        steps: [
          { name: 'basic', label: 'Basic', from: 0 },
          { name: 'silver', label: 'Silver', from: 1_000 },
          { name: 'gold', label: 'Gold', from: 5_000 },
        ],
      },
    },
    miles: { kind: 'redeemable', label: 'Miles', expires: { after: 'P2Y', endOf: 'quarter' } },
    stars: { kind: 'redeemable', label: 'Stars', expires: { endOf: 'month' } },
    stamps: { kind: 'redeemable', label: 'Stamps', expires: { on: '12-31' } },
    sparks: { kind: 'redeemable', label: 'Sparks', expires: { after: 'P6M', on: '02-28' } },
    coins: { kind: 'redeemable', label: 'Coins' },
    respect: {
      kind: 'reputation',
      label: 'Respect',
      erasedGivers: 'revoke',
      tiers: {
        by: 'deeds',
        within: 'P100D',
        keep: 0.9,
        grace: 'P14D',
        steps: [
          { name: 'new', label: 'New', deeds: {} },
          { name: 'member', label: 'Member', deeds: { visit: 10, post: { atLeast: 3, ever: true } } },
          {
            name: 'regular',
            label: 'Regular',
            deeds: {
              visit: { days: 50 },
              post: { share: 0.25, cap: 500 },
              liked: { atLeast: 20, givers: 5, days: 5 },
              flagged: { atMost: 5 },
            },
          },
        ],
      },
    },
  },
  deeds: {
    visit: { label: 'Visit the shop' },
    post: { label: 'Write a post' },
    liked: { label: 'Be liked' },
    flagged: { label: 'Be flagged' },
  },
  earns: {
    orders: {
      on: 'amount',
      label: 'A point for each franc',
      per: 100,
      gives: { bonus: 1, miles: 2 },
      availableAfter: 'P14D',
      qualifies: true,
    },
    birthday: { on: 'field', label: 'For your birthday', field: 'birthday', gives: { stars: 5 } },
    posts: { on: 'deed', label: 'A spark for each post', deed: 'post', gives: { sparks: 1 } },
  },
  campaigns: {
    advent: {
      label: 'Double points in Advent',
      rules: ['orders', 'posts'],
      times: 2,
      from: '2026-11-29',
      until: '2026-12-24',
    },
  },
  conversions: {
    milesToBonus: {
      label: 'Miles into bonus points',
      from: 'miles',
      to: 'bonus',
      rates: [
        { from: '2026-01-01', until: '2026-12-31', give: 3, get: 2 },
        { from: '2027-01-01', give: 2, get: 1 },
      ],
      least: 30,
    },
  },
  partners: { railway: { label: 'Mountain Railway', currency: 'miles' } },
  offers: {
    tillCoupon: {
      principle: 'receive',
      for: 'fit',
      at: ['till'],
      uses: { basket: 'To find what goes with it' },
      fits: {
        model: 'goesWith',
        coupons: {
          wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5 },
          socks: { item: ['socks-m', 'socks-l'], says: 'CHF 2 off a pair of socks', worth: 2 },
        },
      },
      gives: { benefit: 'coupon', says: 'A coupon for something that goes with your basket', worth: 2 },
    },
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { terrain: 'So that you only see shoes for your paths' },
      gives: { benefit: 'selection', says: 'The five shoes that suit your paths' },
    },
    membership: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'For a present on the day', optional: true, for: 'treats' },
      },
      asksOneOf: [{ terrain: 'To know your paths' }, { feet: { because: 'To spare your feet', for: 'health' } }],
      observes: { basket: 'What you bought, for your points' },
      invites: { learn: ['basket'] },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' },
    },
    draw: {
      principle: 'exchange',
      for: 'draw',
      repeats: 'always',
      when: { terrain: ['alpine', 'forest'] },
      asks: { email: 'To tell you if you have won' },
      invites: { newsletter: ['email'] },
      gives: [
        { benefit: 'service', says: 'News of the draw' },
        { benefit: 'chance', says: 'Win one of five pairs', by: '2027-01-31', prizes: 900, entries: 600 },
      ],
    },
  },
  rewards: {
    voucher: {
      label: 'CHF 5 off',
      costs: { bonus: 500 },
      gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 },
      stock: 1_000,
      limit: { most: 2, per: 'month' },
      validFor: 'P6M',
    },
    tour: { costs: { bonus: 900, coins: 3 }, gives: { benefit: 'service', says: 'A day with a guide', worth: 120 } },
  },
  raffles: {
    shoes: {
      label: 'Five pairs of shoes',
      offer: 'draw',
      closes: '2027-01-24',
      prizes: [
        { says: 'A pair of boots', count: 1 },
        { says: 'A pair of sandals', count: 4 },
      ],
      ticket: { bonus: 50 },
      most: 10,
    },
  },
  gates: {
    lounge: {
      label: 'Enter the lounge',
      for: 'club',
      needs: { email: 'club' },
      anyOf: [{ tier: { bonus: 'gold' } }, { tier: { respect: 'regular' }, atLeast: { respect: 10 } }],
    },
    ahead: { label: 'Order before others', tier: { bonus: 'silver' }, effect: 'significant' },
  },
  sanctions: { spam: { label: 'Spam', says: 'You advertised in a post; writing is paused for a while.' } },
})
