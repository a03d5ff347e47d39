import { type Command, Option } from 'commander';
import { dayAt } from '../../../domain/day.ts';
import { StockulaError } from '../../../domain/errors.ts';
import { nearestName } from '../../../domain/nearest-name.ts';
import type { EpochMicros } from '../../../domain/nominal.ts';
import {
  type ColumnRole,
  columnRoles,
  type FileOptions,
  isCurrency,
  roleName,
} from '../../../manager/pipeline/file-options.ts';
import { symbolOption } from '../../context.ts';
import { intervalOption } from '../../interval-option.ts';

/** What the user says of a file on the command line. */
export interface FileFlags {
  readonly symbol?: string;
  readonly interval?: string;
  readonly map?: string;
  readonly basis?: 'raw' | 'split' | 'total';
  readonly zone?: string;
  readonly delimiter?: string;
  readonly decimal?: '.' | ',';
  readonly dates?: 'ymd' | 'dmy' | 'mdy' | 'excel';
  readonly currency?: string;
  readonly asOf?: string;
}

const delimiters = { ',': ',', ';': ';', '|': '|', tab: '\t' } as const;
const isDelimiter = (name: string): name is keyof typeof delimiters => Object.hasOwn(delimiters, name);

/** Adds the flags to a command. */
export function fileOptionsTo(command: Command): Command {
  return command
    .option('--symbol <symbol>', "symbol of the file (default: its column, or the file's name)")
    .addOption(
      intervalOption("length of a bar (default: its column, the file's name, or the spacing of its times)"),
    )
    .option('--map <roles>', `columns under other names: role=COLUMN,…; roles: ${roleNames.join(', ')}`)
    .addOption(
      new Option(
        '--basis <basis>',
        'what prices are adjusted for (default: raw, or as the export is known to be)',
      ).choices(['raw', 'split', 'total']),
    )
    .option(
      '--zone <zone>',
      'zone of times that have none, as America/New_York; intraday times without one are refused',
    )
    .addOption(
      new Option('--delimiter <delimiter>', 'between columns (default: found out)').choices(
        Object.keys(delimiters),
      ),
    )
    .addOption(new Option('--decimal <sign>', 'decimal sign (default: found out)').choices(['.', ',']))
    .addOption(
      new Option(
        '--dates <order>',
        'order of day and month (default: found out); excel: days as spreadsheets count them',
      ).choices(['ymd', 'dmy', 'mdy', 'excel']),
    )
    .option('--currency <code>', 'currency of the prices, as USD, or GBp for pence')
    .option(
      '--as-of <date>',
      'when its prices were quoted, YYYY-MM-DD at the exchange or a time in UTC (default: when the file was last written)',
    );
}

/** @throws StockulaError USAGE */
export function fileOptionsOf(flags: FileFlags): FileOptions {
  const { symbol, interval, map, basis, zone, delimiter, decimal, dates, currency, asOf } = flags;
  return {
    ...(symbol !== undefined && { symbol: symbolOption(symbol) }),
    ...(interval !== undefined && { interval }),
    ...(map !== undefined && { map: mapOf(map) }),
    ...(basis !== undefined && { basis }),
    ...(zone !== undefined && { zone: knownZone(zone) }),
    ...(delimiter !== undefined && isDelimiter(delimiter) && { delimiter: delimiters[delimiter] }),
    ...(decimal !== undefined && { decimal }),
    ...(dates !== undefined && { dateFormat: dates }),
    ...(currency !== undefined && { currency: knownCurrency(currency) }),
    ...(asOf !== undefined && quotedAt(asOf)),
  };
}

/** As they are typed. */
const roleNames = columnRoles.map(roleName);

const roleNamed = (name: string): ColumnRole | undefined =>
  columnRoles.find((role) => role === name || roleName(role) === name);

function mapOf(text: string): Partial<Record<ColumnRole, string>> {
  const map: Partial<Record<ColumnRole, string>> = {};
  for (const part of text.split(',')) {
    const [name = '', ...rest] = part.split('=');
    const column = rest.join('=').trim();
    const role = roleNamed(name.trim());
    if (role === undefined || column === '') throw badMap(part, name.trim(), column);
    if (map[role] !== undefined) throw badMap(`${name.trim()} twice`, '', '');
    map[role] = column;
  }
  return map;
}

function badMap(got: string, name: string, column: string): StockulaError {
  return new StockulaError('USAGE', {
    expected: `role=COLUMN, separated by commas, for --map; roles: ${roleNames.join(', ')}`,
    got: `"${got}"`,
    remedy: mapRemedy(name, column),
  });
}

const mapExample = 'For example: --map date=Datum,close=Schluss';

function mapRemedy(name: string, column: string): string {
  if (roleNamed(column) !== undefined) return `The role comes first. Did you mean ${column}=${name}?`;
  const near = nearestName(name, roleNames);
  return near === null || roleNamed(name) !== undefined ? mapExample : `Did you mean ${near}?`;
}

/** A date alone is that at each exchange: only there does it tell which splits and sessions come before it. */
function quotedAt(text: string): Pick<FileOptions, 'asOf' | 'asOfDate'> {
  const pattern = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2})?Z)?$/;
  const [, day = '', time] = pattern.exec(text) ?? [];
  const at = Date.parse(`${day}${time ?? 'T00:00Z'}`);
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
  if (isReal && at <= Date.now())
    return time === undefined ? { asOfDate: dayAt(at) } : { asOf: (at * 1000) as EpochMicros };
  throw new StockulaError('USAGE', {
    expected: 'a day that has come as YYYY-MM-DD, or a time in UTC, for --as-of',
    got: `"${text}"`,
    remedy: 'For example: --as-of 2026-02-27, or --as-of 2026-02-27T21:30Z',
  });
}

function knownCurrency(currency: string): string {
  if (isCurrency(currency)) return currency;
  throw new StockulaError('USAGE', {
    expected: 'a currency as exchanges write it for --currency',
    got: `"${currency}"`,
    remedy: 'For example: --currency USD, or --currency GBp for pence',
  });
}

function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    throw new StockulaError(
      'USAGE',
      {
        expected: 'an IANA time zone for --zone',
        got: `"${zone}"`,
        remedy: 'For example: --zone Europe/Berlin',
      },
      error,
    );
  }
}
