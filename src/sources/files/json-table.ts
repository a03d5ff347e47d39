import { type JsonObject, JsonObjects } from './json-objects.ts';
import { findLayout, type Layout } from './layout.ts';
import { findNotations, type SampleRow } from './notations.ts';
import type { FileLimits, FileOptions } from './options.ts';
import { unusable } from './problem.ts';
import type { Table } from './table.ts';
import { headOf, type TextSource, utf8Chunks } from './text-chunks.ts';
import { textOf, ValueCells } from './value-cells.ts';

const headBytes = 2 ** 20;

/** JSON lines, or an array of objects. @throws StockulaError SOURCE_UNUSABLE */
export async function openJson(source: TextSource, options: FileOptions, limits: FileLimits): Promise<Table> {
  const { place, name } = source;
  const objects = await firstObjects(source, limits);
  // Objects need not have all keys, and each its own order.
  const header = [...new Set(objects.flatMap(({ object }) => Object.keys(object)))];
  const layout = findLayout([header], { place, fileName: name, map: options.map });
  const sample = objects.map((found) => asTexts(found, layout));
  const notations = findNotations(layout, sample, place, options);
  return {
    layout,
    order: notations.order,
    rows: async function* (visit) {
      let current: JsonObject = {};
      const cells = new ValueCells(notations, (column) => current[header[column] ?? '']);
      const scanner = new JsonObjects(place, limits.lineBytes, (object, line) => {
        current = object;
        cells.position = line;
        visit(cells);
      });
      for await (const chunk of utf8Chunks(source)) {
        scanner.push(chunk);
        yield;
      }
      scanner.end();
      yield;
    },
  };
}

interface FoundObject {
  readonly object: JsonObject;
  readonly line: number;
}

/** The objects at its beginning. @throws StockulaError SOURCE_UNUSABLE where there is none */
export async function firstObjects(source: TextSource, limits: FileLimits): Promise<readonly FoundObject[]> {
  const objects: FoundObject[] = [];
  const scanner = new JsonObjects(source.place, limits.lineBytes, (object, line) =>
    objects.push({ object, line }),
  );
  const { head, whole } = await headOf(utf8Chunks(source), headBytes);
  scanner.push(head);
  if (whole) scanner.end();
  if (objects.length > 0) return objects;
  throw unusable('rows of market data', `no object in ${source.place}`, 'Export the file again, with data.');
}

/** Only texts are of interest: in JSON, numbers are written in one way; and only those of columns that are read. */
function asTexts({ object, line }: FoundObject, { header, series }: Layout): SampleRow {
  const texts: string[] = [];
  for (const { columns } of series) {
    for (const index of Object.values(columns)) {
      const value = object[header[index] ?? ''];
      texts[index] = typeof value === 'string' ? textOf(value) : '';
    }
  }
  return { line, texts };
}
