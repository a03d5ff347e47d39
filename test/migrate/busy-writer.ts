// Plays the older application while it is followed: inserts, updates and deletes at random, as fast as it is told.
// Arguments: file, seed, milliseconds between writes. Ends on SIGTERM, between two writes; prints what it did.

import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const [path = '', seed = '1', pause = '5'] = process.argv.slice(2);
const file = new DatabaseSync(path, { enableForeignKeyConstraints: false, timeout: 5_000 });
const columns = new Set(
  file
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all('price_history')
    .map(({ name }) => name),
);
const updated = columns.has('updated_at') ? `, updated_at = strftime('%Y-%m-%d %H:%M:%f000', 'now')` : '';
const both = columns.has('updated_at') ? ', updated_at' : '';
const now = `strftime('%Y-%m-%d %H:%M:%f000', 'now')`;
const times = columns.has('updated_at') ? `${now}, ${now}` : now;

let state = Number(seed);
function random(below: number): number {
  // Park and Miller's generator: the same seed, the same writes.
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
}

const anyRow = (table: string): string =>
  `(SELECT id FROM ${table} WHERE id >= abs(${random(1_000_000)} % (SELECT max(id) FROM ${table})) ORDER BY id LIMIT 1)`;
const anySymbol = (): string => `(SELECT symbol FROM stocks ORDER BY symbol LIMIT 1 OFFSET ${random(2)})`;
const day = (): string =>
  new Date(Date.UTC(1990 + random(30), random(12), 1 + random(28))).toISOString().slice(0, 10);

const writes: readonly (() => string)[] = [
  () =>
    `INSERT OR IGNORE INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at${both})
     VALUES (${anySymbol()}, '${day()}', '1d', ${1 + random(100) / 7}, 200.5, 0.25, ${1 + random(100) / 3}, ${random(1e6)}, ${times})`,
  () =>
    `UPDATE price_history SET close_price = close_price * 1.001, high_price = 1e6${updated} WHERE id = ${anyRow('price_history')}`,
  // Without a word, as a hand with a database browser does.
  () => `UPDATE price_history SET volume = coalesce(volume, 0) + 1 WHERE id = ${anyRow('price_history')}`,
  () => `UPDATE price_history SET open_price = -1${updated} WHERE id = ${anyRow('price_history')}`,
  () => `DELETE FROM price_history WHERE id = ${anyRow('price_history')}`,
  () =>
    `INSERT OR IGNORE INTO dividends (symbol, date, amount, created_at${both}) VALUES (${anySymbol()}, '${day()}', ${1 + random(9)}, ${times})`,
  () => `DELETE FROM dividends WHERE id = ${anyRow('dividends')}`,
  () => `UPDATE options_calls SET bid = bid + 0.05${updated} WHERE id = ${anyRow('options_calls')}`,
  () => `UPDATE stocks SET market_cap = ${random(1e9)}, updated_at = ${now} WHERE symbol = ${anySymbol()}`,
  () => `UPDATE stock_info SET info_json = '{"n": ${random(1e6)}}' WHERE symbol = ${anySymbol()}`,
];

let done = 0;
let stopping = false;
process.on('SIGTERM', () => {
  stopping = true;
});
while (!stopping) {
  file.exec((writes[random(writes.length)] as () => string)());
  done += 1;
  await delay(Number(pause));
}
file.close();
process.stdout.write(`${done}`);
