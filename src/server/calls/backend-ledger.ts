import type { Names } from '../../core/program/program.js'
import type { BackendAnswer, BackendCall } from './backend-call.js'
import type {
  AdjustCall,
  AppealCall,
  AwardCall,
  CaptureCall,
  ConvertCall,
  DidCall,
  EarnCall,
  EnterCall,
  FreezeCall,
  GiveCall,
  HoldCall,
  LedgerCall,
  LiftCall,
  ReleaseCall,
  ReverseCall,
  SpendCall,
  SuspendCall,
} from './ledger-call.js'

/** A call without its type, and without the name that stands before it. */
type What<Call, Name extends string = never> = Call extends unknown ? Omit<Call, 'type' | Name> : never

/**
 * One person's points and rights. Every call has a key: the same call under it again is answered as at first, a refusal
 * included. What all may be refused with: `unknown_currency` and other unknown names, `bad_amount`, `no_subject`,
 * `erased`, `id_reused`.
 */
export interface BackendLedger<N extends Names = Names> {
  /**
   * Points for something that no rule is declared for. Respect on a giver's word counts as far as both of their days
   * allow; the outcome then is `accepted`, never how much.
   *
   * Refusals: `over_limit` (the policy's `maxAward`, or what the giver may give in a day), `self_award`,
   * `unknown_partner`; `frozen` where the giver's respect is.
   *
   * @example
   * await member.award({ points: { bonus: 120 }, reason: 'order:4711', key: 'order:4711' })
   * await member.award({ points: { respect: 10 }, giver: { login: 'user-18' }, reason: 'post:3', key: 'like:post:3:user-18' })
   */
  award(what: What<AwardCall<N>>): Promise<BackendAnswer>
  /**
   * Points for an amount, by a rule: for each whole `per` of it, more in a campaign, no more than the policy's caps
   * leave (the outcome's `withheld` says the rest). An amount too small for a point is recorded too.
   *
   * Refusal: `unknown_rule`.
   *
   * @example
   * await member.earn('orders', { amount: 12_90, reason: 'order:4711', key: 'order:4711' })
   */
  earn(rule: N['earns'], what: What<EarnCall<N>, 'rule'>): Promise<BackendAnswer>
  /**
   * A deed was done: every rule for it gives, and it counts for the tiers that look at it.
   *
   * Refusals: `unknown_deed`, `self_award`; of respect on a giver's word, those of `award`.
   *
   * @example
   * await member.did('liked', { giver: { login: 'user-18' }, reason: 'post:3', key: 'like:post:3:user-18' })
   */
  did(deed: N['deeds'], what: What<DidCall<N>, 'deed'>): Promise<BackendAnswer>
  /**
   * The deed was undone. Of an award (`of` is its key), points go back by the policy's `returns`: the outcome tells a
   * `shortfall`, or what is owed from now on. Of what was spent, points come back with the ends that they had, a
   * coupon ends, and stock is there again. Without `of`, points go back as far as they reach.
   *
   * Refusals: `unknown_transfer`, `over_reversal`, `spent_already`, `coupon_used`.
   *
   * @example
   * await member.reverse({ of: 'order:4711', points: { bonus: 40 }, reason: 'return:88', key: 'return:88' })
   */
  reverse(what: What<ReverseCall<N>>): Promise<BackendAnswer>
  /**
   * Sets points aside for an open order. What is not captured in time counts as released.
   *
   * Refusals: `not_enough_points`, `not_redeemable`, `frozen`, `bad_instant`.
   *
   * @example
   * await member.hold({ points: { bonus: 500 }, for: 'PT30M', reason: 'cart:9', key: 'cart:9' })
   */
  hold(what: What<HoldCall<N>>): Promise<BackendAnswer>
  /**
   * Spends all or part of what a hold set aside; the rest comes back. A hold is resolved once.
   *
   * Refusals: `unknown_hold`, `hold_over`, `over_hold`.
   *
   * @example
   * await member.capture({ hold: 'cart:9', points: { bonus: 450 }, reason: 'order:4712', key: 'order:4712' })
   */
  capture(what: What<CaptureCall<N>>): Promise<BackendAnswer>
  /**
   * Gives a hold up. Refusals: `unknown_hold`, `hold_over`.
   *
   * @example
   * await member.release({ hold: 'cart:9', reason: 'cart:9:emptied', key: 'cart:9:emptied' })
   */
  release(what: What<ReleaseCall>): Promise<BackendAnswer>
  /**
   * Points of one currency into another by the rate of the day, rounded down; what makes no whole point stays.
   *
   * Refusals: `unknown_conversion`, `no_rate`, `too_little`, `not_enough_points`, `frozen`.
   *
   * @example
   * await member.convert('milesToBonus', { amount: 300, reason: 'account page', key: 'convert:2026-11-21' })
   */
  convert(conversion: N['conversions'], what: What<ConvertCall<N>, 'conversion'>): Promise<BackendAnswer>
  /**
   * Spends points where no reward is declared, or at a partner's, in the partner's currency.
   *
   * Refusals: `not_enough_points`, `not_redeemable`, `unknown_partner`, `frozen`.
   *
   * @example
   * await member.spend({ points: { miles: 90 }, partner: 'railway', reason: 'ticket:5', key: 'ticket:5' })
   */
  spend(what: What<SpendCall<N>>): Promise<BackendAnswer>
  /**
   * Spends points on a reward. The outcome holds the coupon where the reward is one.
   *
   * Refusals: `unknown_reward`, `not_enough_points`, `sold_out`, `member_limit`, `frozen`.
   *
   * @example
   * const said = await member.redeem('voucher', { key: 'voucher:2026-11' })
   * if (said.ok) console.log(said.outcome.coupon?.code)
   */
  redeem(reward: N['rewards'], options: { readonly key: string }): Promise<BackendAnswer>
  /**
   * Points to another member, who is credited with the same call; where it breaks off in between, the same call
   * again completes it.
   *
   * Refusals: `not_enough_points`, `self_award`, `not_redeemable`, `frozen`; `no_subject` and `erased` of either.
   *
   * @example
   * await member.give({ to: { login: 'user-18' }, points: { bonus: 100 }, reason: 'gift:3', key: 'gift:3' })
   */
  give(what: What<GiveCall<N>>): Promise<BackendAnswer>
  /**
   * A correction by hand, up or, below zero, down. Refusal: `not_enough_points`.
   *
   * @example
   * await member.adjust({ points: { bonus: -20 }, actor: 'staff:17', reason: 'case:12', key: 'case:12' })
   */
  adjust(what: What<AdjustCall<N>>): Promise<BackendAnswer>
  /** Nothing leaves this account until it is thawed; all accounts unless a currency is said. */
  freeze(what: What<FreezeCall<N>>): Promise<BackendAnswer>
  thaw(what: What<FreezeCall<N>>): Promise<BackendAnswer>
  /**
   * A further entry to a raffle, for points; the first comes free with its offer. The outcome holds the ticket.
   *
   * Refusals: `unknown_raffle` (also where none is sold), `raffle_over`, `member_limit`, `not_enough_points`, `frozen`.
   *
   * @example
   * await member.enter('shoes', { reason: 'raffle page', key: 'shoes:2' })
   */
  enter(raffle: N['raffles'], what: What<EnterCall<N>, 'raffle'>): Promise<BackendAnswer>
  /**
   * Takes a right away for a while, whatever was earned. The sanction's words are shown to whom it concerns, who may
   * appeal. Refusals: `unknown_gate`, `unknown_sanction`, `bad_instant`.
   *
   * @example
   * const until = Date.now() + 7 * 86_400_000
   * await member.suspend('lounge', { sanction: 'spam', until, actor: 'staff:17', reason: 'case:12', key: 'case:12' })
   */
  suspend(gate: N['gates'], what: What<SuspendCall<N>, 'gate'>): Promise<BackendAnswer>
  /** Gives the right back before its time. Refusal: `not_suspended`. */
  lift(gate: N['gates'], what: What<LiftCall<N>, 'gate'>): Promise<BackendAnswer>
  /** The subject asks for another look at a suspension. Refusal: `not_suspended`. */
  appeal(gate: N['gates'], what: What<AppealCall<N>, 'gate'>): Promise<BackendAnswer>
}

/** @param call sends one call */
export function backendLedger<N extends Names>(call: (one: BackendCall) => Promise<BackendAnswer>): BackendLedger<N> {
  // The names were checked where they were given.
  const send = (type: LedgerCall['type'], what: object): Promise<BackendAnswer> =>
    call({ ...what, type } as unknown as BackendCall)
  return {
    award: (what) => send('award', what),
    earn: (rule, what) => send('earn', { rule, ...what }),
    did: (deed, what) => send('did', { deed, ...what }),
    reverse: (what) => send('reverse', what),
    hold: (what) => send('hold', what),
    capture: (what) => send('capture', what),
    release: (what) => send('release', what),
    convert: (conversion, what) => send('convert', { conversion, ...what }),
    spend: (what) => send('spend', what),
    redeem: (reward, options) => send('redeem', { reward, ...options }),
    give: (what) => send('give', what),
    adjust: (what) => send('adjust', what),
    freeze: (what) => send('freeze', what),
    thaw: (what) => send('thaw', what),
    enter: (raffle, what) => send('enter', { raffle, ...what }),
    suspend: (gate, what) => send('suspend', { gate, ...what }),
    lift: (gate, what) => send('lift', { gate, ...what }),
    appeal: (gate, what) => send('appeal', { gate, ...what }),
  }
}
