import { describe, it } from 'vitest'
import { memory } from '../../src/store/memory.js'
import { storeContract } from '../../src/testing/store-contract.js'

describe('memory', () => {
  for (const law of storeContract(() => memory())) it(law.name, law.check)
})
