export type {
  Accepted,
  AcceptOptions,
  Answers,
  AskShown,
  Client,
  ClientEvents,
  ConsentShown,
  Done,
  ErasePlan,
  InvitationShown,
  KnownShown,
  OfferHandle,
  Saving,
  Settled,
  SignalsShown,
  Snapshot,
} from './client/client.js'
export { type ClientOptions, createClient } from './client/create-client.js'
export type { ServerAddress } from './client/line.js'
export { indexedDb } from './client/storage/indexed-db.js'
export { memory } from './client/storage/memory.js'
export type { OpenStorage, Storage } from './ports/storage.js'
