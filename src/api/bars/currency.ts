/** The currency that company data tell, where they do. */
export function currencyIn(info: unknown): string | null {
  const currency = typeof info === 'object' && info !== null && 'currency' in info ? info.currency : null;
  return typeof currency === 'string' && currency.length <= 8 ? currency : null;
}
