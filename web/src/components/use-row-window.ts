import { type RefObject, type UIEvent, useRef, useState } from 'react';

/** As `data-table.css` has it. */
const rowHeight = 34;
/** Fewer are drawn whole: then the browser's own search finds all. */
const drawnWhole = 200;
const spare = 20;

interface RowWindow {
  readonly ref: RefObject<HTMLElement | null>;
  readonly onScroll: (event: UIEvent) => void;
  /** The rows to draw: from, up to. */
  readonly from: number;
  readonly to: number;
  /** Pixels of those that are not. */
  readonly above: number;
  readonly below: number;
}

/** Which of many rows of equal height are in view. */
export function useRowWindow(count: number, height: number): RowWindow {
  const ref = useRef<HTMLElement>(null);
  const [first, setFirst] = useState(0);
  if (count <= drawnWhole) {
    return { ref, onScroll: () => undefined, from: 0, to: count, above: 0, below: 0 };
  }
  const inView = Math.ceil(height / rowHeight);
  const from = Math.max(0, Math.min(first, count - inView) - spare);
  const to = Math.min(count, from + inView + 2 * spare);
  return {
    ref,
    // In steps, so that not every pixel draws anew.
    onScroll: ({ currentTarget }) =>
      setFirst(Math.floor(currentTarget.scrollTop / rowHeight / (spare / 2)) * (spare / 2)),
    from,
    to,
    above: from * rowHeight,
    below: (count - to) * rowHeight,
  };
}
