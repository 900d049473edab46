/** Deletes a database, as whoever clears a browser does; `blocked` where somebody holds it open. */
export const deleted = (name: string): Promise<'deleted' | 'blocked'> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve('deleted')
    request.onblocked = () => resolve('blocked')
    request.onerror = () => reject(request.error)
  })
