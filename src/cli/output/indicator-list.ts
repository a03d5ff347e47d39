import { counted } from '../../domain/counted.ts';
import type { IndicatorDescription } from '../../manager/indicator-list.ts';

type Parameter = IndicatorDescription['parameters'][number];

/** Every indicator in full, under the names of their groups; patterns, which have all but the rule in common, in a line. */
export function renderIndicatorList(all: readonly IndicatorDescription[]): string {
  const groups = new Map<string, IndicatorDescription[]>();
  for (const one of all) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const parts = [...groups].map(([group, members]) => {
    const title = `${group.toUpperCase()} (${members.length})`;
    return group === 'pattern'
      ? [title, patternNote, ...members.map(renderPattern)].join('\n')
      : [title, ...members.map(renderIndicator)].join('\n\n');
  });
  return [...parts, parameterNote, ''].join('\n\n');
}

/** One indicator in full: formula, source, inputs, outputs, warm-up, and each parameter with default and range. */
export function renderIndicator(indicator: IndicatorDescription): string {
  const { name, aliases, title, formula, source, inputs, outputs, parameters, warmUp } = indicator;
  const also = aliases.length === 0 ? '' : ` (also ${aliases.join(', ')})`;
  const bars = counted(warmUp, 'bar');
  return [
    `${name}  ${title}${also}`,
    `  formula     ${formula}`,
    `  source      ${source}`,
    `  inputs      ${inputs.join(', ')}`,
    `  outputs     ${outputs.join(', ')}`,
    `  warm-up     ${warmUp === 0 ? 'none' : `${bars}${parameters.length === 0 ? '' : ' with the defaults'}`}`,
    ...parameters.map((parameter) => `  parameter   ${renderParameter(parameter)}`),
  ].join('\n');
}

const patternNote =
  'As in TA-Lib: signal is 100 (bullish) or -100 (bearish) where a pattern ends, else 0. Inputs are open, high, low, close.';
const parameterNote =
  'Parameters are set with --param name=value; timeperiod may be written as period. "stockula indicators NAME --list" ' +
  'shows one indicator or group.';

function renderPattern({ name, title, formula, warmUp, parameters }: IndicatorDescription): string {
  const given = parameters.map((parameter) => `; ${renderParameter(parameter)}`).join('');
  return `${name}  ${title}: ${formula}; warm-up ${counted(warmUp, 'bar')}${given}`;
}

function renderParameter({ name, default: usual, min, max, choices, description }: Parameter): string {
  const range = choices === undefined ? `${rangeEnd(min)} to ${rangeEnd(max)}` : choices.join(', ');
  return `${name} = ${choices?.[usual] ?? usual} (${range}): ${description}`;
}

/** TA-Lib's largest number says nothing to people. */
function rangeEnd(value: number): string {
  return Math.abs(value) >= 1e30 ? `${value < 0 ? '-' : ''}any` : String(value);
}
