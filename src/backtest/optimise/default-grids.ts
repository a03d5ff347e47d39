type Values = Readonly<Record<string, readonly number[]>>;

const stops = [1, 1.5, 2, 3];

/** The values that are tried where none are given: around the defaults, from short to long. */
export const defaultGrids: Readonly<Record<string, Values>> = {
  smacross: { fast_period: [5, 10, 15, 20, 30, 40, 50], slow_period: [20, 30, 40, 50, 75, 100, 150, 200] },
  rsi: {
    rsi_period: [7, 10, 14, 21, 28],
    oversold_threshold: [20, 25, 30, 35, 40],
    overbought_threshold: [60, 65, 70, 75, 80],
  },
  macd: { fast_period: [5, 8, 12, 16], slow_period: [21, 26, 34, 42, 55], signal_period: [5, 9, 13] },
  double_ema_cross: { fast_period: [8, 13, 21, 34], slow_period: [34, 55, 89, 144], atr_multiple: stops },
  triple_ema_cross: { fast_period: [5, 9, 13, 21], slow_period: [21, 34, 55, 89], atr_multiple: stops },
  trima_cross: { fast_period: [7, 14, 21, 28], slow_period: [28, 42, 56, 84], atr_multiple: stops },
  vidya: { cmo_period: [6, 9, 14, 20], smoothing_period: [8, 12, 16, 24, 34], atr_multiple: stops },
  kama: { er_period: [5, 10, 15, 20], fast_period: [2, 3, 5], slow_period: [20, 30, 40, 60] },
  frama: { frama_period: [8, 12, 16, 20, 24, 32, 40], atr_multiple: stops },
  vama: { vama_period: [5, 8, 13, 21], slow_vama_period: [21, 34, 55, 89], atr_multiple: stops },
  kaufman_efficiency: {
    er_period: [5, 10, 15, 20],
    er_upper_threshold: [0.4, 0.5, 0.6],
    er_lower_threshold: [0.1, 0.2, 0.3],
    price_trend_period: [3, 5, 10],
  },
};
