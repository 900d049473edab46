/**
 * Where a device keeps things between visits: string keys, structured-clone values. Its laws, tested by
 * `storageContract`:
 *
 * - what `set` resolved for is there after a crash of the page;
 * - `setMany` and `delMany` are all or nothing;
 * - a failure rejects and changes nothing; the client then goes on in memory and says so;
 * - what is deleted from outside holds nobody up, and hinders nobody from writing again.
 */
export interface Storage {
  /** `false` where everything ends with the page; the client then says so. */
  readonly durable?: boolean
  get(key: string): Promise<unknown>
  setMany(entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>
  delMany(keys: readonly string[]): Promise<void>
  entries(): Promise<readonly (readonly [key: string, value: unknown])[]>
  /** Leaves no trace of the place, its name included. It can be written again, and then begins empty. */
  destroy(): Promise<void>
}

/**
 * Opens the one place of a program and a person; `name` is unique to them.
 *
 * @param lost to be called where the place may have been emptied from outside, as by "clear site data"; `false` says that
 *   nobody is here any more who would write it again, and what is still on its way there must not bring it back
 */
export type OpenStorage = (name: string, lost?: () => boolean) => Promise<Storage> | Storage
