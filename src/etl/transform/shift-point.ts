/**
 * A price with its decimal point moved: 129.3 by -2 places is 1.293. Dividing by 100 would round a second time, and give
 * 1.2930000000000001: one of four prices in hundredths of pence has such noise.
 */
export function shiftPoint(price: number, places: number): number {
  if (places === 0) return price;
  const [digits, exponent = '0'] = String(price).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
