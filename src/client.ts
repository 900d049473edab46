export type {
  Accepted, AcceptOptions, Answers, AskShown, Client, ClientEvents, ConsentShown, Done, ErasePlan, InvitationShown, KnownShown, OfferHandle, Saving, Settled, Snapshot,
} from './client/client.js'
