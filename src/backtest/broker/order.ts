/**
 * Why an order was placed: to open a trade, to close one at the next price, or as the stop loss or the take profit
 * that waits beside a trade.
 */
type OrderKind = 'open' | 'close' | 'stop-loss' | 'take-profit';

/** An order that waits to be filled, perhaps for closing a trade; it is good until it is cancelled. */
export class Order<Owner = unknown> {
  readonly kind: OrderKind;
  /** Units, below 0 to sell; where `isPart`, a part of what can be spent. */
  size: number;
  readonly isPart: boolean;
  readonly limit: number | null;
  /** Null once it was reached. */
  stop: number | null;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** The trade it is to close. */
  readonly trade: Owner | null;
  readonly tag: string | null;
  /** Not filled on bars before this one. */
  firstBar = 0;
  isWaiting = true;

  constructor(
    kind: OrderKind,
    size: number,
    rest: Partial<
      Pick<Order<Owner>, 'isPart' | 'limit' | 'stop' | 'stopLoss' | 'takeProfit' | 'trade' | 'tag'>
    > = {},
  ) {
    this.kind = kind;
    this.size = size;
    this.isPart = rest.isPart ?? false;
    this.limit = rest.limit ?? null;
    this.stop = rest.stop ?? null;
    this.stopLoss = rest.stopLoss ?? null;
    this.takeProfit = rest.takeProfit ?? null;
    this.trade = rest.trade ?? null;
    this.tag = rest.tag ?? null;
  }

  /** Whether it waits beside a trade; such an order is filled within a bar, never at the close before it. */
  get isContingent(): boolean {
    return this.kind === 'stop-loss' || this.kind === 'take-profit';
  }
}
