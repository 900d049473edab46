export type { SubjectJson } from './core/subject/state.js'
export type { Clock } from './ports/clock.js'
export type { StatementLine, Store } from './ports/store.js'
export type {
  AcceptCall,
  AwardCall,
  BackendAnswer,
  BackendCall,
  By,
  ConfirmCall,
  EnrolCall,
  EraseCall,
  LeaveCall,
  ObjectCall,
  OfferAnswers,
  RectifyCall,
  RedeemCall,
  Reference,
  ReverseCall,
  TickedConsents,
  WithdrawCall,
} from './server/backend-call.js'
export type { BackendSubject } from './server/backend-subject.js'
export type { BulkRequest } from './server/bulk.js'
export { createServer, type Server, type ServerOptions } from './server/create-server.js'
export type { Authenticate, Limits } from './server/desk.js'
export type { Problem, ProblemCode } from './server/problem.js'
export { zonedCalendar } from './server/zoned-calendar.js'
export { memory } from './store/memory.js'
