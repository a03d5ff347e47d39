import type { RawRow } from '../../domain/raw-row.ts';
import type { AutotsPresetRecord } from '../../domain/records.ts';
import { readInteger } from './number.ts';
import { validator } from './rejection.ts';
import { readRequiredText, readText } from './text.ts';
import { readTimes } from './timestamp.ts';

function readPreset(row: RawRow): AutotsPresetRecord {
  return {
    id: readInteger(row['id']),
    name: readRequiredText(row['name']),
    models: readRequiredText(row['models']),
    description: readText(row['description']),
    useCase: readText(row['use_case']),
    ...readTimes(row),
  };
}

/** A row of `autots_presets`. */
export const validateAutotsPresetRow = validator(readPreset);
