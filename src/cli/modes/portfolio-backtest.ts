import { isIntraday } from '../../domain/interval.ts';
import { allocationQuestion } from '../../manager/allocation/question.ts';
import type { SingleRuns, TestedPortfolio } from '../../manager/allocation/tested-portfolio.ts';
import { renderPortfolioBacktest } from '../output/portfolio-backtest.ts';
import { portfolioBacktestSections } from '../report/portfolio-backtest.ts';
import type { CsvTable, ModeAnswer, ModeContext, OnProgress } from './mode.ts';

/**
 * The portfolio that several symbols make, with shared cash; null for one symbol, and for bars within a day, which
 * have no usual count a year.
 * @param singles what the backtests of single symbols came to
 */
export async function testedTogether(
  { config, manager, symbols, interval, range, adjust, notes }: ModeContext,
  singles: SingleRuns | null,
  onProgress: OnProgress,
): Promise<ModeAnswer | null> {
  if (symbols.length < 2 || isIntraday(interval)) return null;
  const question = allocationQuestion(config, { interval, range, adjust });
  const tested = await manager.portfolioBacktest(question, {
    ...(singles && { singles }),
    notes,
    onProgress,
  });
  return {
    json: tested,
    console: (style) => renderPortfolioBacktest(tested, style),
    csv: [equityTable(tested), rebalanceTable(tested)],
    get html() {
      return portfolioBacktestSections(tested);
    },
  };
}

const timeOf = (ms: number): string => new Date(ms).toISOString();

function equityTable({
  ts,
  equity,
  cash,
  drawdownPercent,
  symbols,
  weightsPercent,
}: TestedPortfolio): CsvTable {
  return {
    name: 'portfolio-equity',
    header: ['time', 'equity', 'cash', 'drawdown_percent', ...symbols.map((symbol) => `${symbol}_percent`)],
    rows: ts.map((time, index) => [
      timeOf(time),
      equity[index],
      cash[index],
      drawdownPercent[index],
      ...weightsPercent.map((column) => column[index]),
    ]),
  };
}

function rebalanceTable({ rebalances, symbols }: TestedPortfolio): CsvTable {
  return {
    name: 'portfolio-rebalances',
    header: ['time', 'turnover_percent', 'costs', ...symbols.map((symbol) => `${symbol}_target_percent`)],
    rows: rebalances.map(({ ts, turnoverPercent, costs, weights }) => [
      timeOf(ts),
      turnoverPercent,
      costs,
      ...weights.map((weight) => 100 * weight),
    ]),
  };
}
