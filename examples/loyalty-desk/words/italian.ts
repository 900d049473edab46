import { italianNotices, translated } from 'evenhanded'
import { desk } from '../program.js'

export const italian = translated(desk, 'it', {
  notices: italianNotices,
  parties: { post: { does: 'Spedisce le nostre e-mail' }, till: { does: 'Gestisce le casse' } },
  fields: {
    purchases: { label: 'Acquisti con la carta' },
    firstName: { label: 'Nome' },
    email: { label: 'E-mail' },
    birthday: { label: 'Compleanno' },
  },
  purposes: {
    club: { label: 'Gestire la Sua adesione' },
    treats: { label: 'Una torta per il Suo compleanno' },
    news: { label: 'Novità dal forno per e-mail' },
  },
  goals: { regulars: { label: 'Persone che ritornano' } },
  moments: { birthday: { label: 'Il Suo compleanno' } },
  touchpoints: { web: { label: 'Pagina dei membri' }, counter: { label: 'Banco' } },
  currencies: {
    grain: {
      label: 'Chicchi',
      tiers: { steps: [{ label: 'Amico' }, { label: 'Cliente abituale' }, { label: 'Sostenitore' }] },
    },
  },
  earns: { purchase: { label: 'Acquisto' } },
  campaigns: { rye: { label: 'Il decennio della segale' } },
  offers: {
    membership: {
      asks: {
        firstName: 'Per poterLa salutare',
        email: 'Il Suo conto ha bisogno di un indirizzo',
        birthday: { because: 'Per una torta in quel giorno' },
      },
      observes: { purchases: 'Per accreditarLe un chicco per ogni franco intero' },
      gives: { says: '300 chicchi per cominciare, e uno per ogni franco' },
    },
    cake: {
      uses: { birthday: 'Per conoscere il giorno' },
      gives: { says: 'Una tortina al banco, entro una settimana dal Suo compleanno' },
    },
  },
  rewards: {
    coffee: { label: 'Un caffè', gives: { says: 'Un caffè a Sua scelta' } },
    loaf: { label: 'Un pane', gives: { says: 'Una pagnotta a lievito madre' } },
  },
  gates: { early: { label: 'Ordinare prima delle sette' } },
})
