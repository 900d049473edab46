import type { Json } from '../../core/json.js'
import type { Coupon } from '../../core/points/coupon.js'
import type { TransferKind } from '../../core/points/transfer.js'
import type { Clock } from '../../ports/clock.js'
import type { CouponStore } from '../../ports/coupon-batches.js'
import type { RecordStore } from '../../ports/record.js'
import type { RegisterStore } from '../../ports/registers.js'
import type { Audited, Ending, Entry, KeptRaffle, Store, Sum } from '../../ports/store.js'
import { type AccountRow, accountIn } from './account-row.js'
import { ofRow } from './coupon-row.js'
import auditSql from './sql/audit.sql'
import couponsSql from './sql/coupons.sql'
import dueSql from './sql/due.sql'
import endingSql from './sql/ending.sql'
import entriesSql from './sql/entries.sql'
import forgetEntriesSql from './sql/forget-entries.sql'
import givenBySql from './sql/given-by.sql'
import holdersSql from './sql/holders.sql'
import keepRaffleSql from './sql/keep-raffle.sql'
import markSql from './sql/mark.sql'
import markedSql from './sql/marked.sql'
import nowSql from './sql/now.sql'
import raffleSql from './sql/raffle.sql'
import statementSql from './sql/statement.sql'
import sumsSql from './sql/sums.sql'
import { type Bigint, type LineRow, lineOf } from './statement.js'
import { type TransferRow, transferIn } from './transfer-row.js'

/** Asks the database for rows, in the store's schema. */
export type Ask = <Row>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>

type Ledger = Omit<
  Store,
  'load' | 'store' | 'post' | 'migrate' | keyof RecordStore | keyof RegisterStore | keyof CouponStore
>

/** What is read of the ledger beside the subjects themselves, one statement each; and the few rows that readers keep. */
export const ledger = (ask: Ask, clock?: Clock): Ledger => ({
  async statement(tenant, subject, currency, { before = Number.MAX_SAFE_INTEGER, limit = 50 } = {}) {
    return (await ask<LineRow>(statementSql, [tenant, subject, currency, before, limit])).map(lineOf)
  },
  async feed(tenant, after, limit) {
    const rows = await ask<{ line: string }>(feedSql, [tenant, after, limit])
    return { entries: rows.slice(0, -1).map(entryOf), cursor: rows.at(-1)?.line ?? '' }
  },
  async marked(tenant, reader) {
    return (await ask<{ position: string }>(markedSql, [tenant, reader]))[0]?.position ?? null
  },
  async mark(tenant, reader, cursor) {
    await ask(markSql, [tenant, reader, cursor])
  },
  async due(tenant, { now, soon, after, limit }) {
    const rows = await ask<{ subject: string }>(dueSql, [tenant, now, soon, after, limit])
    return rows.map(({ subject }) => subject)
  },
  async holders(tenant, field, after, limit) {
    const rows = await ask<{ subject: string }>(holdersSql, [tenant, field, after, limit])
    return rows.map(({ subject }) => subject)
  },
  async givenBy(tenant, giver, since) {
    return (await ask<{ line: string }>(givenBySql, [tenant, giver, since])).map(entryOf)
  },
  async audit(tenant, after, limit) {
    const values = [tenant, after?.subject ?? null, after?.currency ?? null, limit]
    return (await ask<{ found: string }>(auditSql, values)).map(auditedOf)
  },
  async sums(tenant, { from = null, until }) {
    return (await ask<{ sum: string }>(sumsSql, [tenant, from, until])).map(sumOf)
  },
  async ending(tenant, { from, until }) {
    return (await ask<{ ending: string }>(endingSql, [tenant, from, until])).map(endingOf)
  },
  async coupons(tenant, subject) {
    return (await ask<{ coupon: string }>(couponsSql, [tenant, subject])).map(couponOf)
  },
  async entries(tenant, raffle) {
    return ask(entriesSql, [tenant, raffle])
  },
  async forgetEntries(tenant, raffle) {
    await ask(forgetEntriesSql, [tenant, raffle])
  },
  async raffle(tenant, name) {
    const [row] = await ask<{ version: Bigint; body: string }>(raffleSql, [tenant, name])
    return row ? ({ version: Number(row.version), body: JSON.parse(row.body) as Json } satisfies KeptRaffle) : null
  },
  async keepRaffle(tenant, name, { version, body }) {
    return (await ask(keepRaffleSql, [tenant, name, version, JSON.stringify(body)])).length > 0
  },
  async now() {
    return clock?.() ?? Number((await ask<{ now: string }>(nowSql, []))[0]?.now)
  },
})

const feedSql = 'select evenhanded.feed_v2($1, $2::json, $3) as line'

function entryOf({ line }: { readonly line: string }): Entry {
  const [subject, row] = JSON.parse(line) as [string, TransferRow]
  return { subject, ...transferIn(row) }
}

function auditedOf({ found }: { readonly found: string }): Audited {
  const [subject, currency, account, transfers] = JSON.parse(found) as [
    string,
    string,
    AccountRow,
    readonly TransferRow[] | null,
  ]
  return { subject, currency, account: accountIn(account), transfers: (transfers ?? []).map(transferIn) }
}

function sumOf({ sum }: { readonly sum: string }): Sum {
  const [currency, kind, code, transfers, amount, fills, owes] = JSON.parse(sum) as [
    string,
    TransferKind,
    string | null,
    number,
    number,
    number | null,
    number | null,
  ]
  return { currency, kind, code, transfers, amount, fills: fills ?? 0, owes: owes ?? 0 }
}

function couponOf({ coupon }: { readonly coupon: string }): Coupon {
  const [code, reward, offer, key, issuedAt, validUntil, state] = JSON.parse(coupon) as [
    string,
    string | null,
    string | null,
    string,
    number,
    number,
    Coupon['state'],
  ]
  return { code, ...ofRow(reward, offer), key, issuedAt, validUntil, state }
}

function endingOf({ ending }: { readonly ending: string }): Ending {
  const [subject, currency, amount, at] = JSON.parse(ending) as [string, string, number, number]
  return { subject, currency, amount, at }
}
