import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, StockulaError } from '../../domain/errors.ts';

/** Version of a data directory's layout. Raised when an older Stockula could no longer read the directory. */
const layoutVersion = 1;
const markerName = 'stockula.json';
/** Another process may be marking the folder at the same moment. */
const ownFiles = /^stockula\.json(?:\.\d+)?$/;

/**
 * Marks an empty folder as ours, or checks the mark: nothing foreign is ever written into.
 * @throws StockulaError DATA_DIR_UNUSABLE if the folder is another's or of another layout
 */
export function checkMarker(root: string): void {
  const markerFile = join(root, markerName);
  if (!existsSync(markerFile)) {
    const others = readdirSync(root).filter((name) => !ownFiles.test(name));
    if (others.length > 0 && !existsSync(markerFile))
      throw notOurs(root, `a folder that holds other things (${others.slice(0, 3).join(', ')})`);
    writeMarker(markerFile);
    return;
  }
  const layout = readLayout(root, markerFile);
  if (layout === layoutVersion) return;
  throw new StockulaError('DATA_DIR_UNUSABLE', {
    expected: `a data directory of layout ${layoutVersion} at ${root}`,
    got: `layout ${layout}, made by ${layout > layoutVersion ? 'a newer' : 'an older'} Stockula`,
    remedy: 'Run the Stockula that made it, or choose another folder with STOCKULA_DATA_DIR.',
  });
}

/** By rename: a process that looks at the same moment sees a whole marker or none. */
function writeMarker(markerFile: string): void {
  const unfinished = `${markerFile}.${process.pid}`;
  const marker = { what: 'Stockula data directory', layout: layoutVersion };
  writeFileSync(unfinished, `${JSON.stringify(marker)}\n`, { mode: 0o600 });
  renameSync(unfinished, markerFile);
}

function readLayout(root: string, markerFile: string): number {
  let marker: unknown;
  try {
    marker = JSON.parse(readFileSync(markerFile, 'utf8'));
  } catch (error) {
    throw notOurs(root, `a marker file stockula.json that cannot be read (${messageOf(error)})`);
  }
  const layout =
    typeof marker === 'object' && marker !== null && 'layout' in marker ? marker.layout : undefined;
  if (typeof layout !== 'number') throw notOurs(root, 'a marker file stockula.json without a layout number');
  return layout;
}

function notOurs(root: string, got: string): StockulaError {
  return new StockulaError('DATA_DIR_UNUSABLE', {
    expected: `an empty folder or a Stockula data directory at ${root}`,
    got,
    remedy: 'Choose another folder with STOCKULA_DATA_DIR; nothing was changed here.',
  });
}
