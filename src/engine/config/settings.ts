import { values } from './generated.js';
import type { Settings } from './schema.js';

/** What a value has to be; a part of JSON Schema. */
export interface Shape {
  readonly type: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly items?: Shape;
  readonly additionalProperties?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

/** The settings of the editor. */
export type EditorSettings = { readonly [K in keyof typeof values]: Settings[K] };

/** A setting's value as it was entered by hand, or the default where it does not fit. */
export function settingValue<K extends keyof EditorSettings>(id: K, given: unknown): EditorSettings[K] {
  return (fits(given, values[id]) ? given : values[id].default) as EditorSettings[K];
}

function fits(value: unknown, shape: Shape): boolean {
  if (!typesOf(value).some((type) => [shape.type].flat().includes(type))) return false;
  const { minimum = -Infinity, maximum = Infinity, required = [] } = shape;
  if (typeof value === 'number') return value >= minimum && value <= maximum;
  if (typeof value === 'string') return shape.enum?.includes(value) ?? true;
  if (typeof value !== 'object' || value === null) return true;
  const parts = Object.entries(value).map(([name, part]) => ({
    part,
    shape: shape.properties?.[name] ?? shape.items ?? shape.additionalProperties,
  }));
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    parts.every(({ part, shape }) => !shape || fits(part, shape))
  );
}

function typesOf(value: unknown): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}
