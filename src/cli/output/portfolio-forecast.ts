import type { PortfolioForecast } from '../../manager/forecast/portfolio-value.ts';
import { formatDecimal, formatMoney, formatPercent } from './numbers.ts';
import { priceText } from './price-text.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

type Holding = PortfolioForecast['holdings'][number];

const columns: Column<Holding>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol },
  {
    title: 'Quantity',
    value: ({ quantity }) => formatDecimal(quantity, Number.isInteger(quantity) ? 0 : 4),
    align: 'right',
  },
  { title: 'Price', value: ({ price }) => priceText(price), align: 'right' },
  { title: 'Value', value: ({ value }) => formatMoney(value), align: 'right' },
  {
    title: 'Forecast price',
    value: ({ forecastPrice, price }) => priceText(forecastPrice, price),
    align: 'right',
  },
  { title: 'Forecast value', value: ({ forecastValue }) => formatMoney(forecastValue), align: 'right' },
  {
    title: 'Return',
    value: ({ returnPercent }) => formatPercent(returnPercent, { signed: true }),
    align: 'right',
  },
];

/** What the holdings are worth and are forecast to be worth. Ends with a newline. */
export function renderPortfolioForecast(portfolio: PortfolioForecast, style: Style): string {
  const { value, forecastValue, returnPercent, holdings } = portfolio;
  const change = formatPercent(returnPercent, { signed: true });
  return [
    '',
    `${style.colors.bold('Portfolio value')}  ${formatMoney(value)} now, ${formatMoney(forecastValue)} forecast (${change})`,
    '',
    renderTable(columns, holdings, style),
    '',
  ].join('\n');
}
