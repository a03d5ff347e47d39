import type { RawRow } from '../../domain/raw-row.ts';
import type { AutotsModelRecord } from '../../domain/records.ts';
import { readFlag, readInteger } from './number.ts';
import { validator } from './rejection.ts';
import { readRequiredText, readText } from './text.ts';
import { readTimes } from './timestamp.ts';

function readModel(row: RawRow): AutotsModelRecord {
  return {
    id: readInteger(row['id']),
    name: readRequiredText(row['name']),
    categories: readRequiredText(row['categories']),
    isSlow: readFlag(row['is_slow']),
    isGpuEnabled: readFlag(row['is_gpu_enabled']),
    requiresRegressor: readFlag(row['requires_regressor']),
    minDataPoints: readInteger(row['min_data_points']),
    description: readText(row['description']),
    ...readTimes(row),
  };
}

/** A row of `autots_models`. */
export const validateAutotsModelRow = validator(readModel);
