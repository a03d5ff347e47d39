import type { ServiceResult, ServiceStatus } from '../../infra/native/own-services.ts';
import type { PublicError } from './public-error.ts';
import { type Style, styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

/** A server of the data directory, as `stockula services -o json` prints it. */
export interface ShownService extends ServiceStatus {
  /** Whether the configuration names it, so that commands need it. */
  readonly configured: boolean;
  /** What was done with it; null where it was only looked at. */
  readonly outcome: ServiceResult['outcome'] | null;
  readonly problem: PublicError | null;
}

const outcomes: Readonly<Record<ServiceResult['outcome'], string>> = {
  started: 'started',
  'was-running': 'ran already',
  stopped: 'stopped',
  'was-not-running': 'did not run',
  failed: 'FAILED',
};

/** The servers for people: what was done, how each is, and what comes next. Ends with a newline. */
export function renderServices(
  services: readonly ShownService[],
  dataDirectory: string,
  isTty = false,
): string {
  if (services.length === 0)
    return `No servers were brought up in ${dataDirectory} ("stockula migrate run --driver native" does).\n`;
  const style = styleFor(isTty);
  return [
    `Servers of ${dataDirectory}`,
    renderTable(columnsFor(services), services, style),
    ...problems(services, style),
    ...advice(services),
    '',
  ].join('\n');
}

function columnsFor(services: readonly ShownService[]): Column<ShownService>[] {
  const wasDone: Column<ShownService> = {
    title: 'Done',
    value: ({ outcome }) => outcome && outcomes[outcome],
    paint: (text, { outcome }, colors) => (outcome === 'failed' ? colors.red(text) : text),
  };
  return [
    { title: 'Service', value: ({ name }) => name },
    ...(services.some(({ outcome }) => outcome !== null) ? [wasDone] : []),
    {
      title: 'State',
      value: ({ state }) => (state === 'silent' ? 'runs, but does not answer' : state),
      paint: (text, { state }, colors) => (state === 'up' ? colors.green(text) : colors.red(text)),
    },
    { title: 'Process', value: ({ pid }) => pid && String(pid), align: 'right' },
    { title: 'Address', value: ({ port }) => `127.0.0.1:${port}`, whole: true },
    {
      title: 'Since (UTC)',
      value: ({ since }) => since?.slice(0, 19).replace('T', ' '),
      whole: true,
    },
    { title: 'Log', value: ({ log }) => log, whole: true },
  ];
}

function problems(services: readonly ShownService[], { colors }: Style): string[] {
  return services.flatMap(({ name, problem }) =>
    problem === null
      ? []
      : [
          '',
          colors.red(`${name}: ${problem.title} (${problem.code})`),
          `  Expected ${problem.expected}. Got ${problem.got}`,
          `  ${problem.remedy}`,
        ],
  );
}

function advice(services: readonly ShownService[]): string[] {
  const down = services.filter(({ state }) => state === 'down');
  if (down.length === 0) return [];
  const needed = down.filter(({ configured }) => configured).map(({ name }) => name);
  return [
    '',
    ...(needed.length > 0
      ? [`The configuration names the ${needed.join(' and the ')}: commands need it.`]
      : []),
    'To start what is down: stockula services start',
  ];
}

/** What becomes of the servers of a migration, for its end; nothing where it has none of its own. */
export function renderServersLeft(names: readonly string[]): string {
  if (names.length === 0) return '';
  return [
    '',
    `The servers of this data directory (${names.join(', ')}) go on running. To look at them, to stop them, and to`,
    'start them again after a restart of the machine:',
    '  stockula services status',
    '  stockula services stop',
    '  stockula services start',
    '',
  ].join('\n');
}
