import { type IndicatorDescription, listIndicators } from '../../src/manager/indicator-list.ts';

type Group = IndicatorDescription['group'];
type Parameter = IndicatorDescription['parameters'][number];

const titles: Readonly<Record<Group, string>> = {
  overlap: 'Averages and bands over the price',
  momentum: 'Momentum',
  volatility: 'Volatility',
  volume: 'Volume',
  price: 'Prices of a bar',
  cycle: 'Cycles',
  statistic: 'Statistics',
  pattern: 'Candlestick patterns',
};

const head = `# Indicators

<!-- Generated from the catalogue: UPDATE_DOCS=1 npm test -- test/docs/indicators.test.ts -->

`;

const introduction = `\`stockula indicators NAME --ticker SYMBOL\` prints one as a series, with \`--param name=value\` for each
parameter; \`stockula indicators --list\` prints what is here. \`stockula --mode ta\` shows those that
[the configuration](configuration.md) chooses. Names, parameters, their order and defaults are TA-Lib's where it has the
indicator; how that was verified, and where we follow it not: [0003](decisions/0003-indicators.md). How fast they are:
[benchmarks](benchmarks.md#indicators).

Warm-up is the number of bars before the first complete value, with the default parameters. A bar with a missing input
has no value, and what has a window or a memory warms up afresh after it, unless it says otherwise.

`;

const patternNote = `All read open, high, low and close, and have one output, \`signal\`: 100 (bullish) or −100 (bearish) at the bar
where the pattern ends, otherwise 0; ±80 where the bodies of an engulfing or a harami share an end, ±200 where a hikkake
XX default candle settings: a body is long or short
beside the mean of the ten before it, a doji's is at most a tenth of the mean range, no shadow is one under a tenth of
it, near is a fifth and equal a twentieth of the mean range of five candles. The source is TA-Lib's function of the same
name.

`;

/** The page of all indicators, in Markdown. */
export function indicatorsPage(): string {
  const all = listIndicators();
  const groups = [...Map.groupBy(all, ({ group }) => group)];
  const contents = groups.map(
    ([group, { length }]) => `- [${titles[group]}](#${anchorOf(group)}): ${length}`,
  );
  const sections = groups.map(([group, members]) => {
    const title = `## ${titles[group]}\n\nThe group \`${group}\`.\n\n`;
    return (
      title + (group === 'pattern' ? patternNote + patternTable(members) : members.map(entry).join('\n'))
    );
  });
  const count = `There are ${all.length}:\n\n`;
  return `${head}${introduction}${count}${contents.join('\n')}\n\n${sections.join('\n')}`;
}

function anchorOf(group: Group): string {
  return titles[group].toLowerCase().replaceAll(' ', '-');
}

function entry(indicator: IndicatorDescription): string {
  const { name, aliases, title, formula, source, inputs, outputs, parameters, warmUp } = indicator;
  const missing = indicator.missingValues === 'own' ? '- missing values: goes on after them\n' : '';
  return [
    `### ${name}\n`,
    `${title}${aliases.length === 0 ? '' : `; also ${codes(aliases)}`}\n`,
    `- formula: ${formula}`,
    `- source: ${source}`,
    `- inputs: ${codes(inputs)}; outputs: ${codes(outputs)}; warm-up: ${warmUpOf(warmUp)}`,
    ...parameters.map((parameter) => `- parameter ${parameterOf(parameter)}`),
    missing,
  ].join('\n');
}

function patternTable(patterns: readonly IndicatorDescription[]): string {
  const rows = patterns.map(({ name, title, formula, warmUp, parameters }) => {
    const given = parameters.map((parameter) => `; parameter ${parameterOf(parameter)}`).join('');
    return `| \`${name}\` | ${title} | ${formula}${given} | ${warmUp} |`;
  });
  return [
    '| name | title | what it looks like, and what it says | warm-up |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ]
    .map((row) => row.replaceAll('\n', ' '))
    .join('\n');
}

function parameterOf({ name, default: usual, min, max, choices, description }: Parameter): string {
  const range = choices === undefined ? `${end(min)} to ${end(max)}` : choices.join(', ');
  return `\`${name}\` = ${choices?.[usual] ?? usual} (${range}): ${description}`;
}

/** TA-Lib's largest number says nothing to people. */
function end(value: number): string {
  if (Math.abs(value) >= 1e30) return value < 0 ? 'any negative' : 'any';
  return value.toLocaleString('en-US', { maximumFractionDigits: 20 });
}

function warmUpOf(bars: number): string {
  if (bars === 0) return 'none';
  return bars === 1 ? '1 bar' : `${bars} bars`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
