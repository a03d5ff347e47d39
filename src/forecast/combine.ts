/** How much worse than the naive forecast a member of the combination may have been. */
const tolerance = 1.02;
const fewestOrigins = 5;

/**
 * The members of a combination, which get equal weights: the naive forecast and whatever was at most 2 % worse than it
 * by the metric. Weights from errors would follow chance (docs/forecast.md has the measurements). Where too little has
 * been seen to choose, all are members but those that never were any good on prices, the seasonal ones.
 * @param losses the metric of each model over the origins that count; null where it is not defined
 * @param origins how many these are
 */
export function membersOf(losses: ReadonlyMap<string, number | null>, origins: number): string[] {
  const bound = losses.get('naive') ?? null;
  return [...losses].flatMap(([name, loss]) => {
    if (name === 'naive') return [name];
    if (origins < fewestOrigins || bound === null) return name === 'drift' || name === 'theta' ? [name] : [];
    return loss !== null && loss <= bound * tolerance ? [name] : [];
  });
}

/** The mean of some paths, in the scale of the models. */
export function meanPath(paths: readonly Float64Array[]): Float64Array {
  const length = paths[0]?.length ?? 0;
  return Float64Array.from({ length }, (_, at) => {
    const sum = paths.reduce((total, path) => total + (path[at] ?? Number.NaN), 0);
    return sum / paths.length;
  });
}
