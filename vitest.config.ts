import { defineConfig } from 'vitest/config';

// Two workers at most: each test file that starts an engine takes about half a gigabyte.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Only against tests that hang: on a busy machine an engine takes many times as long to start.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default'],
  },
});
