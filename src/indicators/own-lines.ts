import type { Recipe, Workspace } from './recipe.ts';

/** The same calculation with its derived lines among its own working columns, for bars that come one by one. */
export function withOwnLines<Parameter extends string, Output extends string, Scratch extends string, State>(
  recipe: Recipe<Parameter, Output, Scratch, State>,
): Recipe<Parameter, Output, string, { own: State; lines: unknown[] }> {
  const { lines = [], scratch = [] } = recipe;
  return {
    ...recipe,
    scratch: [...scratch, ...lines.map(({ name }) => name)],
    begin: (params) => ({ own: recipe.begin(params), lines: lines.map((line) => line.begin()) }),
    advance(state, work, params) {
      for (const [at, line] of lines.entries()) {
        const values = work.scratch[line.name];
        if (values !== undefined) line.advance(state.lines[at], work, values, work);
      }
      recipe.advance(state.own, { ...work, lines: work.scratch } as Workspace<Output, Scratch>, params);
    },
  };
}
