/** Printers know no more than plain characters: no control characters, which would steer them, and no unusual spaces. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim()

/** Of East Asia, and pictures: as wide as two letters. */
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u

const widthOf = (letters: readonly string[]): number =>
  letters.reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0)

/** As one sees them: an accent goes with its letter. */
const lettersOf = (text: string): readonly string[] => [...text.normalize('NFC').matchAll(/\P{M}\p{M}*/gu)].map(String)

/** A text in lines of at most `width` columns, broken between words; a word that is longer is broken within. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line: string[] = []
  const end = () => {
    if (line.length > 0) lines.push(line.join(''))
    line = []
  }
  for (const word of plain(text).split(' ')) {
    const letters = lettersOf(word)
    if (line.length > 0 && widthOf(line) + 1 + widthOf(letters) > width) end()
    if (line.length > 0) line.push(' ')
    for (const letter of letters) {
      if (line.length > 0 && widthOf([...line, letter]) > width) end()
      line.push(letter)
    }
  }
  end()
  return lines
}
