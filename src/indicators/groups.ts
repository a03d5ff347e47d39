/** Named selections of indicators, as the older application knew them. */
export const indicatorGroups = {
  basic: ['sma', 'ema', 'rsi', 'volume'],
  momentum: ['rsi', 'macd', 'stoch', 'adx', 'cci', 'willr'],
  trend: ['sma', 'ema', 'macd', 'adx', 'ichimoku'],
  volatility: ['bbands', 'atr', 'stoch'],
  volume: ['obv', 'volume'],
  comprehensive: [
    'sma',
    'ema',
    'rsi',
    'macd',
    'bbands',
    'stoch',
    'atr',
    'adx',
    'willr',
    'cci',
    'obv',
    'ichimoku',
    'volume',
  ],
} as const satisfies Record<string, readonly string[]>;
