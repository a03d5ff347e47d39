import { entry, type SquareMatrix } from './matrix.ts';

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * The leaves of the tree that single linkage makes of distances, from left to right; of two that are joined, the
 * cluster that was made earlier (or the instrument of the lower index) stands left, as in SciPy's linkage.
 */
export function leafOrder(distances: SquareMatrix): number[] {
  const edges = spanningTree(distances).sort((left, right) => left.length - right.length);
  const { size } = distances;
  const parent = Array.from({ length: 2 * size - 1 }, (_, index) => index);
  const leaves: number[][] = Array.from({ length: size }, (_, index) => [index]);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== undefined && parent[root] !== root) root = parent[root] ?? root;
    return root;
  };
  for (const { from, to } of edges) {
    const [one, other] = [rootOf(from), rootOf(to)];
    const [first, second] = one < other ? [one, other] : [other, one];
    parent[first] = leaves.length;
    parent[second] = leaves.length;
    leaves.push([...(leaves[first] ?? []), ...(leaves[second] ?? [])]);
  }
  return leaves.at(-1) ?? [];
}

/** Prim's algorithm from the first node on; its edges, shortest first, are the joins of single linkage. */
function spanningTree(distances: SquareMatrix): Edge[] {
  const { size } = distances;
  const nearest = Array.from({ length: size }, () => Number.POSITIVE_INFINITY);
  const outside = new Set(Array.from({ length: size }, (_, index) => index));
  const edges: Edge[] = [];
  let node = 0;
  outside.delete(node);
  while (outside.size > 0) {
    let next = -1;
    let length = Number.POSITIVE_INFINITY;
    for (const other of outside) {
      const distance = Math.min(nearest[other] ?? Number.POSITIVE_INFINITY, entry(distances, node, other));
      nearest[other] = distance;
      if (distance < length || next < 0) [next, length] = [other, distance];
    }
    edges.push({ from: node, to: next, length });
    outside.delete(next);
    node = next;
  }
  return edges;
}
