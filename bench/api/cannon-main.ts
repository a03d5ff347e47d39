// Asks a server in a process of its own, so that the load shares nothing with what is measured: argv[2] has the question.
import autocannon from 'autocannon';
import type { Shot } from './cannon.ts';

const { url, path, headers, clients, seconds, isVaried } = JSON.parse(process.argv[2] ?? '') as Shot;
let count = 0;
const result = await autocannon({
  url: url + path,
  connections: clients,
  duration: seconds,
  headers,
  ...(isVaried && {
    requests: [
      {
        // Another range each time, so that no answer is found from before.
        setupRequest: (request) => {
          count += 1;
          return { ...request, path: `${path}&from=${new Date(1e12 + count * 1_000).toISOString()}` };
        },
      },
    ],
  }),
});
process.stdout.write(JSON.stringify(result));
