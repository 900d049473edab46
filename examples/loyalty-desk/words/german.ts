import { germanNotices, translated } from 'evenhanded'
import { desk } from '../program.js'

export const german = translated(desk, 'de', {
  notices: germanNotices,
  parties: { post: { does: 'Versendet unsere E-Mails' }, till: { does: 'Betreibt die Kassen' } },
  fields: {
    purchases: { label: 'Einkäufe mit der Karte' },
    firstName: { label: 'Vorname' },
    email: { label: 'E-Mail' },
    birthday: { label: 'Geburtstag' },
  },
  purposes: {
    club: { label: 'Ihre Mitgliedschaft führen' },
    treats: { label: 'Ein Kuchen zum Geburtstag' },
    news: { label: 'Neues aus der Backstube per E-Mail' },
  },
  goals: { regulars: { label: 'Menschen, die wiederkommen' } },
  moments: { birthday: { label: 'Ihr Geburtstag' } },
  touchpoints: { web: { label: 'Seite für Mitglieder' }, counter: { label: 'Ladentheke' } },
  currencies: {
    grain: {
      label: 'Körner',
      tiers: { steps: [{ label: 'Freundin oder Freund' }, { label: 'Stammgast' }, { label: 'Gönnerin oder Gönner' }] },
    },
  },
  earns: { purchase: { label: 'Einkauf' } },
  campaigns: { rye: { label: 'Das Roggenjahrzehnt' } },
  offers: {
    membership: {
      asks: {
        firstName: 'Damit wir Sie begrüssen können',
        email: 'Ihr Konto braucht eine Adresse',
        birthday: { because: 'Für einen Kuchen an diesem Tag' },
      },
      observes: { purchases: 'Um Ihnen für jeden ganzen Franken ein Korn gutzuschreiben' },
      gives: { says: '300 Körner zum Anfang, und eines für jeden Franken' },
    },
    cake: {
      uses: { birthday: 'Um den Tag zu wissen' },
      gives: { says: 'Ein Küchlein an der Theke, innert einer Woche nach Ihrem Geburtstag' },
    },
  },
  rewards: {
    coffee: { label: 'Ein Kaffee', gives: { says: 'Ein Kaffee Ihrer Wahl' } },
    loaf: { label: 'Ein Brot', gives: { says: 'Ein Laib Sauerteigbrot' } },
  },
  gates: { early: { label: 'Vor sieben Uhr bestellen' } },
})
