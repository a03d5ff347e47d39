import type { Validated } from '../domain/defect.ts';
import type { RawRow } from '../domain/raw-row.ts';
import type { OptionRecord } from '../domain/records.ts';
import type { RepairSet } from '../domain/repair.ts';
import { validateAlembicVersionRow } from '../etl/legacy/alembic-version.ts';
import { validateAutotsModelRow } from '../etl/legacy/autots-model.ts';
import { validateAutotsPresetRow } from '../etl/legacy/autots-preset.ts';
import type { Neighbours } from '../etl/legacy/decide-rows.ts';
import { validateDividendRow } from '../etl/legacy/dividend.ts';
import { barNeighbours } from '../etl/legacy/neighbourhoods.ts';
import { validateOptionRow } from '../etl/legacy/option.ts';
import { validatePriceRow } from '../etl/legacy/price.ts';
import { validateSplitRow } from '../etl/legacy/split.ts';
import { validateStockRow } from '../etl/legacy/stock.ts';
import { validateStockInfoRow } from '../etl/legacy/stock-info.ts';
import { validateStrategyRow } from '../etl/legacy/strategy.ts';
import { validateStrategyPresetRow } from '../etl/legacy/strategy-preset.ts';
import type { LegacyFile } from '../sources/legacy-sqlite/open.ts';
import { contractRoot, sharedContractRoots } from '../sources/legacy-sqlite/shared-contracts.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import type { TargetTable } from '../storage/timescale/target-tables.ts';
import * as tables from '../storage/timescale/target-tables.ts';
import type { SourceContexts } from './source.ts';

/** The way of one source table: how its rows are checked and where they go. */
export interface Route<Row> {
  readonly source: LegacyTableName;
  readonly target: TargetTable<Row>;
  validate(row: RawRow, contexts: SourceContexts): Validated<Row>;
  /** See `DecisionRules.neighbours`. */
  neighbours(file: LegacyFile, repairs: RepairSet): Neighbours<Row>;
}

/** Something to be done with a route, whatever its rows are. */
type RouteUser<Result> = <Row>(route: Route<Row>) => Result;

/** A route whose kind of row only its user sees. */
export type AnyRoute = <Result>(use: RouteUser<Result>) => Result;

function route<Row>(
  source: LegacyTableName,
  target: TargetTable<Row>,
  validate: Route<Row>['validate'],
  neighbours: Route<Row>['neighbours'],
): AnyRoute {
  return (use) => use({ source, target, validate, neighbours });
}

interface OfSymbol {
  readonly symbol: string;
}
const sameSymbol = { areNeighbours: (one: OfSymbol, other: OfSymbol) => one.symbol === other.symbol };
const bySymbol = (): Neighbours<OfSymbol> => sameSymbol;
const byId = (): Neighbours<{ id: bigint }> => ({ areNeighbours: (one, other) => one.id === other.id });
/** By symbol too, but for contracts that are listed under several of them. */
const byContract =
  (table: 'options_calls' | 'options_puts') =>
  (file: LegacyFile, repairs: RepairSet): Neighbours<OptionRecord> => {
    const shared = sharedContractRoots(file, table, repairs);
    return { ...sameSymbol, isScattered: ({ contract }) => shared.has(contractRoot(contract)) };
  };

/** All tables, referenced ones first. */
export const routes: readonly AnyRoute[] = [
  route('stocks', tables.stockTable, (row) => validateStockRow(row, undefined), bySymbol),
  route('stock_info', tables.stockInfoTable, (row, { plain }) => validateStockInfoRow(row, plain), bySymbol),
  route(
    'price_history',
    tables.priceTable,
    (row, { plain }) => validatePriceRow(row, plain),
    () => barNeighbours,
  ),
  route('dividends', tables.dividendTable, (row, { plain }) => validateDividendRow(row, plain), bySymbol),
  route('splits', tables.splitTable, (row, { plain }) => validateSplitRow(row, plain), bySymbol),
  route(
    'options_calls',
    tables.callTable,
    (row, { calls }) => validateOptionRow(row, calls),
    byContract('options_calls'),
  ),
  route(
    'options_puts',
    tables.putTable,
    (row, { puts }) => validateOptionRow(row, puts),
    byContract('options_puts'),
  ),
  route('strategies', tables.strategyTable, (row) => validateStrategyRow(row, undefined), byId),
  route(
    'strategy_presets',
    tables.strategyPresetTable,
    (row, { presets }) => validateStrategyPresetRow(row, presets),
    byId,
  ),
  route('autots_models', tables.autotsModelTable, (row) => validateAutotsModelRow(row, undefined), byId),
  route('autots_presets', tables.autotsPresetTable, (row) => validateAutotsPresetRow(row, undefined), byId),
  route(
    'alembic_version',
    tables.alembicVersionTable,
    (row) => validateAlembicVersionRow(row, undefined),
    () => ({ areNeighbours: (one, other) => one.versionNum === other.versionNum }),
  ),
];

/** The tables a migration writes to. */
export const legacyTargets: readonly string[] = routes.map((use) => use(({ target }) => target.name));
