import { noticeText } from 'evenhanded'
import { describe, expect, it } from 'vitest'
import { desk } from '../../examples/loyalty-desk/program.js'
import { french } from '../../examples/loyalty-desk/words/french.js'
import { german } from '../../examples/loyalty-desk/words/german.js'
import { italian } from '../../examples/loyalty-desk/words/italian.js'

describe.each([german, french, italian])('the loyalty desk in $language', (program) => {
  it('asks the same in other words', () => {
    expect(Object.keys(program.fields)).toEqual(Object.keys(desk.fields))
    const [own, english] = [noticeText(program, 'membership'), noticeText(desk, 'membership')]
    expect(own.split('\n')).toHaveLength(english.split('\n').length)
    for (const line of english.split('\n').slice(1, -1)) expect(own).not.toContain(line)
    expect(own).not.toMatch(/undefined|[{}]/)
  })
})
