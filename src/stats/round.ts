/** Five significant digits: more would only make files longer. */
export function round(value: number): number {
  return Number(value.toPrecision(5));
}
