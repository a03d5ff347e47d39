import type { Config } from '../../config/schema.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { ForecastedSymbol } from '../../manager/forecast/forecasted-symbol.ts';
import { forecastOptions } from '../../manager/forecast/options.ts';
import { holdingsValue, type PortfolioForecast } from '../../manager/forecast/portfolio-value.ts';
import { renderForecast } from '../output/forecast.ts';
import { renderPortfolioForecast } from '../output/portfolio-forecast.ts';
import { forecastReport } from '../report/forecast.ts';
import type { CsvTable, Mode, ModeAnswer } from './mode.ts';

/** `--mode forecast`: the closes of each symbol carried on, and what that makes of the portfolio. */
export const forecast: Mode = {
  title: 'Forecast',
  begin: ({ manager, config, interval, range, adjust }) => {
    const options = forecastOptions(config);
    const made = new Map<TickerSymbol, ForecastedSymbol>();
    return {
      forSymbol: async (symbol) => {
        const forecasted = await manager.forecast({ symbol, interval, range: { ...range, adjust }, options });
        made.set(symbol, forecasted);
        return answerOf(forecasted, quantityOf(config, symbol));
      },
      together: () => Promise.resolve(portfolioOf(config, made)),
    };
  },
};

function answerOf(forecasted: ForecastedSymbol, quantity: number | null): ModeAnswer {
  return {
    json: forecasted,
    console: (style) => renderForecast(forecasted, quantity, style),
    csv: [pointTable(forecasted), accuracyTable(forecasted)],
    html: forecastReport(forecasted),
  };
}

const quantityOf = ({ portfolio }: Config, symbol: TickerSymbol): number | null =>
  portfolio.tickers.find((ticker) => ticker.symbol === symbol)?.quantity ?? null;

/** What the holdings are worth now and would be worth; null where fewer than two have a forecast and a quantity. */
function portfolioOf(config: Config, made: ReadonlyMap<TickerSymbol, ForecastedSymbol>): ModeAnswer | null {
  const holdings = config.portfolio.tickers.flatMap(({ symbol, quantity }) => {
    const forecasted = made.get(symbol);
    return forecasted && quantity !== null ? [{ forecasted, quantity }] : [];
  });
  if (holdings.length < 2) return null;
  const portfolio = holdingsValue(holdings);
  return {
    json: portfolio,
    console: (style) => renderPortfolioForecast(portfolio, style),
    csv: [holdingTable(portfolio)],
    html: [],
  };
}

const timeOf = (ms: number): string => new Date(ms).toISOString();

function pointTable({ symbol, interval, model, points }: ForecastedSymbol): CsvTable {
  return {
    name: 'forecast',
    header: ['symbol', 'interval', 'ts', 'model', 'forecast', 'lower', 'upper', 'naive', 'actual'],
    rows: points.map(({ ts, forecast: value, lower, upper, naive, actual }) => [
      symbol,
      interval,
      timeOf(ts),
      model,
      value,
      lower,
      upper,
      naive,
      actual,
    ]),
  };
}

function accuracyTable({ symbol, evaluation }: ForecastedSymbol): CsvTable {
  return {
    name: 'accuracy',
    header: [
      'symbol',
      'model',
      'mase',
      'seasonal_mase',
      'smape',
      'rmse',
      'mae',
      'mape',
      'wape',
      'p',
      'beats_naive',
    ],
    rows: evaluation.scores.map((score) => [
      symbol,
      score.model,
      score.mase,
      score.seasonalMase,
      score.smape,
      score.rmse,
      score.mae,
      score.mape,
      score.wape,
      score.chance,
      score.beatsNaive,
    ]),
  };
}

function holdingTable({ holdings }: PortfolioForecast): CsvTable {
  return {
    name: 'portfolio-value',
    header: ['symbol', 'quantity', 'price', 'value', 'forecast_price', 'forecast_value', 'return_percent'],
    rows: holdings.map((one) => [
      one.symbol,
      one.quantity,
      one.price,
      one.value,
      one.forecastPrice,
      one.forecastValue,
      one.returnPercent,
    ]),
  };
}
