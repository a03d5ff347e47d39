import { formatPrice } from './format.ts';

/** A price in figures of equal width; the currency behind it where one is known. */
export function Price({
  value,
  currency,
}: {
  readonly value: number | null;
  readonly currency?: string | null;
}) {
  return (
    <span className="figures">
      {formatPrice(value)}
      {value !== null && currency ? <span className="unit"> {currency}</span> : null}
    </span>
  );
}
