import { InvalidArgumentError, Option } from 'commander';
import { nearestName } from '../domain/nearest-name.ts';
import { type LegacyTableName, legacyTableNames } from '../migrate/source-tables.ts';

/** `--table`: a table of the older application's file. */
export function sourceTableOption(): Option {
  return new Option('--table <table>', 'only rows of this source table').argParser(readTable);
}

function readTable(text: string): LegacyTableName {
  const name = legacyTableNames.find((one) => one === text);
  if (name !== undefined) return name;
  const near = nearestName(text, legacyTableNames);
  const meant = near === null ? '' : ` Did you mean ${near}?`;
  throw new InvalidArgumentError(
    `"${text}" is no table of the older application.${meant} Tables are ${legacyTableNames.join(', ')}.`,
  );
}
