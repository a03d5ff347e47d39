import { statisticOrder } from '../../manager/backtest/answer.ts';
import type { RunComparison } from '../../manager/runs/compare-runs.ts';
import { statisticText } from './backtest-values.ts';
import { dash } from './numbers.ts';
import { parameterText } from './optimisation.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

type Compared = RunComparison['statistics'][number];
type Line = NonNullable<Compared['before']>;
type Difference = RunComparison['resultDifferences'][number];

interface Row {
  readonly strategy: string;
  readonly name: string;
  readonly before: string;
  readonly now: string;
}

/** Of several strategies only these: all of all would be some hundred lines. */
const fewNames = ['Return [%]', 'Sharpe Ratio', 'Max. Drawdown [%]', '# Trades'] as const;
const differencesShown = 5;
const longest = 160;

/** A comparison as people read it: statistics side by side, then where the rest first differs. Ends with a newline. */
export function renderComparison(comparison: RunComparison, style: Style): string {
  const { before, now, sameData, sameConfiguration, identical, statistics } = comparison;
  const rest = comparison.resultDifferences.filter(({ at }) => !at.includes('.statistics.'));
  return [
    now === null ? `Run ${before}, done again` : `Runs ${before} and ${now}`,
    `Bars           ${sameData ? 'the same' : 'other ones'}`,
    `Configuration  ${sameConfiguration ? 'the same' : 'another one'}`,
    `Numbers        ${identical ? 'the same to the last digit' : 'others'}`,
    '',
    ...chosenIn(comparison),
    renderTable(columnsOf(comparison), statistics.flatMap(rowsOf(statistics.length === 1)), style),
    ...listed('Configuration, where it differs:', comparison.configurationDifferences),
    ...listed('The rest of the answers, where it first differs:', rest),
    '',
  ].join('\n');
}

function columnsOf({ before, now, statistics }: RunComparison): Column<Row>[] {
  return [
    ...(statistics.length === 1
      ? []
      : [{ title: 'Strategy', value: ({ strategy }: Row) => strategy, whole: true }]),
    { title: 'Statistic', value: ({ name }) => name, whole: true },
    { title: `Run ${before}`, value: (row) => row.before, align: 'right' },
    { title: now === null ? 'Done again' : `Run ${now}`, value: (row) => row.now, align: 'right' },
  ];
}

function rowsOf(isOnly: boolean): (compared: Compared) => Row[] {
  return ({ before, now }) => {
    const strategy = before?.strategy ?? now?.strategy ?? dash;
    const names = isOnly ? statisticOrder : fewNames;
    return names.map((name) => ({
      strategy,
      name,
      before: statisticIn(before, name),
      now: statisticIn(now, name),
    }));
  };
}

/** What was tested, where each run has one strategy. */
function chosenIn({ before, now, statistics: [only, ...others] }: RunComparison): string[] {
  if (only === undefined || others.length > 0) return [];
  const text = (line: Line | null) => [
    line?.strategy ?? dash,
    line?.params ? parameterText(line.params) : '',
  ];
  return [
    `Run ${before}: ${text(only.before).join(' ').trim()}`,
    `${now === null ? 'Done again' : `Run ${now}`}: ${text(only.now).join(' ').trim()}`,
    '',
  ];
}

function statisticIn(line: Line | null, name: (typeof statisticOrder)[number]): string {
  return statisticText(name, line?.statistics?.[name] ?? null);
}

function listed(title: string, found: readonly Difference[]): string[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, differencesShown).map(differenceText);
  const isAll = shown.length === found.length;
  return ['', title, ...shown, ...(isAll ? [] : ['  … and elsewhere: -o json has more of them'])];
}

/** Long texts, such as the source of a strategy file, are told by the first line in which they differ. */
function differenceText({ at, before, now }: Difference): string {
  if (typeof before === 'string' && typeof now === 'string' && /\n/.test(before + now)) {
    const [old, own] = [before.split('\n'), now.split('\n')];
    const line = old.findIndex((text, index) => text !== own[index]);
    const first = line < 0 ? old.length : line;
    return `  ${at}: from line ${first + 1} on: ${shortly(old[first])} -> ${shortly(own[first])}`;
  }
  const isTime = /(Time|\.ts|^from|^to|range\.from|range\.to)$/.test(at);
  return `  ${at}: ${isTime ? timeText(before) : shortly(before)} -> ${isTime ? timeText(now) : shortly(now)}`;
}

function timeText(value: unknown): string {
  return typeof value === 'number'
    ? new Date(value).toISOString().slice(0, 16).replace('T', ' ')
    : shortly(value);
}

function shortly(value: unknown): string {
  const text = printable(JSON.stringify(value) ?? 'nothing');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
