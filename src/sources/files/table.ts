import type { Cells } from './cells.ts';
import type { Layout } from './layout.ts';
import type { DateOrder } from './options.ts';

/** A table in whatever format, which can be gone through again and again. */
export interface Table {
  readonly layout: Layout;
  readonly order: DateOrder;
  /** Calls `visit` for each row, and yields now and then, so that what was collected can be handed on. */
  rows(visit: (cells: Cells) => void): AsyncGenerator<void>;
}

/** What a table is called and what its file is called, where symbol and interval may stand. */
export interface TableName {
  readonly place: string;
  readonly fileName: string;
}
