// A process of its own: its memory is that of the reader alone.
import { openFile } from '../../../src/sources/files/open-file.ts';

let bars = 0;
for await (const part of openFile(process.argv[2] ?? '')) {
  for await (const batch of part.bars()) bars += batch.length;
}
const peakMegabytes = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(JSON.stringify({ bars, peakMegabytes }));
