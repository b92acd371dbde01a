import { calibratedBy, calibratedProbability, versionOf } from '../../calibration/calibration.js';
import { calibrationFor, limitsAt } from '../../calibration/calibrationsInForce.js';
import type { FittedCalibration } from '../../calibration/calibrationText.js';
import {
  baseRateFields,
  type Generation,
  type Presumption,
  presumed,
  presumptionOf,
} from '../../core/baseRate.js';
import type { Evidence } from '../../core/evidence.js';
import type { Limits } from '../../core/policy.js';
import {
  type Door,
  likeliestLabel,
  type Question,
  type RaterIdentity,
  type Rating,
  type Trust,
} from '../../core/rating.js';
import { plattProbability } from '../../stats/platt.js';
import { logOdds, sigmoid } from '../../stats/sigmoid.js';
import {
  type BenchmarkRules,
  byDoor,
  type KnownAnswers,
  type PatchInput,
  type Rater,
  type RaterKindEntry,
  type RatingOptions,
  type TicketInput,
} from '../rater.js';
import { explain } from './explanation.js';
import type { Features } from './features.js';
import { type Bands, localFigures, measuredAt } from './figures.js';
import { findings } from './findings.js';
import inputModel from './input.model.json' with { type: 'json' };
import { type DoorModel, oddsOf, Scoring, warningsOf } from './model.js';
import outputModel from './output.model.json' with { type: 'json' };
import { patchFeatures } from './patchFeatures.js';
import { askedAtOnce, rankedQuestions } from './questions.js';
import { ticketFeatures } from './ticketFeatures.js';
import { patchTrust, ticketTrust } from './trust.js';

/**
 * The embedded rater: small models over the evidence and the text, trained by `npm run train` on labelled tickets
 * and patches. No network, no repository, the same answer for the same input. `docs/local-rater.md` is its card.
 */
export class LocalRater implements Rater {
  readonly identity: RaterIdentity;
  /** Where a person looks next. */
  readonly limits: Readonly<Record<Door, Limits>>;
  readonly benchmark: BenchmarkRules;
  private readonly versions: Partial<Record<Door, string>> = {};
  private readonly scoring: Readonly<Record<Door, Scoring>>;

  /** @param fitted what the probabilities turned out to mean where the user works */
  constructor(
    readonly models: Readonly<Record<Door, DoorModel>>,
    private readonly fitted: Readonly<Partial<Record<Door, FittedCalibration>>> = {},
  ) {
    const { input, output } = models;
    this.identity = {
      name: 'local',
      version: `${input.version}.${output.version}.${versionOf(localFigures)}`,
    };
    const limitsOf = ({ limits: { abstain, ask } }: DoorModel): Limits => ({ abstain, ask });
    this.limits = { input: limitsOf(input), output: limitsOf(output) };
    this.benchmark = {
      baseRate: (door) => models[door].trainedOn.bounceShare,
      threshold: (door) => models[door].limits.benchmark,
    };
    this.scoring = { input: new Scoring(input.scorer), output: new Scoring(output.scorer) };
  }

  /** Changes whenever the probabilities at a door do; its limits are no part of it. */
  probabilityVersion(door: Door): string {
    const { scorer, calibration, baseRate } = this.models[door];
    const version = this.versions[door] ?? versionOf({ scorer, bounce: calibration.bounce, baseRate });
    this.versions[door] = version;
    return version;
  }

  async rateTicket({ ticket, evidence, coverage }: TicketInput, options: RatingOptions): Promise<Rating> {
    options.signal?.throwIfAborted();
    const features = ticketFeatures(ticket, evidence);
    const trust = ticketTrust(ticket);
    const rating = this.rate('input', { features, evidence, coverage, trust }, options);
    return { ...rating, questions: askedAtOnce(this.ranked(features, evidence, options)) };
  }

  /** All that a ticket's author could be asked, at least one question, the one that would move the probability most first. */
  questions({ ticket, evidence }: Pick<TicketInput, 'ticket' | 'evidence'>, options: Presumed): Question[] {
    return this.ranked(ticketFeatures(ticket, evidence), evidence, options);
  }

  async ratePatch(
    { patch, ticket, evidence, coverage }: PatchInput,
    options: RatingOptions,
  ): Promise<Rating> {
    options.signal?.throwIfAborted();
    const features = patchFeatures(patch, ticket, evidence);
    const trust = patchTrust(patch, generationOf(options));
    return this.rate('output', { features, evidence, coverage, trust }, options);
  }

  private ranked(features: Features, evidence: Evidence, options: Presumed): Question[] {
    const scoring = this.scoring.input;
    const row = scoring.read(features);
    return rankedQuestions(evidence, features.numbers, (changed) =>
      this.bounceProbability(
        'input',
        this.odds('input', scoring.score(scoring.changed(row, changed)), features, options),
        options,
      ),
    );
  }

  /** @param odds what the text adds to the log odds of a base rate */
  private bounceProbability(door: Door, odds: number, options: Presumed): number {
    const { baseRate } = this.presumption(door, options);
    const known = this.fitted[door]?.calibration;
    if (!known) return sigmoid(odds + logOdds(baseRate));
    return calibratedProbability(known, { bounceProbability: this.ownProbability(door, odds) }, baseRate);
  }

  /** What it gives where nothing is known of the base rate: what stacks and calibrations are learned from, and read. */
  private ownProbability(door: Door, odds: number): number {
    return sigmoid(odds + logOdds(this.models[door].baseRate));
  }

  /**
   * What the text adds to the log odds of a base rate.
   *
   * @param trust where it says that a patch is in no language of the training, what the surface says counts for less
   */
  private odds(door: Door, score: number, features: Features, options: Presumed, trust?: Trust): number {
    const scaling = this.models[door].calibration.bounce[generationOf(options)];
    const slope = door === 'output' && trust && !trust.inside ? localFigures.patches.outside.slope : 1;
    return slope * oddsOf(scaling, score, warningsOf(features));
  }

  private presumption(door: Door, { presumption }: Presumed): Presumption {
    if (presumption) return presumption;
    const known = this.fitted[door]?.calibration;
    if (known) return presumptionOf(known.baseRate, 'training');
    return door === 'output' ? presumed() : presumptionOf(this.models.input.baseRate, 'training');
  }

  private rate(door: Door, { features, evidence, coverage, trust }: Read, options: RatingOptions): Rating {
    const { calibration } = this.models[door];
    const scoring = this.scoring[door];
    const row = scoring.read(features);
    const score = scoring.score(row);
    const odds = this.odds(door, score, features, options, trust);
    const bounce = this.bounceProbability(door, odds, options);
    const presumption = this.presumption(door, options);
    const known = this.fitted[door]?.calibration;
    const secondOfGood = plattProbability(calibration.secondOfGood, score);
    const secondOfBad = plattProbability(calibration.secondOfBad, score);
    const labelProbabilities = [
      (1 - bounce) * (1 - secondOfGood),
      (1 - bounce) * secondOfGood,
      bounce * (1 - secondOfBad),
      bounce * secondOfBad,
    ];
    return {
      door,
      rater: this.identity,
      label: likeliestLabel(door, labelProbabilities, bounce),
      labelProbabilities,
      bounceProbability: bounce,
      probabilitySource: 'model',
      ...(known && calibratedBy(known)),
      ownProbability: this.ownProbability(door, odds),
      ...baseRateFields(presumption),
      // What was measured is about the probabilities that come with Bouncer, on work like the rows of the bands.
      measured:
        known || !isInBands(door, trust)
          ? undefined
          : measuredAt(bandsOf(door, options), bounce, presumption.baseRate),
      trust,
      explanation: explain(scoring.contributions(features, row)),
      evidence,
      findings: findings(evidence),
      questions: [],
      coverage,
    };
  }
}

type Presumed = Pick<RatingOptions, 'presumption'>;

/** What a rating goes by. */
interface Read extends Pick<Rating, 'evidence' | 'coverage'> {
  readonly features: Features;
  readonly trust: Trust;
}

function generationOf({ presumption }: Presumed): Generation {
  return presumption?.generation ?? '2025';
}

/** The bands were measured on English tickets and on Python patches. */
function isInBands(door: Door, { inside, languages }: Trust): boolean {
  return inside && (door === 'input' || languages[0] === 'Python');
}

function bandsOf(door: Door, options: Presumed): Bands {
  const { tickets, patches } = localFigures;
  return door === 'input' ? tickets.bands : patches.bands[generationOf(options)];
}

/** The rater with the trained models that come with the project. */
export const localRater = new LocalRater({
  input: inputModel as unknown as DoorModel,
  output: outputModel as unknown as DoorModel,
});

/** What the user's own rows taught of this rater, unless they taught it of another version. */
function ownCalibration(door: Door, { calibrations }: KnownAnswers): FittedCalibration | undefined {
  const known = calibrations && calibrationFor(door, localRater.identity.name, calibrations);
  const isOfThis = known?.calibration.rater.version === localRater.probabilityVersion(door);
  return isOfThis ? known : undefined;
}

export const local: RaterKindEntry = {
  title: 'Local',
  help: 'The embedded rater: on this machine, free, without a network.',
  needs: [],
  make: (_, services) => {
    const fitted = byDoor((door) => ownCalibration(door, services));
    return fitted.input || fitted.output ? new LocalRater(localRater.models, fitted) : localRater;
  },
  limits(door, _, services, baseRate) {
    const known = ownCalibration(door, services);
    return known ? { ...localRater.limits[door], ...limitsAt(known, baseRate) } : localRater.limits[door];
  },
  benchmark: localRater.benchmark,
};
