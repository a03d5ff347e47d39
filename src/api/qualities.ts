/** What a header such as `gzip;q=0.8, br` names, each with how much it is wanted. */
export function qualities(header: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (name !== '') found.set(name, quality === undefined ? 1 : Number(quality) || 0);
  }
  return found;
}
