import type { AllocatedPortfolio } from '../../manager/allocation/allocated-portfolio.ts';
import { allocationQuestion } from '../../manager/allocation/question.ts';
import { renderAllocation } from '../output/allocation.ts';
import { allocationSections } from '../report/allocation.ts';
import type { CsvTable, Mode, ModeAnswer, ModeContext } from './mode.ts';

/** `--mode optimize-allocation`: the capital of the portfolio divided among its tickers. */
export const optimizeAllocation: Mode = {
  title: 'Allocation',
  begin: ({ config, manager, interval, range, adjust }) => {
    let allocated: AllocatedPortfolio | null = null;
    return {
      together: async (onProgress) => {
        const question = allocationQuestion(config, { interval, range, adjust });
        allocated = await manager.allocate(question, { onProgress });
        return answerOf(allocated);
      },
      optimised: () => (allocated === null ? null : keysOf(allocated, config)),
    };
  },
};

function answerOf(allocated: AllocatedPortfolio): ModeAnswer {
  return {
    json: allocated,
    console: (style) => renderAllocation(allocated, style),
    csv: [positionTable(allocated), frontierTable(allocated)],
    get html() {
      return allocationSections(allocated);
    },
  };
}

function positionTable({ positions, method }: AllocatedPortfolio): CsvTable {
  return {
    name: 'allocation',
    header: [
      'symbol',
      'method',
      'category',
      'price',
      'target_pct',
      'weight_pct',
      'quantity',
      'value',
      'risk_pct',
    ],
    rows: positions.map((each) => [
      each.symbol,
      method,
      each.category,
      each.price,
      each.targetPercent,
      each.weightPercent,
      each.quantity,
      each.value,
      each.riskPercent,
    ]),
  };
}

function frontierTable({ positions, frontier }: AllocatedPortfolio): CsvTable {
  return {
    name: 'frontier',
    header: ['point', 'expected_return_pct', 'volatility_pct', 'sharpe', 'symbol', 'weight_pct'],
    rows: frontier.flatMap((point, index) =>
      positions.map(({ symbol }, place) => [
        index + 1,
        point.expectedReturn,
        point.volatility,
        point.sharpe,
        symbol,
        point.weightsPercent[place],
      ]),
    ),
  };
}

/** The configuration that holds these shares: quantities, and the method that takes them as they are. */
function keysOf(
  { positions }: AllocatedPortfolio,
  { portfolio }: ModeContext['config'],
): Readonly<Record<string, unknown>> | null {
  const quantities = new Map(positions.map(({ symbol, quantity }) => [symbol, quantity]));
  const tickers = portfolio.tickers.flatMap((ticker) => {
    const quantity = quantities.get(ticker.symbol) ?? 0;
    // A ticker without shares cannot stand in a configuration of quantities.
    return quantity > 0 ? [{ ...ticker, quantity, allocation_pct: null, allocation_amount: null }] : [];
  });
  if (tickers.length === 0) return null;
  return {
    'portfolio.tickers': tickers,
    'portfolio.allocation_method': 'custom',
    'portfolio.dynamic_allocation': false,
    'portfolio.auto_allocate': false,
  };
}
