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

export const flag = (help: string) => ({ type: 'boolean', help }) as const;
export const text = (value: string, help: string) => ({ type: 'string', value, help }) as const;
export const count = (help: string) => ({ type: 'integer', minimum: 1, value: 'n', help }) as const;
export const share = (help: string) =>
  ({ type: 'number', minimum: 0, maximum: 1, value: 'p', help }) as const;
export const files = (help: string) =>
  ({ type: 'array', value: 'file', help: `${help}; may be given several times.` }) as const;
export const oneOf = <const Name extends string>(value: string, names: readonly Name[], help: string) =>
  ({ type: 'string', value, enum: names, help }) as const;
export const needed = <const O extends OptionInfo>(option: O) => ({ ...option, isNeeded: true }) as const;

export const json = flag('Print JSON.');
export const door = needed(oneOf('door', ['input', 'output'], 'Tickets (input) or patches (output).'));

/** What stands for an option that is not given and has no default. */
const absent: Partial<Record<OptionInfo['type'], unknown>> = { boolean: false, array: [] };

/** An option for commander. */
export function optionOf(name: string, info: OptionInfo): Option {
  const { type, value, help, default: initial, enum: choices, conflicts = [] } = info;
  const flag = flagOf(name, info);
  const option = new Option(value === undefined ? flag : `${flag} <${value}>`, help).conflicts([
    ...conflicts,
  ]);
  if (type === 'array') return option.argParser((text, before: string[] = []) => [...before, text]);
  if (value !== undefined) option.default(initial);
  if (choices) option.choices(choices);
  return value === undefined ? option : option.argParser((text) => read(flag, text, info));
}

/** @throws UsageError when an option that a command can't do without is not given, or is blank */
export function valuesOf<O extends Options>(options: O, given: Readonly<Record<string, unknown>>): Values<O> {
  const entries = Object.entries(options).map(([name, info]) => {
    const value = given[name] ?? absent[info.type];
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
