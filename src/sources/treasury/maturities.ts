/** Columns of the daily par yield curve by the names that FRED gives the series. */
export const maturities: ReadonlyMap<string, string> = new Map([
  ['DGS1MO', '1 Mo'],
  ['DGS3MO', '3 Mo'],
  ['DGS6MO', '6 Mo'],
  ['DGS1', '1 Yr'],
  ['DGS2', '2 Yr'],
  ['DGS3', '3 Yr'],
  ['DGS5', '5 Yr'],
  ['DGS7', '7 Yr'],
  ['DGS10', '10 Yr'],
  ['DGS20', '20 Yr'],
  ['DGS30', '30 Yr'],
]);
