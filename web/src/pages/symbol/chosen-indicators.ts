/** An indicator with the parameters that differ from its defaults. */
export interface ChosenIndicator {
  readonly id: string;
  readonly parameters: Readonly<Record<string, number>>;
}

/** Reads `sma:period=50,rsi` as an address has it; what is no number is left out. */
export function readIndicators(text: string): ChosenIndicator[] {
  return text
    .split(',')
    .filter(Boolean)
    .slice(0, 10)
    .map((part) => {
      const [id = '', ...rest] = part.split(':');
      const pairs = rest
        .join(':')
        .split(';')
        .map((pair) => pair.split('='))
        .map(([name = '', value = '']) => [name, Number(value)] as const)
        .filter(([name, value]) => name !== '' && Number.isFinite(value));
      return { id, parameters: Object.fromEntries(pairs) };
    });
}

export function writeIndicators(chosen: readonly ChosenIndicator[]): string {
  return chosen
    .map(({ id, parameters }) => {
      const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
      return pairs.length === 0 ? id : `${id}:${pairs.join(';')}`;
    })
    .join();
}
