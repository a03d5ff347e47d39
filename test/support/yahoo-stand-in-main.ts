import { parseArgs } from 'node:util';
import { YahooStandIn } from './yahoo-stand-in.ts';

// A stand-in in a process of its own: prints its address, and runs until it is killed or its stdin ends.
// node test/support/yahoo-stand-in-main.ts --port 0 --options '{"now": "2026-03-02T17:00:00Z"}'
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, options: { type: 'string', default: '{}' } },
});
const standIn = await YahooStandIn.start(JSON.parse(values.options), Number(values.port));
process.stdout.write(`${standIn.address}\n`);
process.stdin.resume().on('end', () => process.exit(0));
