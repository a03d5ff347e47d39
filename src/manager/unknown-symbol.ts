import { StockulaError } from '../domain/errors.ts';
import { nearestName } from '../domain/nearest-name.ts';

/** What is wrong with a symbol that is not among those of the database. */
export function unknownSymbol(text: string, symbols: readonly string[]): StockulaError {
  if (symbols.length === 0) {
    return new StockulaError('NO_DATA', {
      expected: 'a database with symbols in it',
      got: 'an empty one',
      remedy:
        'Bring your data over with "stockula migrate run --from FILE", or see "npm start" for a synthetic example.',
    });
  }
  const near = nearestName(text.toUpperCase(), symbols);
  const fetched = `stockula etl fetch ${text.trim().toUpperCase()}`;
  const some = symbols.slice(0, 8).join(', ') + (symbols.length > 8 ? ', …' : '');
  return new StockulaError('NOT_FOUND', {
    expected: `one of the ${symbols.length} symbols in the database (${some})`,
    got: `"${text}"`,
    remedy: near
      ? `Did you mean ${near}? If not, fetch it: ${fetched}`
      : `Fetch it: ${fetched}. Symbols are written as on Yahoo Finance.`,
  });
}
