import type { RawRow } from '../../domain/raw-row.ts';
import type { AlembicVersionRecord } from '../../domain/records.ts';
import { validator } from './rejection.ts';
import { readRequiredText } from './text.ts';

function readVersion(row: RawRow): AlembicVersionRecord {
  return { versionNum: readRequiredText(row['version_num']) };
}

/** A row of `alembic_version`. */
export const validateAlembicVersionRow = validator(readVersion);
