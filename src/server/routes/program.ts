/** `GET /program`: the program's public face. Anybody may keep it, and asks whether it is still the one. */
export function getProgram(request: Request, face: { readonly text: string; readonly hash: string }): Response {
  const etag = `"${face.hash.slice(0, 32)}"`
  const headers = new Headers({ etag, 'cache-control': 'public, no-cache' })
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  headers.set('content-type', 'application/json')
  return new Response(face.text, { headers })
}
