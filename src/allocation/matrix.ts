/** A square matrix, row after row. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

export function squareMatrix(size: number, cell: (row: number, column: number) => number): SquareMatrix {
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) values[row * size + column] = cell(row, column);
  }
  return { size, values };
}

/** The entry of a matrix; NaN outside. */
export function entry({ size, values }: SquareMatrix, row: number, column: number): number {
  return values[row * size + column] ?? Number.NaN;
}

/** The value at an index; NaN outside. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}

export function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += at(left, index) * at(right, index);
  return sum;
}

export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += at(values, index);
  return sum;
}

export function timesVector(matrix: SquareMatrix, vector: ArrayLike<number>): Float64Array {
  const { size, values } = matrix;
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += at(values, row * size + column) * at(vector, column);
    product[row] = sum;
  }
  return product;
}

/** x'Mx. */
export function quadraticForm(matrix: SquareMatrix, vector: ArrayLike<number>): number {
  return dot(timesVector(matrix, vector), vector);
}

/** The rows and columns of some indices. */
export function principalPart(matrix: SquareMatrix, indices: readonly number[]): SquareMatrix {
  return squareMatrix(indices.length, (row, column) => entry(matrix, at(indices, row), at(indices, column)));
}

/** Cholesky's factor L with LL' = M of a symmetric, positive definite matrix; null where it is not. */
export function choleskyFactor(matrix: SquareMatrix): SquareMatrix | null {
  const { size } = matrix;
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = at(matrix.values, row * size + column);
      for (let k = 0; k < column; k++) {
        rest -= at(factor, row * size + k) * at(factor, column * size + k);
      }
      if (row === column && !(rest > 0)) return null;
      factor[row * size + column] =
        row === column ? Math.sqrt(rest) : rest / at(factor, column * size + column);
    }
  }
  return { size, values: factor };
}

/** x of LL'x = b. */
export function solveFactored({ size, values }: SquareMatrix, right: ArrayLike<number>): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let rest = at(solution, row);
    for (let k = 0; k < row; k++) rest -= at(values, row * size + k) * at(solution, k);
    solution[row] = rest / at(values, row * size + row);
  }
  for (let row = size - 1; row >= 0; row--) {
    let rest = at(solution, row);
    for (let k = row + 1; k < size; k++) rest -= at(values, k * size + row) * at(solution, k);
    solution[row] = rest / at(values, row * size + row);
  }
  return solution;
}
