/** Turns values into places on a drawing and back into the words under its ticks. */
export interface Scale {
  /** Pixels; a value outside of the scale is put on its edge. */
  readonly place: (value: number) => number;
  /** Ascending round values within the scale. */
  readonly ticks: readonly number[];
}

export interface Domain {
  readonly from: number;
  readonly to: number;
  /** Decades of equal width; both ends must be above 0. */
  readonly logarithmic?: boolean;
}

/** A scale from `domain` onto the pixels from `start` to `end` (which may be smaller: an axis that points up). */
export function scaleOf({ from, to, logarithmic = false }: Domain, start: number, end: number): Scale {
  const warp = logarithmic ? Math.log10 : (value: number) => value;
  const [low, high] = [warp(from), warp(to)];
  const place = (value: number) => {
    const share = high === low ? 0.5 : (warp(value) - low) / (high - low);
    return start + Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)) * (end - start);
  };
  return { place, ticks: logarithmic ? decadeTicks(from, to) : roundTicks(from, to) };
}

/** A domain that holds the values and ends at round numbers; 0..1 where there are none. */
export function roundDomain(values: readonly number[]): Domain {
  if (values.length === 0) return { from: 0, to: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // A span that is lost in the digits of the values is none.
  const size = Math.max(Math.abs(low), Math.abs(high));
  const step = roundStep(high - low > 1e-9 * size ? high - low : size || 1);
  const from = tidy(Math.floor(low / step) * step);
  const to = tidy(Math.ceil(high / step) * step);
  return from === to ? { from, to: from + step } : { from, to };
}

/** Digits after the point with which the ticks of a domain can be told apart. */
export function tickDigits({ from, to }: Domain): number {
  return Math.max(0, Math.ceil(-Math.log10(roundStep(to - from)) - 1e-9));
}

/** A logarithmic domain that holds the values; values below 1 count as 1. */
export function logarithmicDomain(values: readonly number[]): Domain {
  if (values.length === 0) return { from: 1, to: 10, logarithmic: true };
  const [low, high] = [Math.max(1, Math.min(...values)), Math.max(1, ...values)];
  // Ticks are at most 2.5 times apart, so a span of 4 holds one at least.
  const margin = Math.max(1.15, 2 * Math.sqrt(low / high));
  return { from: low / margin, to: high * margin, logarithmic: true };
}

/** Multiples of 1, 2 or 5 times a power of ten, about five of them. */
function roundTicks(from: number, to: number): number[] {
  const step = roundStep(to - from);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

function roundStep(span: number): number {
  const raw = span / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * (raw / power > 5 ? 10 : raw / power > 2 ? 5 : raw / power > 1 ? 2 : 1);
}

function decadeTicks(from: number, to: number): number[] {
  const within = (factors: readonly number[]) => {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
      ticks.push(...factors.map((factor) => factor * 10 ** power));
    }
    return ticks.filter((tick) => tick >= from && tick <= to);
  };
  return Math.log10(to / from) > 3 ? within([1]) : within([1, 2, 5]);
}

/** Without the rounding errors of binary fractions: 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
