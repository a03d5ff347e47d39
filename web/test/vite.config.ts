import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Builds the page of charts on made-up data, for tests.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2_000,
    rollupOptions: { input: join(import.meta.dirname, 'charts.html') },
  },
});
