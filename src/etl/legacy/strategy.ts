import type { RawRow } from '../../domain/raw-row.ts';
import type { StrategyRecord } from '../../domain/records.ts';
import { readFlag, readInteger } from './number.ts';
import { validator } from './rejection.ts';
import { readRequiredText, readText } from './text.ts';
import { readTimes } from './timestamp.ts';

function readStrategy(row: RawRow): StrategyRecord {
  return {
    id: readInteger(row['id']),
    name: readRequiredText(row['name']),
    className: readRequiredText(row['class_name']),
    modulePath: readRequiredText(row['module_path']),
    description: readText(row['description']),
    category: readText(row['category']),
    isActive: readFlag(row['is_active']),
    ...readTimes(row),
  };
}

/** A row of `strategies`. */
export const validateStrategyRow = validator(readStrategy);
