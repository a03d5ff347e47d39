import { barRules, type QuarantineRule } from '../../../domain/bar-rule.ts';
import type { QuarantinedRow } from '../../../domain/judged-bars.ts';
import { inUpperCase } from '../../../domain/nominal.ts';

/** Why bars of a series are set aside, and how many for which reason. */
export class DefectCounts {
  readonly #bySymbol = new Map<string, Map<QuarantineRule, number>>();

  add(rows: readonly QuarantinedRow[]): void {
    for (const { raw, rule, action } of rows) {
      if (action !== null) continue;
      const symbol = inUpperCase(raw.symbol);
      const counts = this.#bySymbol.get(symbol) ?? new Map<QuarantineRule, number>();
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
      this.#bySymbol.set(symbol, counts);
    }
  }

  /** Why nothing of some bars was stored: the commonest reason among those of the symbol. */
  reasonFor(symbol: string, bars: number): string {
    const counts = this.#bySymbol.get(inUpperCase(symbol)) ?? new Map<QuarantineRule, number>();
    const [commonest] = [...counts].sort(([, one], [, other]) => other - one);
    const all = `all ${bars} bars were set aside`;
    return commonest ? `${all}; of ${commonest[1]} this holds: the bar ${barRules[commonest[0]].text}` : all;
  }
}
