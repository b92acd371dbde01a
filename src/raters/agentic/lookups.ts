import * as z from 'zod/mini';
import { escaped } from '../../core/oneLine.js';
import type { Patch } from '../../core/patch.js';
import type { Tool } from '../../models/chatModel.js';
import { holdsSecrets } from '../../privacy/secretFiles.js';
import { redact } from '../../privacy/secrets.js';
import { applyPatch } from '../../repository/apply.js';
import { IgnoreFiles } from '../../repository/ignoreFiles.js';
import { isInside } from '../../repository/inside.js';
import { prefixOf } from '../../repository/patchTrial.js';
import { type Hit, liesIn, type Repository } from '../../repository/repository.js';
import { openRevision } from '../../repository/revision.js';

/** Lines that one look at a file shows at most. */
const mostLines = 100;
const mostHits = 40;
const mostPaths = 120;
/** Characters of a line that are shown. */
const longestLine = 300;

/** What a look-up brought: the text for the model, and a few words for the trace. */
export interface Look {
  readonly text: string;
  readonly summary: string;
}

const path = z.string();
const lines = z.object({ path, from_line: z._default(z.number(), 1), to_line: z._default(z.number(), 0) });
const under = z._default(path, '');
const shapes = {
  list_files: z.object({ under }),
  read_file: lines,
  search: z.object({ pattern: z.string(), under }),
  find_symbol: z.object({ name: z.string() }),
  show_file_after_patch: lines,
} as const;

type ToolName = keyof typeof shapes;
type Search = z.infer<typeof shapes.search>;
type LookArguments = z.infer<typeof lines> & Search & z.infer<typeof shapes.find_symbol>;

const descriptions: Readonly<Record<ToolName, string>> = {
  list_files: 'Lists files of the code base, as it was before the patch. `under`: a folder, empty for all.',
  read_file: `Shows a range of a file before the patch, at most ${mostLines} lines. Lines count from 1; to_line 0 means as many as fit.`,
  search: 'Finds lines that match an extended regular expression. `under`: a folder or file, empty for all.',
  find_symbol: 'Finds where a function, class or variable is defined.',
  show_file_after_patch: 'Shows a range of a file that the patch changes, as it would be after the patch.',
};

/** The tools, as a model is told of them. */
export const tools: readonly Tool[] = (Object.keys(shapes) as ToolName[]).map((name) => {
  const { $schema, ...parameters } = z.toJSONSchema(shapes[name], { io: 'input' });
  return { name, description: descriptions[name], parameters };
});

/** Read-only look-ups in a code base, at the patch's base revision where git knows it. */
export class Lookups {
  private readonly ignored = new IgnoreFiles((one) => this.source.read(one));

  private constructor(
    /** A commit, or the folder on disk. */
    private readonly source: Repository,
    private readonly patch: Patch | undefined,
    /** The folder as the patch's paths are seen from: empty, or with `/` at its end. */
    private readonly prefix: string,
  ) {}

  static async open(repository: Repository, patch: Patch | undefined): Promise<Lookups> {
    // `git format-patch --base` names the commit that a patch was made for.
    const named = patch && /^base-commit: ([0-9a-f]{40})$/m.exec(patch.text)?.[1];
    const commit = named ?? repository.commit ?? 'HEAD';
    const revision = repository.runsGit ? await openRevision(repository.root, commit) : undefined;
    return new Lookups(revision ?? repository, patch, patch ? await prefixOf(patch, repository) : '');
  }

  /** Whether there is a text file that may be shown. */
  async has(file: string): Promise<boolean> {
    return (await this.isOpen(file)) && (await this.source.read(file)) !== undefined;
  }

  /** Does what a model asks for. Never throws: what can't be done is said, so that the model can go on. */
  async look(name: string, json: string): Promise<Look> {
    if (!Object.hasOwn(shapes, name))
      return said(`There is no tool ${name}; there are ${Object.keys(shapes).join(', ')}.`);
    const tool = name as ToolName;
    let given: unknown;
    try {
      given = JSON.parse(json || '{}');
    } catch {
      return said('The arguments are no JSON.');
    }
    const parsed = shapes[tool].safeParse(given);
    if (!parsed.success) return said(`The arguments don't fit: ${z.prettifyError(parsed.error)}`);
    try {
      const look = await this.run(tool, parsed.data as LookArguments);
      return { ...look, text: await redact(look.text) };
    } catch (error) {
      return said(`That did not work: ${(error as Error).message}`);
    }
  }

  private run(tool: ToolName, given: LookArguments): Promise<Look> {
    const { path, under, pattern, name, from_line: from, to_line: to } = given;
    const looks: Readonly<Record<ToolName, () => Promise<Look>>> = {
      list_files: () => this.list(under),
      read_file: () => this.read(path, from, to),
      search: () => this.search(pattern, under),
      find_symbol: () => this.symbol(name),
      show_file_after_patch: () => this.after(path, from, to),
    };
    return looks[tool]();
  }

  private async list(under: string): Promise<Look> {
    const all = (await this.source.paths()).filter((one) => liesIn(one, bare(under)));
    const found = await this.shown(all, (one) => one);
    const more = found.length - mostPaths;
    const text = [
      ...found.slice(0, mostPaths).map(escaped),
      ...(more > 0 ? [`(and ${more} more; name a folder)`] : []),
    ].join('\n');
    return { text: text || 'There is nothing there.', summary: `${found.length} files` };
  }

  private async read(file: string, from: number, to: number): Promise<Look> {
    if (!(await this.isOpen(file))) return said(`${file} is out of reach.`);
    const text = await this.source.read(file);
    return text === undefined ? said(`There is no text file ${file}.`) : range(text, from, to);
  }

  private async after(file: string, from: number, to: number): Promise<Look> {
    if (!(await this.isOpen(file))) return said(`${file} is out of reach.`);
    if (!this.patch) return said('There is no patch.');
    const { prefix } = this;
    // A patch can give a file another name.
    const entry = async (one: string) => {
      const path = one.startsWith(prefix) ? one.slice(prefix.length) : '';
      return (await this.isOpen(path)) ? this.source.entry(path) : undefined;
    };
    const applied = (await applyPatch(this.patch, { entry })).find((one) => one.file.path === prefix + file);
    if (!applied) return said(`The patch does not change ${file}.`);
    return applied.after === undefined
      ? said(applied.refusal ?? applied.unsure ?? `${file} is gone after the patch.`)
      : range(applied.after, from, to);
  }

  private async search(pattern: string, under: string): Promise<Look> {
    if (pattern === '' || pattern.length > 500) return said('The pattern is empty or too long.');
    const hits = await this.source.search(pattern, bare(under), mostHits * 4);
    return hitsText(await this.shown(hits, (hit) => hit.path));
  }

  private async symbol(name: string): Promise<Look> {
    if (!/^[\w$.:]{1,100}$/.test(name)) return said('That is no name of a symbol.');
    const last = (name.split(/\.|::/).at(-1) ?? '').replaceAll('$', '\\$');
    const definition = `(def|class|func|function|fn|struct|enum|interface|trait|type|const|let|var|module|macro_rules!|#define)[ \\t]+(\\([^)]*\\)[ \\t]*)?${last}([^A-Za-z0-9_]|$)|^[ \\t]*${last}[ \\t]*[:=][^=]|(public|private|protected|static|final)[^=;(]*[ \\t]${last}[ \\t]*\\(`;
    const hits = await this.shown(await this.source.search(definition, '', mostHits), (hit) => hit.path);
    return hits.length > 0 ? hitsText(hits) : this.search(last, '');
  }

  /** What of a listing may be shown. */
  private async shown<T>(all: readonly T[], pathOf: (one: T) => string): Promise<T[]> {
    const open: T[] = [];
    for (const one of all) if (await this.isShown(pathOf(one))) open.push(one);
    return open;
  }

  /** Whether a file may be shown by its own name, and by that of the file which it leads to. */
  private async isOpen(file: string): Promise<boolean> {
    if (!(await this.isShown(file))) return false;
    const real = await this.source.realPath(file);
    return real === undefined || real === file || this.isShown(real);
  }

  /** Inside, no part of git, not ignored, and not a file that looks as if it held keys. */
  private async isShown(file: string): Promise<boolean> {
    return (
      isInside(file) && !file.startsWith('./') && !holdsSecrets(file) && !(await this.ignored.ignore(file))
    );
  }
}

/** A folder as a model may write it, without `./` and `/` around it. */
function bare(folder: string): string {
  return folder.replace(/^\.?\/|\/$/g, '');
}

function said(text: string): Look {
  return { text, summary: text.length > 80 ? `${text.slice(0, 79)}…` : text };
}

function range(text: string, from: number, to: number): Look {
  const lines = text.split('\n');
  const first = Math.max(1, Math.round(from));
  const last = Math.min(lines.length, first + mostLines - 1, to >= first ? Math.round(to) : Infinity);
  const shown = lines.slice(first - 1, last).map((line, i) => `${first + i}\t${line.slice(0, longestLine)}`);
  const rest = last < lines.length ? `\n(the file has ${lines.length} lines)` : '';
  return {
    text: shown.length > 0 ? shown.join('\n') + rest : `The file has ${lines.length} lines.`,
    summary: `lines ${first}–${last} of ${lines.length}`,
  };
}

function hitsText(hits: readonly Hit[]): Look {
  const shown = hits
    .slice(0, mostHits)
    .map((hit) => `${escaped(hit.path)}:${hit.line}:${hit.text.slice(0, longestLine)}`);
  const more = hits.length > mostHits ? '\n(and more; search for something narrower)' : '';
  return {
    text: shown.join('\n') + more || 'Nothing matches.',
    summary: `${hits.length} ${hits.length === 1 ? 'line' : 'lines'}`,
  };
}
