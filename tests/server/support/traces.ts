/** Every form in which a text may stand somewhere: as it is, escaped as JSON does or as ASCII, in base 64, in hex. */
export function tracesOf(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8')
  const inJson = JSON.stringify(text).slice(1, -1)
  const inAscii = inJson.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  // Within something longer a text's base 64 has one of three beginnings; what lies between is the same for all.
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  )
  return [
    ...[text, inJson, JSON.stringify(inJson).slice(1, -1), inAscii],
    ...inBase64,
    ...inBase64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_')),
    ...['hex', 'utf16le'].map((how) =>
      how === 'hex' ? bytes.toString('hex') : Buffer.from(text, 'utf16le').toString('hex'),
    ),
  ].filter((one) => one.length > 7)
}

/** The texts of which some form is found. */
export const foundIn = (dump: string, texts: readonly string[]): readonly string[] =>
  texts.filter((text) => tracesOf(text).some((form) => dump.includes(form) || dump.includes(form.toUpperCase())))
