import { useQuery } from '@tanstack/react-query';
import { answerOf, client } from '../../api/client.ts';
import type { OptionChain } from '../../api/options.ts';

interface Spot {
  readonly price: number;
  /** close: as traded that day; chain: between the strikes where options turn from in to out of the money. */
  readonly from: 'close' | 'chain';
}

/** A close before more days than these, over any holiday, is of another time. */
const nearMs = 6 * 86_400_000;

/** The price of the underlying that a chain is about; null while unknown. */
export function useSpot(chain: OptionChain | undefined): Spot | null {
  const [symbol, time] = [chain?.symbol ?? '', chain?.asOf ?? null];
  const { data } = useQuery({
    queryKey: ['close at', symbol, time],
    enabled: time !== null,
    retry: false,
    queryFn: async () => {
      const query = {
        interval: '1d',
        adjust: 'raw',
        order: 'desc',
        limit: 1,
        to: (time ?? '').slice(0, 10),
      } as const;
      const { columns, bases } = await answerOf(
        client.GET('/api/v1/bars/{symbol}', { params: { path: { symbol }, query } }),
      );
      // Strikes are of that day: adjusted prices are on another scale.
      const isNear = Date.parse(time ?? '') - (columns.time[0] ?? 0) < nearMs;
      return bases.join() === 'raw' && isNear ? (columns.close[0] ?? null) : null;
    },
  });
  if (data != null) return { price: data, from: 'close' };
  const price = chain ? turningPoint(chain) : null;
  return price === null ? null : { price, from: 'chain' };
}

/** Halfway between the highest call in the money and the lowest that is not. */
function turningPoint({ calls }: OptionChain): number | null {
  const strikes = (inTheMoney: boolean): number[] =>
    calls.filter((call) => call.inTheMoney === inTheMoney).map(({ strike }) => strike);
  const [inside, outside] = [strikes(true), strikes(false)];
  if (inside.length === 0 || outside.length === 0) return null;
  return (Math.max(...inside) + Math.min(...outside)) / 2;
}
