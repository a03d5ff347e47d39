/** A trade as it is reported. */
export interface Trade {
  /** Units; below 0 for a short trade. */
  readonly size: number;
  /** Indices of its bars in the series that was handed in; the exit is null while it is open. */
  readonly entryBar: number;
  readonly exitBar: number | null;
  /** Epoch milliseconds. */
  readonly entryTime: number;
  readonly exitTime: number | null;
  readonly entryPrice: number;
  /** Null while it is open; `profit` then counts with the last close. */
  readonly exitPrice: number | null;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** Currency units, after commission. */
  readonly profit: number;
  /** Of the entry value, after commission. */
  readonly returnPercent: number;
  /** Paid on entry and, once closed, on exit. */
  readonly commission: number;
  readonly tag: string | null;
}
