import { describe, expect, test } from 'vitest';
import type { FileOptions } from '../../../src/sources/files/options.ts';
import { brief, readOne, scratchFolder } from './support.ts';

const scratch = scratchFolder();

interface Sample {
  readonly export: string;
  readonly file: string;
  readonly options?: FileOptions;
  readonly lines: readonly string[];
  readonly by: string;
  readonly basis: string;
  readonly first: readonly unknown[];
  readonly last?: readonly unknown[];
}

const samples: readonly Sample[] = [
  {
    export: 'the project’s own',
    file: 'x.csv',
    lines: [
      'symbol,interval,ts,open,high,low,close,volume',
      'AAPL,1h,1998-01-02T14:00:00Z,13.63,13.75,13.5,13.63,540700',
    ],
    by: 'table',
    basis: 'raw',
    first: ['AAPL', '1h', '1998-01-02T14:00Z', 13.63, 13.75, 13.5, 13.63, null, 540700],
  },
  {
    export: 'pandas with an index without a name',
    file: 'GOOG.csv',
    lines: [
      ',Open,High,Low,Close,Volume',
      '2004-08-19,100,104.06,95.96,100.34,22351900',
      '2004-08-20,1,2,1,2,3',
    ],
    by: 'table',
    basis: 'raw',
    first: ['GOOG', '1d', '2004-08-19', 100, 104.06, 95.96, 100.34, null, 22351900],
  },
  {
    export: 'Yahoo Finance',
    file: 'aapl.csv',
    lines: [
      'Date,Open,High,Low,Close,Adj Close,Volume',
      '2020-01-02,74.059998,75.150002,73.797501,75.087502,72.876099,135480400',
      '2020-01-03,null,null,null,null,null,null',
    ],
    by: 'yahoo',
    basis: 'split',
    first: ['AAPL', '1d', '2020-01-02', 74.059998, 75.150002, 73.797501, 75.087502, 72.876099, 135480400],
    last: ['AAPL', '1d', '2020-01-03', null, null, null, null, null, null],
  },
  {
    export: 'yfinance history',
    file: 'MSFT.csv',
    lines: [
      'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits',
      '2020-01-02 00:00:00-05:00,151.1,153.0,150.9,152.9,22622100,0.0,0.0',
      '2020-01-03 00:00:00-05:00,150.7,152.2,150.4,151.0,21116200,0.51,2.0',
    ],
    by: 'yfinance',
    basis: 'total',
    first: ['MSFT', '1d', '2020-01-02', 151.1, 153, 150.9, 152.9, null, 22622100],
  },
  {
    export: 'yfinance intraday',
    file: 'MSFT.csv',
    lines: [
      'Datetime,Open,High,Low,Close,Adj Close,Volume',
      '2020-01-02 09:30:00-05:00,1,2,1,2,2,10',
      '2020-01-02 10:30:00-05:00,1,2,1,2,2,10',
    ],
    by: 'yahoo',
    basis: 'split',
    first: ['MSFT', '1h', '2020-01-02T14:30Z', 1, 2, 1, 2, 2, 10],
  },
  {
    export: 'yfinance download of one symbol',
    file: 'anything_at_all.csv',
    lines: [
      'Price,Adj Close,Close,High,Low,Open,Volume',
      'Ticker,AAPL,AAPL,AAPL,AAPL,AAPL,AAPL',
      'Date,,,,,,',
      '2020-01-02,72.8,75.0,75.1,73.7,74.0,135480400',
      '2020-01-03,72.1,74.3,75.1,74.1,74.2,146322800',
    ],
    by: 'yfinance',
    basis: 'split',
    first: ['AAPL', '1d', '2020-01-02', 74, 75.1, 73.7, 75, 72.8, 135480400],
  },
  {
    export: 'yfinance download of several symbols, by ticker',
    file: 'anything_at_all.csv',
    lines: [
      'Ticker,MSFT,MSFT,MSFT,MSFT,MSFT,AAPL,AAPL,AAPL,AAPL,AAPL',
      'Price,Open,High,Low,Close,Volume,Open,High,Low,Close,Volume',
      'Date,,,,,,,,,,',
      '2020-01-02,1,2,0.5,1.5,10,11,12,10.5,11.5,20',
      '2020-01-03,1,2,0.5,1.5,10,,,,,',
      '2020-01-06,1,2,0.5,1.5,10,11,12,10.5,11.5,30',
      '2020-01-07,1,2,0.5,1.5,10,11,12,10.5,11.5,40',
    ],
    by: 'yfinance',
    basis: 'total',
    first: ['MSFT', '1d', '2020-01-02', 1, 2, 0.5, 1.5, null, 10],
    last: ['AAPL', '1d', '2020-01-07', 11, 12, 10.5, 11.5, null, 40],
  },
  {
    export: 'Stooq, one symbol',
    file: 'aapl_us_d.csv',
    lines: ['Date,Open,High,Low,Close,Volume', '2020-01-02,71.7,72.7,71.4,72.7,139819111'],
    by: 'stooq',
    basis: 'total',
    first: ['AAPL', '1d', '2020-01-02', 71.7, 72.7, 71.4, 72.7, null, 139819111],
  },
  {
    export: 'Stooq, bulk',
    file: 'aapl.us.txt',
    options: { zone: 'Europe/Warsaw' },
    lines: [
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>',
      'AAPL.US,D,20200102,000000,71.721,72.777,71.467,72.716,139819111.12,0',
      'BARC.UK,60,20200103,93000,1,2,1,2,5,0',
    ],
    by: 'stooq',
    basis: 'total',
    first: ['AAPL', '1d', '2020-01-02', 71.721, 72.777, 71.467, 72.716, null, 139819111.12],
    last: ['BARC.L', '1h', '2020-01-03T08:30Z', 1, 2, 1, 2, null, 5],
  },
  {
    export: 'Alpha Vantage, daily',
    file: 'IBM.csv',
    lines: [
      'timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient',
      '2020-01-03,133.57,134.86,133.56,134.34,103.4,2373166,0.0000,1.0',
      '2020-01-02,135.00,135.92,134.77,135.42,104.2,3148600,1.62,1.0',
    ],
    by: 'alphavantage',
    basis: 'raw',
    first: ['IBM', '1d', '2020-01-03', 133.57, 134.86, 133.56, 134.34, 103.4, 2373166],
  },
  {
    export: 'Tiingo',
    file: 'AAPL.csv',
    lines: [
      'date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor',
      '2020-08-28,499.23,505.77,498.31,504.05,46907479,124.1,1,1,1,187629916,0.0,1.0',
      '2020-08-27,500.04,509.94,495.33,508.57,38888096,124.8,1,1,1,155552384,0.0,1.0',
      '2020-08-31,129.04,131.0,126.0,127.58,223505733,128.3,1,1,1,223505733,0.0,4.0',
    ],
    by: 'tiingo',
    basis: 'raw',
    first: ['AAPL', '1d', '2020-08-28', 504.05, 505.77, 498.31, 499.23, 124.1, 46907479],
    last: ['AAPL', '1d', '2020-08-31', 127.58, 131, 126, 129.04, 128.3, 223505733],
  },
  {
    export: 'Nasdaq.com',
    file: 'HistoricalData_1700000000000.csv',
    options: { symbol: 'AAPL' },
    lines: [
      'Date,Close/Last,Volume,Open,High,Low',
      '02/04/2020,$79.7125,"136,616,520",$78.8275,$79.91,$78.4075',
      '02/03/2020,$77.165,"174,005,600",$76.075,$78.3725,$75.555',
    ],
    by: 'nasdaq',
    basis: 'split',
    first: ['AAPL', '1d', '2020-02-04', 78.8275, 79.91, 78.4075, 79.7125, null, 136616520],
  },
  {
    export: 'Investing.com',
    file: 'AAPL Historical Data.csv',
    lines: [
      '\ufeff"Date","Price","Open","High","Low","Vol.","Change %"',
      '"01/31/2020","1,077.38","1,080.23","1,080.67","1,077.07","199.59M","-4.43%"',
      '"01/30/2020","1,080.97","1,080.14","1,081.02","1,079.69","1.2B","-0.14%"',
      '"01/29/2020","1,080.97","1,080.14","1,081.02","1,079.69","-","-0.14%"',
    ],
    by: 'investing',
    basis: 'split',
    first: ['AAPL', '1d', '2020-01-31', 1080.23, 1080.67, 1077.07, 1077.38, null, 199590000],
    last: ['AAPL', '1d', '2020-01-29', 1080.14, 1081.02, 1079.69, 1080.97, null, null],
  },
  {
    export: 'TradingView, epoch seconds',
    file: 'NASDAQ_AAPL, 1D_1a2b3.csv',
    lines: ['time,open,high,low,close,Volume,MA,MA', '1577975400,74.06,75.15,73.8,75.09,135647456,1,2'],
    by: 'tradingview',
    basis: 'split',
    first: ['AAPL', '1d', '2020-01-02', 74.06, 75.15, 73.8, 75.09, null, 135647456],
  },
  {
    export: 'TradingView, ISO times',
    file: 'BINANCE_BTCUSDT, 60.csv',
    lines: ['time,open,high,low,close', '2020-01-02T09:00:00+01:00,7200.5,7210,7190,7205'],
    by: 'tradingview',
    basis: 'split',
    first: ['BTCUSDT', '1h', '2020-01-02T08:00Z', 7200.5, 7210, 7190, 7205, null, null],
  },
  {
    export: 'MetaTrader, currencies',
    file: 'EURUSD_M5_202001020000_202001312355.csv',
    options: { zone: 'Europe/Athens' },
    lines: [
      '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>',
      '2020.01.02\t00:00:00\t1.12121\t1.12134\t1.12117\t1.12126\t51\t0\t5',
    ],
    by: 'metatrader',
    basis: 'raw',
    first: ['EURUSD', '5m', '2020-01-01T22:00Z', 1.12121, 1.12134, 1.12117, 1.12126, null, 51],
  },
  {
    export: 'MetaTrader, shares',
    file: 'AAPL_Daily.csv',
    lines: [
      '<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>',
      '2020.01.02\t74.06\t75.15\t73.8\t75.09\t999\t135480400\t1',
    ],
    by: 'metatrader',
    basis: 'raw',
    first: ['AAPL', '1d', '2020-01-02', 74.06, 75.15, 73.8, 75.09, null, 135480400],
  },
  {
    export: 'Kaggle, several symbols',
    file: 'all_stocks_5yr.csv',
    lines: [
      'date,open,high,low,close,volume,Name',
      '2013-02-08,15.07,15.12,14.63,14.75,8407500,AAL',
      '2013-02-11,14.89,15.01,14.26,14.46,8882000,AAL',
      '2013-02-12,14.45,14.51,14.1,14.27,8126000,AAL',
    ],
    by: 'table',
    basis: 'raw',
    first: ['AAL', '1d', '2013-02-08', 15.07, 15.12, 14.63, 14.75, null, 8407500],
  },
  {
    export: 'a German bank, with columns named by the user',
    file: 'SAP.csv',
    options: {
      map: { ts: 'Datum', open: 'Eröffnung', high: 'Hoch', low: 'Tief', close: 'Schluss', volume: 'Stück' },
    },
    lines: [
      'Datum;Eröffnung;Hoch;Tief;Schluss;Stück',
      '02.01.2020;120,5;1.121,25;119;120,75;1.234.567',
      '03.01.2020;120;121;119;120;-',
    ],
    by: 'table',
    basis: 'raw',
    first: ['SAP', '1d', '2020-01-02', 120.5, 1121.25, 119, 120.75, null, 1234567],
  },
];

describe.each(samples)('$export', (sample) => {
  test.each(['\n', '\r\n'])('with lines ended by %j', async (end) => {
    const path = scratch.write(`${sample.by}/${sample.file}`, sample.lines.join(end));
    const part = await readOne(path, sample.options);
    expect(part.exportedBy).toBe(sample.by);
    expect(part.origin.basis).toBe(sample.basis);
    expect(brief(part.bars[0])).toEqual(sample.first);
    if (sample.last) expect(brief(part.bars.at(-1))).toEqual(sample.last);
  });
});

describe('dividends and splits', () => {
  test('in columns beside the bars, where 0 and a ratio of 1 are none', async () => {
    const msft = await readOne(
      scratch.write(
        'MSFT.csv',
        samples.find((sample) => sample.export === 'yfinance history')?.lines.join('\n') ?? '',
      ),
    );
    expect(msft.dividends).toEqual([
      { position: 3, symbol: 'MSFT', ts: Date.UTC(2020, 0, 3) * 1_000, value: 0.51 },
    ]);
    expect(msft.splits).toEqual([
      { position: 3, symbol: 'MSFT', ts: Date.UTC(2020, 0, 3) * 1_000, value: 2 },
    ]);
    const aapl = await readOne(
      scratch.write('AAPL.csv', samples.find((sample) => sample.export === 'Tiingo')?.lines.join('\n') ?? ''),
    );
    expect(aapl.splits.map(({ value }) => value)).toEqual([4]);
    expect(aapl.dividends).toEqual([]);
  });

  test('in files of their own', async () => {
    const splits = await readOne(
      scratch.write('TSLA.csv', 'Date,Stock Splits\n2020-08-31,5:1\n2022-08-25,1/4\n'),
    );
    expect(splits.bars).toEqual([]);
    expect(splits.splits.map(({ value }) => value)).toEqual([5, 0.25]);
    const dividends = await readOne(
      scratch.write('KO.csv', 'Date,Dividends\n2020-03-13,0.41\n2020-06-12,0\n'),
    );
    expect(dividends.dividends.map(({ value }) => value)).toEqual([0.41, 0]);
  });
});

test('a bad value in a row stays as it is, for validation', async () => {
  const path = scratch.write(
    'BAD.csv',
    'Date,Open,High,Low,Close,Volume\n2020-01-02,1,2,1,2,10\n2020-13-99,abc,0x10,Infinity,1.2.3,1e400\n2020-01-03,1e2,2,1,2,99999999999999999999\n',
  );
  const { bars } = await readOne(path);
  expect(brief(bars[1])).toEqual([
    'BAD',
    '1d',
    '2020-13-99',
    'abc',
    '0x10',
    'Infinity',
    '1.2.3',
    null,
    Number.POSITIVE_INFINITY,
  ]);
  expect(bars[2]).toMatchObject({ position: 4, open: 100, volume: 99_999_999_999_999_999_999n });
});
