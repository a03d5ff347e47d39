import { formatPercent } from './format.ts';

/** A move as a fraction: an arrow, a sign and a colour. */
export function Change({ value, digits = 2 }: { readonly value: number | null; readonly digits?: number }) {
  if (value === null || !Number.isFinite(value)) return <span className="figures">–</span>;
  const [kind, arrow] = value > 0 ? ['up', '▲'] : value < 0 ? ['down', '▼'] : ['flat', '■'];
  return (
    <span className={`figures ${kind}`}>
      <span aria-hidden className="arrow">
        {arrow}
      </span>{' '}
      {formatPercent(value, { digits, signed: true })}
    </span>
  );
}
