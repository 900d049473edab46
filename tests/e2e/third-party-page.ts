import { createClient } from 'evenhanded/client'
import * as z from 'zod/mini'
import { defineProgram, identifier } from '../../src/index.js'

/** A shop that advertises elsewhere where one agrees to it, and sends news to confirmed addresses. */
export const program = defineProgram({
  id: 'third-party',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    ads: { label: 'Advertise elsewhere', basis: 'consent', sells: true },
    news: { label: 'Send news', basis: 'consent', confirm: true },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    membership: {
      principle: 'exchange',
      for: 'club',
      repeats: 'always',
      asks: { email: 'Your account needs an address' },
      invites: { ads: ['email'], news: ['email'] },
      gives: { benefit: 'service', says: 'An account' },
    },
  },
})

const start = () => createClient({ program, server: '/evenhanded', touchpoint: 'web' })

declare global {
  interface Window {
    shop: ReturnType<typeof start>
    /** What the third party's script, once it is here, has done. */
    thirdParty?: { runs: number; stopped: number }
  }
}

if (typeof window !== 'undefined') {
  const client = start()
  window.shop = client
  client.whenGranted('ads', () => {
    const script = document.createElement('script')
    script.src = document.body.dataset.thirdParty ?? ''
    document.head.append(script)
    return () => {
      if (window.thirdParty) window.thirdParty.stopped += 1
      script.remove()
    }
  })
}
