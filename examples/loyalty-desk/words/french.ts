import { frenchNotices, translated } from 'evenhanded'
import { desk } from '../program.js'

export const french = translated(desk, 'fr', {
  notices: frenchNotices,
  parties: { post: { does: 'Envoie nos e-mails' }, till: { does: 'Exploite les caisses' } },
  fields: {
    purchases: { label: 'Achats avec la carte' },
    firstName: { label: 'Prénom' },
    email: { label: 'E-mail' },
    birthday: { label: 'Anniversaire' },
  },
  purposes: {
    club: { label: 'Gérer votre adhésion' },
    treats: { label: 'Un gâteau pour votre anniversaire' },
    news: { label: 'Des nouvelles du four par e-mail' },
  },
  goals: { regulars: { label: 'Des personnes qui reviennent' } },
  moments: { birthday: { label: 'Votre anniversaire' } },
  touchpoints: { web: { label: 'Page des membres' }, counter: { label: 'Comptoir' } },
  currencies: {
    grain: {
      label: 'Grains',
      tiers: { steps: [{ label: 'Ami' }, { label: 'Habitué' }, { label: 'Mécène' }] },
    },
  },
  earns: { purchase: { label: 'Achat' } },
  campaigns: { rye: { label: 'La décennie du seigle' } },
  offers: {
    membership: {
      asks: {
        firstName: 'Pour que nous puissions vous saluer',
        email: 'Votre compte a besoin d’une adresse',
        birthday: { because: 'Pour un gâteau ce jour-là' },
      },
      observes: { purchases: 'Pour vous créditer un grain par franc entier' },
      gives: { says: '300 grains pour commencer, puis un par franc' },
    },
    cake: {
      uses: { birthday: 'Pour connaître le jour' },
      gives: { says: 'Un petit gâteau au comptoir, dans la semaine de votre anniversaire' },
    },
  },
  rewards: {
    coffee: { label: 'Un café', gives: { says: 'Un café de votre choix' } },
    loaf: { label: 'Un pain', gives: { says: 'Une miche de pain au levain' } },
  },
  gates: { early: { label: 'Commander avant sept heures' } },
})
