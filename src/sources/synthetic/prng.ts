/** A stream of pseudo-random numbers that is the same on every machine for the same seed. Not for secrets. */
export interface Prng {
  /** Uniform in [0, 1), with 32 random bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform whole number in [least, most]. */
  integer(least: number, most: number): number;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, period 2^32, ample for some 10^9 bars. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** FNV-1a, to give each symbol a stream of its own out of one seed. */
function hash(text: string, seed: number): number {
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return state;
}

/** Box–Muller: two normals from two uniforms; the second is kept for the next call. */
function makeNormal(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** The stream of a seed; a label (a symbol, a purpose) selects an independent one. */
export function createPrng(seed: number, label = ''): Prng {
  const uniform = mulberry32(hash(label, Math.imul(seed, 0x9e3779b1)));
  return {
    uniform,
    normal: makeNormal(uniform),
    integer: (least, most) => least + Math.floor(uniform() * (most - least + 1)),
  };
}
