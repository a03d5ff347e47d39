import { PortfolioService } from '../manager/portfolios/portfolio-service.ts';
import { TimescalePortfolios } from '../storage/timescale/portfolios.ts';
import type { OwnDatabase } from './own-database.ts';

/** Portfolios in whatever database is there at the moment. */
export function portfolioService(database: OwnDatabase): PortfolioService {
  const of = (pool: ConstructorParameters<typeof TimescalePortfolios>[0]) => new TimescalePortfolios(pool);
  return new PortfolioService({
    list: (...asked) => database.read(({ pool }) => of(pool).list(...asked)),
    find: (...asked) => database.read(({ pool }) => of(pool).find(...asked)),
    create: (...asked) => database.write(({ pool }) => of(pool).create(...asked)),
    replace: (...asked) => database.write(({ pool }) => of(pool).replace(...asked)),
    delete: (...asked) => database.write(({ pool }) => of(pool).delete(...asked)),
  });
}
