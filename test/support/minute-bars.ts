import { writeFileSync } from 'node:fs';

const minuteMs = 60_000;
/** When New York opens in winter, and as many minutes as a session there has. */
const opensAtMs = 14.5 * 3_600_000;
const sessionMinutes = 390;

/**
 * Writes minute bars of one symbol as CSV: a walk that always takes the same way, in sessions of Monday to
 * Friday.
 */
export function writeMinuteBars(path: string, symbol: string, count: number): void {
  const lines = ['symbol,interval,ts,open,high,low,close,volume'];
  let state = 20_261_201;
  // Park and Miller's generator: small, and the same on every machine.
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let close = 100;
  let day = Date.UTC(2023, 10, 6);
  while (lines.length <= count) {
    for (let minute = 0; minute < sessionMinutes && lines.length <= count; minute++) {
      const open = close;
      close = Math.max(1, open * (1 + (random() - 0.5) / 400));
      const [high, low] = [Math.max(open, close) * 1.0004, Math.min(open, close) * 0.9996];
      const time = new Date(day + opensAtMs + minute * minuteMs).toISOString();
      const prices = [open, high, low, close].map((price) => price.toFixed(4));
      lines.push([symbol, '1m', time, ...prices, Math.round(1_000 + random() * 50_000)].join());
    }
    do day += 86_400_000;
    while ([0, 6].includes(new Date(day).getUTCDay()));
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}
