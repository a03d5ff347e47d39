import { Anchor, Box, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { isGiven, type OptionQuote } from '../../api/options.ts';
import { formatCompact, formatNumber, formatPercent } from '../../components/format.ts';
import './option-table.css';

interface OptionTableProps {
  readonly expiration: string;
  readonly calls: readonly OptionQuote[];
  readonly puts: readonly OptionQuote[];
  /** Price of the underlying; null: unknown. */
  readonly spot: number | null;
  readonly onContract: (contract: string) => void;
}

const columns = ['Last', 'Bid', 'Ask', 'Volume', 'Open int.', 'IV'];

/** Calls left and puts right of their strike, those at the money in the middle of what is seen. */
export function OptionTable({ expiration, calls, puts, spot, onContract }: OptionTableProps) {
  const place = useRef<HTMLElement>(null);
  const strikes = [...new Set([...calls, ...puts].map(({ strike }) => strike))].sort(
    (one, other) => one - other,
  );
  const nearest = spot === null ? undefined : nearestTo(strikes, spot);
  useEffect(() => {
    const [box, row] = [place.current, place.current?.querySelector<HTMLElement>('[data-money]')];
    if (!box || !row || nearest === undefined) return;
    box.scrollTop = row.offsetTop - box.clientHeight / 2;
    const strike = row.querySelector('th');
    if (strike) box.scrollLeft = strike.offsetLeft + strike.clientWidth / 2 - box.clientWidth / 2;
  }, [nearest]);
  const byStrike = (quotes: readonly OptionQuote[]) => new Map(quotes.map((quote) => [quote.strike, quote]));
  const [call, put] = [byStrike(calls), byStrike(puts)];
  return (
    <>
      <Box
        component="section"
        ref={place}
        className="option-table"
        tabIndex={0}
        aria-label={`Options that expire on ${expiration}`}
      >
        <table>
          <thead>
            <tr>
              <th scope="colgroup" colSpan={columns.length}>
                Calls
              </th>
              <th scope="col" rowSpan={2}>
                Strike
              </th>
              <th scope="colgroup" colSpan={columns.length}>
                Puts
              </th>
            </tr>
            <tr>
              {['call', 'put'].flatMap((side) =>
                columns.map((title) => (
                  <th key={`${side} ${title}`} scope="col">
                    {title}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {strikes.map((strike) => (
              <tr key={strike} data-money={strike === nearest || undefined}>
                <Cells quote={call.get(strike)} side="Call" onContract={onContract} />
                <th scope="row">{formatNumber(strike, 2)}</th>
                <Cells quote={put.get(strike)} side="Put" onContract={onContract} />
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      <Text size="xs" c="dimmed">
        Shaded: in the money. IV: implied volatility a year. The last price of a contract leads to its
        history.
      </Text>
    </>
  );
}

interface CellsProps {
  readonly quote: OptionQuote | undefined;
  readonly side: 'Call' | 'Put';
  readonly onContract: (contract: string) => void;
}

function Cells({ quote, side, onContract }: CellsProps) {
  if (!quote) return columns.map((title) => <td key={title}>–</td>);
  const className = quote.inTheMoney ? 'in-the-money' : undefined;
  const values = [
    formatNumber(quote.bid, 2),
    formatNumber(quote.ask, 2),
    formatCompact(quote.volume),
    formatCompact(quote.openInterest),
    isGiven(quote.impliedVolatility) ? formatPercent(quote.impliedVolatility, { digits: 1 }) : '–',
  ];
  return (
    <>
      <td className={className}>
        <Anchor
          component="button"
          inherit
          c="var(--mantine-color-text)"
          underline="always"
          onClick={() => onContract(quote.contract)}
          aria-label={`${formatNumber(quote.last, 2)}, history of ${side} ${quote.strike}`}
        >
          {formatNumber(quote.last, 2)}
        </Anchor>
      </td>
      {values.map((value, at) => (
        <td key={columns[at + 1]} className={className}>
          {value}
        </td>
      ))}
    </>
  );
}

function nearestTo(strikes: readonly number[], spot: number): number | undefined {
  return strikes.toSorted((one, other) => Math.abs(one - spot) - Math.abs(other - spot))[0];
}
