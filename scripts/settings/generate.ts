import * as z from 'zod';
import { type About, about, groups, schema } from '../../src/engine/config/schema.js';
import type { Shape } from '../../src/engine/config/settings.js';
import { verdictSchema } from '../../src/outputs/schema.js';
import { raters } from '../../src/raters/registry.js';
import { checksPage } from './checksPage.js';
import { metricsPage } from './metricsPage.js';

type Setting = About & Shape & { readonly default: unknown };

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: readonly object[];
  };
}

/** The files that follow from the schema of the settings, the commands in the manifest, the raters, the metrics and the checks: path to text. */
export function generatedFiles(manifestText: string): ReadonlyMap<string, string> {
  const manifest: Manifest = JSON.parse(manifestText);
  return new Map([
    ['package.json', `${JSON.stringify(withSettings(manifest), null, 2)}\n`],
    ['src/engine/config/generated.ts', source(manifest.contributes.commands.map(({ command }) => command))],
    ['docs/settings.md', page()],
    ['docs/metrics.md', metricsPage()],
    ['docs/checks.md', checksPage()],
    ['docs/verdict.schema.json', `${JSON.stringify(z.toJSONSchema(verdictSchema), null, 2)}\n`],
  ]);
}

const all: readonly (readonly [id: string, setting: Setting])[] = Object.entries(
  z.toJSONSchema(schema, { metadata: about, io: 'input' }).properties as Record<string, unknown>,
).map(([id, setting]) => [id, simplified(setting as Setting)]);
const ofEditor = all.filter(([, { scope }]) => scope !== 'terminal');

/** JSON Schema as the editor's settings view knows it: a type or nothing is a list of types. */
function simplified({ anyOf, ...setting }: Setting & { readonly anyOf?: readonly Shape[] }): Setting {
  const parts = Object.assign(setting, ...(anyOf ?? []), anyOf && { type: anyOf.map(({ type }) => type) });
  delete parts.propertyNames;
  if (parts.maximum === Number.MAX_SAFE_INTEGER) delete parts.maximum;
  return parts;
}

/** The manifest with the settings in their groups. */
function withSettings(manifest: Manifest): Manifest {
  const configuration: { title: string; order: number; properties: Record<string, object> }[] = [];
  for (const [i, [id, setting]] of ofEditor.entries()) {
    const title = groups[id as keyof typeof groups];
    if (title) configuration.push({ title, order: configuration.length + 1, properties: {} });
    const { scope = 'machine', help, enumDescriptions } = setting;
    const more = { enumDescriptions, scope, order: i + 1, markdownDescription: help };
    Object.assign(configuration.at(-1)?.properties ?? {}, {
      [`bouncer.${id}`]: { ...shapeOf(setting), ...more },
    });
  }
  return { ...manifest, contributes: { ...manifest.contributes, configuration } };
}

function source(commands: readonly string[]): string {
  return `// \`npm run settings\` writes this file from schema.ts and package.json.
import type { Settings } from './schema.js';
import type { Shape } from './settings.js';

/** Every command in the manifest. */
export type CommandId = ${commands.map((id) => `'${id}'`).join(' | ')};

/** Shape and default of each setting of the editor. */
export const values = ${object(ofEditor.map(([id, setting]) => [id, shapeOf(setting)]))} satisfies { [K in keyof Settings]?: Shape & { default: Settings[K] } };

/** What the editor knows of each kind of rater without loading it. */
export const raterKinds = ${object(Object.entries(raters).map(([kind, { title, help, needs }]) => [kind, { title, help, needs }]))} as const;

/** The settings that are options in the terminal. */
export const options = ${object(new Map(all.flatMap(([, setting]) => optionOf(setting))))} as const;
`;
}

/** Type, range and default. */
function shapeOf(setting: Setting): Shape & { readonly default: unknown } {
  const { scope, help, option, optionHelp, variable, enumDescriptions, ...shape } = setting;
  return shape;
}

/** An option's name, for example `minCoverage` of `--min-coverage <p>`, and what the terminal knows of it. */
function optionOf(setting: Setting): [name: string, option: object][] {
  const { option, optionHelp, help, variable } = setting;
  const [, word, value] = /^--(?:no-)?([\w-]+)(?: <(.+)>)?$/.exec(option ?? '') ?? [];
  if (word === undefined) return [];
  const { default: initial, type, ...shape } = shapeOf(setting);
  const name = word.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const otherwise = variable ? ` (default: ${[variable, initial].filter(Boolean).join(', else ')})` : '';
  const plain = (optionHelp ?? help).replace(/[`*]/g, '');
  // What has no default is undefined where the option is not given.
  const isEmpty = initial === null || initial === '' || variable;
  return [
    [
      name,
      {
        value,
        help: plain + otherwise,
        type: [type].flat()[0],
        ...shape,
        ...(!isEmpty && { default: initial }),
      },
    ],
  ];
}

function object(entries: Iterable<readonly [name: string, value: unknown]>): string {
  return `{\n${[...entries].map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')}}`;
}

function page(): string {
  const free = ofEditor.filter(([, { scope }]) => scope === 'window').map(([id]) => `\`bouncer.${id}\``);
  return `# Settings

\`npm run settings\` writes this page from \`src/engine/config/schema.ts\`.

_Bouncer: Open Settings_ shows them in four groups. In a remote window most of them belong to the machine that you are connected to, where the code and the models' addresses are; there VS Code has them on the tab _Remote_, and the command opens that.

Only you can change the settings that decide: a repository that you open does not judge itself. A workspace can change ${free.join(', ')}, and can turn on \`bouncer.localOnly\`. A value that does not fit counts as not set. Options without a setting exist in the terminal alone; \`bouncer COMMAND --help\` lists them all.

| Setting | In the terminal | Values | Default | Meaning |
| --- | --- | --- | --- | --- |
${all.map(row).join('\n')}
`;
}

function row([id, setting]: readonly [string, Setting]): string {
  const { scope, option, help, enumDescriptions = [] } = setting;
  const meanings = enumDescriptions.map((meaning, i) => `\`${setting.enum?.[i]}\`: ${meaning}`);
  const cells = [
    scope === 'terminal' ? '' : `\`bouncer.${id}\``,
    option ? `\`${option}\`` : '',
    valuesOf(setting),
    defaultOf(setting),
    [help, ...meanings].join('<br>').replace(/`#|#`/g, '`'),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function valuesOf({ type, minimum, maximum, enum: names }: Setting): string {
  if (names) return names.map((name) => `\`${name}\``).join(', ');
  const [kind, nothing] = [type].flat();
  if (kind === 'integer' || kind === 'number') {
    const range =
      maximum === undefined ? `${number(minimum)} or more` : `${number(minimum)} to ${number(maximum)}`;
    return `${kind === 'integer' ? 'whole number, ' : ''}${range}${nothing ? ', or empty' : ''}`;
  }
  return (
    { boolean: '`true`, `false`', array: 'glob patterns', object: 'prices by model' }[kind as string] ??
    'text'
  );
}

function number(value: number | undefined): string {
  return (value ?? 0).toLocaleString('en');
}

function defaultOf({ default: initial, option }: Setting): string {
  // `--no-cache` is the opposite of its setting.
  const value = option?.startsWith('--no-') ? !initial : initial;
  if (value === null || value === '') return 'empty';
  if (Array.isArray(value)) return value.map((item) => `\`${item}\``).join(', ');
  return typeof value === 'object' ? 'list prices' : `\`${value}\``;
}
