import type { Block, RecordStore } from '../../ports/record.js'
import { copied, type Tenant } from './tenant.js'

const noBlock = '0'.repeat(64)

/** What happened, and its chain. */
export const recordStore = (tenantOf: (name: string) => Tenant): RecordStore => ({
  async lines(tenant, after, limit) {
    const from = Number(after ?? 0)
    const lines = tenantOf(tenant).lines.slice(from, from + limit)
    return { lines, cursor: String(from + lines.length) }
  },
  async history(tenant, subject, { after = 0, limit = Number.MAX_SAFE_INTEGER } = {}) {
    const log = tenantOf(tenant).subjects.get(subject.toLowerCase())?.log ?? []
    return log.filter(({ version }) => version > after).slice(0, limit)
  },
  async blocks(tenant, after, limit) {
    return tenantOf(tenant).blocks.slice(after, after + limit)
  },
  async lastBlock(tenant) {
    return tenantOf(tenant).blocks.at(-1) ?? null
  },
  async append(tenant, block) {
    const { blocks } = tenantOf(tenant)
    if (!isNext(block, blocks.at(-1))) return false
    blocks.push(copied(block))
    return true
  },
})

const isNext = ({ n, prev }: Block, last: Block | undefined): boolean =>
  n === (last?.n ?? 0) + 1 && prev === (last?.root ?? noBlock)
