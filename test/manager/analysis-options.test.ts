import { expect, test } from 'vitest';
import { indicatorGroups } from '../../src/indicators/groups.ts';
import { analysisOptions } from '../../src/manager/analysis-options.ts';
import { load } from '../config/sample.ts';

async function optionsOf(yaml: string) {
  return analysisOptions((await load(yaml)).config);
}

test('the default of the older application shows all that it could show', async () => {
  for (const yaml of ['', 'technical_analysis: { indicators: [sma, ema, rsi, macd, bbands, atr] }']) {
    const { indicators, notes } = await optionsOf(yaml);
    expect(indicators).toEqual(indicatorGroups.comprehensive);
    expect(notes).toEqual([]);
  }
});

test('a choice is kept, with groups resolved and a note for what nobody knows', async () => {
  const { indicators, notes } = await optionsOf('technical_analysis: { indicators: [trix, basic, aron] }');
  expect(indicators).toEqual(['trix', 'sma', 'ema', 'rsi', 'volume']);
  expect(notes).toEqual([
    "technical_analysis.indicators names 'aron', which is no indicator and no group; the nearest known name is aroon.",
  ]);
});
