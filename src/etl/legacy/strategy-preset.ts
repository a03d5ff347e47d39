import type { RawRow } from '../../domain/raw-row.ts';
import type { StrategyPresetRecord } from '../../domain/records.ts';
import type { PresetContext } from './context.ts';
import { readJson } from './json.ts';
import { readFlag, readInteger } from './number.ts';
import { reject, validator } from './rejection.ts';
import { readRequiredText, readText } from './text.ts';
import { readTimes } from './timestamp.ts';

function readPreset(row: RawRow, context: PresetContext): StrategyPresetRecord {
  const id = readInteger(row['id']);
  const strategyId = readInteger(row['strategy_id']);
  if (!context.knownStrategyIds.has(strategyId)) reject('orphan_strategy');
  const parameters = readJson(row['parameters_json']);
  return {
    id,
    strategyId,
    name: readRequiredText(row['name']),
    parametersJson: parameters.json,
    parametersOriginal: parameters.original,
    description: readText(row['description']),
    isDefault: readFlag(row['is_default']),
    ...readTimes(row),
  };
}

/** A row of `strategy_presets`. */
export const validateStrategyPresetRow = validator(readPreset);
