import { type ColumnRole, columnRoles, type FileOptions, roleName } from './options.ts';
import { shown, unusable } from './problem.ts';

/** Where in a row each thing stands, counted from 0; what a file has no column for is left out. */
export type Columns = Readonly<Partial<Record<ColumnRole, number>>>;

/** The names each role goes by in common exports, in lower case; the earlier one wins where a file has several. */
const names: Readonly<Record<ColumnRole, readonly string[]>> = {
  symbol: ['symbol', 'ticker', 'instrument', 'code', 'name'],
  interval: ['interval', 'timeframe', 'per', 'period'],
  ts: [
    'ts',
    'datetime',
    'date time',
    'timestamp',
    'unix',
    't',
    'open time',
    'ts event',
    'date',
    'time',
    'index level 0',
  ],
  time: ['time'],
  open: ['open', 'o', 'opening price', '1. open'],
  high: ['high', 'h', 'high price', '2. high'],
  low: ['low', 'l', 'low price', '3. low'],
  close: ['close', 'c', 'close/last', 'closing price', 'price', 'last', '4. close'],
  adjClose: ['adj close', 'adjclose', 'adjusted close'],
  volume: ['volume', 'v', 'vol', 'vol.', 'shares volume', '5. volume', 'tickvol'],
  dividend: ['dividends', 'dividend', 'divcash', 'dividend amount'],
  split: ['stock splits', 'splits', 'splitfactor', 'split coefficient', 'split ratio'],
};

/** Without brackets, underscores and capitals: `<TICKVOL>` and `Adj_Close` read `tickvol` and `adj close`. */
export function plainName(name: string): string {
  return name
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
}

const known: ReadonlySet<string> = new Set(Object.values(names).flat());

/** Whether a line names a column of market data, as the first one of a table does: prose does not. */
export function namesColumns(line: string, map: FileOptions['map'] = {}): boolean {
  const mapped = Object.values(map).map(plainName);
  const cells = line.split(/[,;\t|]/).map((cell) => plainName(cell.replace(/^"|"$/g, '')));
  return cells.length > 1 && cells.some((cell) => known.has(cell) || mapped.includes(cell));
}

/**
 * Which column means what, by their names and by what the user says.
 * @throws StockulaError SOURCE_UNUSABLE where a column is missing or there twice
 */
export function findColumns(header: readonly string[], place: string, map: FileOptions['map'] = {}): Columns {
  refuseUnknownRoles(map);
  const columns = columnsBy(
    header,
    (role, plain) => findColumn(role, { header, plain, place, wished: map[role] }),
    map.time !== undefined,
  );
  refuseMissing(columns, header, place);
  return columns;
}

/** The same without refusing anything: what can be told by the names of columns alone. */
export function proposeColumns(header: readonly string[]): Columns {
  return columnsBy(header, (role, plain) => {
    const index = plain.indexOf(names[role].find((known) => plain.includes(known)) ?? '\0');
    return index < 0 ? null : index;
  });
}

function columnsBy(
  header: readonly string[],
  find: (role: ColumnRole, plain: readonly string[]) => number | null,
  isTimeNamed = false,
): Columns {
  const plain = header.map(plainName);
  // pandas leaves the name of its index empty.
  if (plain[0] === '' && !plain.includes('date')) plain[0] = 'date';
  const columns: Partial<Record<ColumnRole, number>> = {};
  for (const role of columnRoles) {
    // Only a date takes its clock time from another column; a lone `time` is the whole time.
    if (role === 'time' && !isTimeNamed && plain[columns.ts ?? -1] !== 'date') continue;
    const index = find(role, plain);
    if (index !== null) columns[role] = index;
  }
  return columns;
}

interface Search {
  readonly header: readonly string[];
  readonly plain: readonly string[];
  readonly place: string;
  readonly wished: string | undefined;
}

function findColumn(role: ColumnRole, { header, plain, place, wished }: Search): number | null {
  const name = wished === undefined ? names[role].find((known) => plain.includes(known)) : plainName(wished);
  if (name === undefined) return null;
  const index = plain.indexOf(name);
  if (index < 0) throw unusable(`a column ${shown(wished ?? name)}`, listOf(header, place), 'Correct --map.');
  if (plain.includes(name, index + 1)) throw doubled(header[index] ?? name, place);
  return index;
}

function refuseUnknownRoles(map: object): void {
  const roles: readonly string[] = columnRoles;
  const unknown = Object.keys(map).find((role) => !roles.includes(role));
  if (unknown !== undefined)
    throw unusable(`one of ${roles.join(', ')} in --map`, shown(unknown), 'Correct it.');
}

function refuseMissing(columns: Columns, header: readonly string[], place: string): void {
  const isOfActions = columns.dividend !== undefined || columns.split !== undefined;
  const prices = ['open', 'high', 'low', 'close'] as const;
  const missing: ColumnRole[] = prices.filter((role) => columns[role] === undefined);
  if (missing.length === prices.length && isOfActions) missing.length = 0;
  if (columns.ts === undefined) missing.unshift('ts');
  if (missing.length === 0) return;
  throw unusable(
    `columns for ${missing.map(roleName).join(', ')}`,
    listOf(header, place),
    header.length < 2
      ? 'Say --delimiter: with the one that was found there is one column only.'
      : `Say which columns they are, as in --map ${roleName(missing[0] ?? 'open')}=COLUMN; the first line must name the columns.`,
  );
}

function listOf(header: readonly string[], place: string): string {
  return `${header.slice(0, 20).map(shown).join(', ')} in ${place}`;
}

function doubled(name: string, place: string): Error {
  return unusable(
    'one column of each name that is read',
    `${shown(name)} twice in ${place}`,
    'Rename or remove one of them, or say with --map which other column to read.',
  );
}
