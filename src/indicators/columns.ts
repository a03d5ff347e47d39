/** A column of a bar series that an indicator can read. `ts` is the start of the bar, epoch milliseconds. */
export type InputColumn = 'ts' | 'open' | 'high' | 'low' | 'close' | 'volume';

/** The columns an indicator reads, all of the same length. */
export type Columns = Readonly<Record<InputColumn, Float64Array>>;
