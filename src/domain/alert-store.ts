import type { Interval } from './interval.ts';
import type { EpochMs, TickerSymbol } from './nominal.ts';

export type AlertOperator = 'above' | 'below' | 'crosses_above' | 'crosses_below';

interface Compared {
  readonly operator: AlertOperator;
  /** Fractions for changes and drifts, sessions for staleness. */
  readonly threshold: number;
}

interface OfSeries extends Compared {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
}

/** When a rule is true. */
export type AlertCondition =
  /** The close, adjusted for splits. */
  | (OfSeries & { readonly kind: 'price' })
  /** The close against the one so many bars before. */
  | (OfSeries & { readonly kind: 'change'; readonly bars: number })
  | (OfSeries & {
      readonly kind: 'indicator';
      readonly indicator: string;
      readonly parameters: Readonly<Record<string, number>>;
      readonly output: string;
    })
  /** The largest drift of a holding from its target. */
  | (Compared & { readonly kind: 'drift'; readonly portfolio: string })
  /** How many sessions are over that bars do not reach. */
  | (OfSeries & { readonly kind: 'stale' });

/** A rule as a user writes it. */
export interface AlertContent {
  readonly name: string;
  readonly condition: AlertCondition;
  /** After so long it may fire again although it has not been false; null: never before it was. */
  readonly cooldownSeconds: number | null;
  readonly enabled: boolean;
}

/** What evaluating a rule has come to. */
export interface AlertState {
  /** Null: not looked at yet. */
  readonly isTrue: boolean | null;
  /** The bar or session that was looked at last. */
  readonly seenAt: EpochMs | null;
  readonly value: number | null;
  /** Why it cannot be evaluated. */
  readonly problem: string | null;
  readonly firedAt: EpochMs | null;
}

export interface AlertRule extends AlertContent {
  readonly id: string;
  readonly owner: string;
  /** Grows with each change by its owner. */
  readonly version: number;
  /** Grows with each evaluation that changes the state. */
  readonly step: string;
  readonly evaluatedAt: EpochMs | null;
  readonly state: AlertState;
}

/** The bar or session that made a rule fire. */
export interface AlertFiring {
  /** The rule fires once for each. */
  readonly occasion: string;
  readonly observedAt: EpochMs;
  readonly value: number;
  readonly text: string;
}

/** none: nowhere to send it. */
type DeliveryState = 'none' | 'waiting' | 'delivered' | 'given up';

export interface AlertEvent {
  readonly id: string;
  /** Null where it has been deleted. */
  readonly rule: string | null;
  readonly ruleName: string;
  readonly at: EpochMs;
  readonly symbol: string | null;
  readonly portfolio: string | null;
  readonly observedAt: EpochMs;
  readonly value: number;
  readonly text: string;
  readonly acknowledgedAt: EpochMs | null;
  readonly delivery: DeliveryState;
  /** Of the last attempt that failed. */
  readonly deliveryProblem: string | null;
}

export interface EventPage {
  /** Older ones than this id. */
  readonly before: string | null;
  readonly onlyUnacknowledged: boolean;
  readonly limit: number;
}

export type AlertNotWritten = 'absent' | 'changed' | 'too many';

/** Where rules and their events are kept. */
export interface AlertStore {
  /** In the order in which they were made. */
  list(owner: string): Promise<AlertRule[]>;
  create(owner: string, content: AlertContent, most: number): Promise<AlertRule | AlertNotWritten>;
  /** Forgets what was seen. @param version the one that is to be replaced; null for whichever there is */
  replace(
    owner: string,
    id: string,
    version: number | null,
    content: AlertContent,
  ): Promise<AlertRule | AlertNotWritten>;
  /** Its events stay. @returns whether there was one */
  delete(owner: string, id: string): Promise<boolean>;
  find(id: string): Promise<AlertRule | null>;
  /** Rules to evaluate, of all users who may still log in: of these symbols, or of no symbol in particular. */
  toEvaluate(which: {
    readonly symbols: readonly string[] | null;
    readonly byClock: boolean;
  }): Promise<AlertRule[]>;
  /**
   * Keeps what an evaluation came to, and its event with the deliveries that follow from it.
   * @returns changed where the rule was changed or evaluated since it was read
   */
  record(rule: AlertRule, state: AlertState, firing: AlertFiring | null): Promise<'recorded' | 'changed'>;
  /** The newest first. */
  events(owner: string, page: EventPage): Promise<AlertEvent[]>;
  countUnacknowledged(owner: string): Promise<number>;
  /** @param id null for all @returns how many there are of that */
  acknowledge(owner: string, id: string | null): Promise<number>;
}

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly createdAt: EpochMs;
  /** Of the last event that was to be sent there. */
  readonly last: {
    readonly state: DeliveryState;
    readonly at: EpochMs;
    readonly problem: string | null;
  } | null;
}

/** Where something is sent, and what it is signed with. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** An event that is to be sent somewhere. */
export interface Delivery extends WebhookTarget {
  readonly id: string;
  /** This one included. */
  readonly attempts: number;
  readonly event: AlertEvent;
}

export interface WebhookStore {
  list(owner: string): Promise<Webhook[]>;
  create(owner: string, target: WebhookTarget, most: number): Promise<Webhook | 'taken' | 'too many'>;
  delete(owner: string, id: string): Promise<boolean>;
  target(owner: string, id: string): Promise<WebhookTarget | null>;
  /** Takes one that is due; where nothing is heard of it for so long, it is due again. */
  claim(leaseMs: number): Promise<Delivery | null>;
  /** @param retryMs null: not again */
  settle(id: string, problem: string | null, retryMs: number | null): Promise<void>;
  /** In how long the next one is due; null where there is none. */
  nextDueMs(): Promise<number | null>;
}
