/** How many rows each of two decisions has on each of two truths. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export function confusionOf(
  rows: readonly { readonly predicted: boolean; readonly actual: boolean }[],
): Confusion {
  const count = (predicted: boolean, actual: boolean) =>
    rows.filter((row) => row.predicted === predicted && row.actual === actual).length;
  return {
    truePositives: count(true, true),
    falsePositives: count(true, false),
    trueNegatives: count(false, false),
    falseNegatives: count(false, true),
  };
}

/** The same rows with the negative class as the positive one. */
export function mirrored(of: Confusion): Confusion {
  return {
    truePositives: of.trueNegatives,
    falsePositives: of.falseNegatives,
    trueNegatives: of.truePositives,
    falseNegatives: of.falsePositives,
  };
}

/** Precision, recall and F1 of the positive class, each 0..1 and 0 where its denominator is 0. */
export function precision({ truePositives, falsePositives }: Confusion): number {
  return share(truePositives, truePositives + falsePositives);
}

export function recall({ truePositives, falseNegatives }: Confusion): number {
  return share(truePositives, truePositives + falseNegatives);
}

export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): number {
  return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

/** The mean of the two classes' F1, 0..1. */
export function macroF1(of: Confusion): number {
  return (f1(mirrored(of)) + f1(of)) / 2;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
