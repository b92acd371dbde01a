import { Option } from 'commander';
import type { Shape } from '../engine/config/settings.js';
import { UsageError } from './usageError.js';

/** An option of a command: what it takes, and what is to be said about it. Its name is its key in {@link Options}. */
export interface OptionInfo extends Shape {
  readonly type: 'boolean' | 'integer' | 'number' | 'string' | 'array';
  /** What stands for its value in the help, for example `file`; absent for an option that is given or not. */
  readonly value?: string;
  readonly help: string;
  readonly default?: unknown;
  readonly isNeeded?: true;
  /** Names of options that it does not go together with. */
  readonly conflicts?: readonly string[];
}

export type Options = Readonly<Record<string, OptionInfo>>;

/** What the command line has for each option; undefined for one that is not given and has no default. */
export type Values<O extends Options> = { readonly [K in keyof O]: Value<O[K]> };

type Value<O extends OptionInfo> =
  | (O extends { enum: readonly (infer Name)[] } ? Name : Basic[O['type']])
  | (O extends { type: 'boolean' | 'array' } | { default: unknown } | { isNeeded: true } ? never : undefined);

interface Basic {
  boolean: boolean;
  integer: number;
  number: number;
  string: string;
  array: readonly string[];
}

export const json = { type: 'boolean', help: 'Print JSON.' } as const;
export const door = {
  type: 'string',
  value: 'door',
  enum: ['input', 'output'],
  help: 'Tickets (input) or patches (output).',
  isNeeded: true,
} as const;

/** An option for commander. */
export function optionOf(name: string, info: OptionInfo): Option {
  const { type, value, help, default: initial, enum: choices, conflicts = [] } = info;
  const flag = flagOf(name, info);
  const option = new Option(value === undefined ? flag : `${flag} <${value}>`, help).conflicts([
    ...conflicts,
  ]);
  if (type === 'array')
    return option.default([], 'none').argParser((text, before: string[]) => [...before, text]);
  if (value !== undefined) option.default(initial);
  if (choices) option.choices(choices);
  return value === undefined ? option : option.argParser((text) => read(flag, text, info));
}

/** @throws UsageError when an option that a command can't do without is not given, or is blank */
export function valuesOf<O extends Options>(options: O, given: Readonly<Record<string, unknown>>): Values<O> {
  const entries = Object.entries(options).map(([name, info]) => {
    const value = given[name] ?? (info.type === 'boolean' ? false : undefined);
    if (info.isNeeded && !String(value ?? '').trim()) {
      const help = `${info.help[0]?.toLowerCase()}${info.help.slice(1)}`;
      throw new UsageError(`${flagOf(name, info)} is missing: ${help}`);
    }
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function flagOf(name: string, { type, default: initial }: OptionInfo): string {
  const isOffSwitch = type === 'boolean' && initial === true;
  return `--${isOffSwitch ? 'no-' : ''}${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** @throws UsageError */
function read(
  flag: string,
  text: string,
  { type, enum: choices, minimum = 0, maximum }: OptionInfo,
): unknown {
  if (choices && !choices.includes(text))
    throw new UsageError(`${flag} takes ${choices.join(', ')}, not "${text}".`);
  if (type === 'string') return text;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const isRight = type === 'integer' ? Number.isInteger(number) : !Number.isNaN(number);
  if (isRight && number >= minimum && number <= (maximum ?? Infinity)) return number;
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  const range = maximum === undefined ? `of ${minimum} or more` : `from ${minimum} to ${maximum}`;
  throw new UsageError(`${flag} takes ${kind} ${range}, not "${text}".`);
}

/** Two numbers of 0 or more from an option. @throws UsageError */
export function pairOf(name: string, text: string, example: string): [number, number] {
  const [first = Number.NaN, second = Number.NaN, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (first >= 0 && second >= 0 && rest.length === 0) return [first, second];
  throw new UsageError(`--${name} takes two numbers such as ${example}, not "${text}".`);
}
