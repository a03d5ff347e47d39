import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `vite` serves the sources while one works on them, and asks the API of a running "stockula serve".
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // Put in its place by the server, anew for each answer: what the page loads and styles is known by it.
  html: { cspNonce: '__CSP_NONCE__' },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 800 },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
