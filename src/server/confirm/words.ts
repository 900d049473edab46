/** What became of somebody who followed a link. */
export type Outcome = 'ask' | 'done' | 'before' | 'late' | 'corrected' | 'ended' | 'broken'

/** The page's words: a heading and a text for each outcome, and the button. `{who}` is the controller's name. */
export interface ConfirmWords {
  readonly says: { readonly [outcome in Outcome]: readonly [heading: string, text: string] }
  readonly agreed: string
  readonly button: string
  readonly notYou: string
}

const english: ConfirmWords = {
  says: {
    ask: ['Please confirm', 'Somebody gave this address to {who}. Was it you?'],
    done: ['Confirmed', 'Thank you. What you agreed to holds from now on. You can withdraw it at any time.'],
    before: ['Already confirmed', 'You have confirmed this before. Nothing is left to do.'],
    late: [
      'This link has ended',
      'What was agreed to has lapsed, and is not used. If you still want it, agree to it again.',
    ],
    corrected: [
      'There is a newer address',
      'It was corrected after this message was sent. Please use the link of the newest one.',
    ],
    ended: ['Nothing waits for this', 'What was agreed to was withdrawn or erased since. Nothing is left to do.'],
    broken: ['This link is not whole', 'Part of it may be missing. Please copy all of it out of the message.'],
  },
  agreed: 'What was agreed to, and waits for you:',
  button: 'Yes, confirm',
  notYou: 'If it was not you, close this page. Nothing will happen, and it lapses by itself.',
}

const german: ConfirmWords = {
  says: {
    ask: ['Bitte bestätigen Sie', 'Jemand hat {who} diese Adresse angegeben. Waren Sie das?'],
    done: ['Bestätigt', 'Danke. Was Sie erlaubt haben, gilt ab jetzt. Sie können es jederzeit widerrufen.'],
    before: ['Schon bestätigt', 'Sie haben das bereits bestätigt. Es ist nichts mehr zu tun.'],
    late: [
      'Dieser Link ist abgelaufen',
      'Was erlaubt wurde, ist verfallen und wird nicht verwendet. Wenn Sie es noch möchten, erlauben Sie es bitte neu.',
    ],
    corrected: [
      'Es gibt eine neuere Adresse',
      'Sie wurde berichtigt, nachdem diese Nachricht verschickt war. Bitte nehmen Sie den Link der neuesten.',
    ],
    ended: [
      'Hier wartet nichts mehr',
      'Was erlaubt war, wurde inzwischen widerrufen oder gelöscht. Es ist nichts mehr zu tun.',
    ],
    broken: [
      'Dieser Link ist nicht vollständig',
      'Ein Teil fehlt vielleicht. Bitte kopieren Sie ihn ganz aus der Nachricht.',
    ],
  },
  agreed: 'Was erlaubt wurde und auf Sie wartet:',
  button: 'Ja, bestätigen',
  notYou: 'Wenn Sie es nicht waren, schliessen Sie diese Seite. Es geschieht nichts, und es verfällt von selbst.',
}

const french: ConfirmWords = {
  says: {
    ask: ['Veuillez confirmer', 'Quelqu’un a donné cette adresse à {who}. Était-ce vous ?'],
    done: ['Confirmé', 'Merci. Votre accord vaut dès maintenant. Vous pouvez le retirer à tout moment.'],
    before: ['Déjà confirmé', 'Vous l’avez déjà confirmé. Il ne reste rien à faire.'],
    late: [
      'Ce lien n’est plus valable',
      'L’accord est devenu caduc et n’est pas utilisé. Si vous le souhaitez encore, donnez-le à nouveau.',
    ],
    corrected: [
      'Il y a une adresse plus récente',
      'Elle a été corrigée après l’envoi de ce message. Veuillez suivre le lien du plus récent.',
    ],
    ended: ['Plus rien n’attend ici', 'L’accord a été retiré ou effacé depuis. Il ne reste rien à faire.'],
    broken: [
      'Ce lien n’est pas complet',
      'Il en manque peut-être une partie. Veuillez le copier en entier depuis le message.',
    ],
  },
  agreed: 'Ce qui a été accepté et vous attend :',
  button: 'Oui, confirmer',
  notYou: 'Si ce n’était pas vous, fermez cette page. Il ne se passera rien, et l’accord deviendra caduc de lui-même.',
}

const italian: ConfirmWords = {
  says: {
    ask: ['Per favore confermi', 'Qualcuno ha dato questo indirizzo a {who}. È stato Lei?'],
    done: ['Confermato', 'Grazie. Il Suo consenso vale da ora. Può revocarlo in qualsiasi momento.'],
    before: ['Già confermato', 'L’ha già confermato. Non resta nulla da fare.'],
    late: [
      'Questo link è scaduto',
      'Il consenso è decaduto e non viene usato. Se lo desidera ancora, lo dia di nuovo.',
    ],
    corrected: [
      'C’è un indirizzo più recente',
      'È stato corretto dopo l’invio di questo messaggio. Usi il link di quello più recente.',
    ],
    ended: [
      'Qui non c’è più nulla in attesa',
      'Il consenso è stato nel frattempo revocato o cancellato. Non resta nulla da fare.',
    ],
    broken: ['Questo link non è completo', 'Forse ne manca una parte. Lo copi per intero dal messaggio.'],
  },
  agreed: 'Ciò che è stato accettato e attende Lei:',
  button: 'Sì, confermo',
  notYou: 'Se non è stato Lei, chiuda questa pagina. Non succederà nulla, e il consenso decadrà da sé.',
}

const known: { readonly [language: string]: ConfirmWords | undefined } = {
  en: english,
  de: german,
  fr: french,
  it: italian,
}

/** In the program's language where the page speaks it, else in English; and which that is. */
export function wordsIn(language = 'en'): { readonly language: string; readonly words: ConfirmWords } {
  const words = known[language.slice(0, 2).toLowerCase()]
  return words ? { language, words } : { language: 'en', words: english }
}
