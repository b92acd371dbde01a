/** What tells which ticket a piece of work answers: names that people and their tools gave it, never its own text. */
export interface TicketClues {
  /** Name of the file that holds the patch. */
  readonly file?: string;
  readonly branch?: string;
  /** Trailers of the branch's own commits, one each: `Closes: #142`. */
  readonly trailers?: readonly string[];
}

/** A file that may be the ticket: its path with `/`, and the ids that stand in its fields. */
export interface TicketFile {
  readonly path: string;
  readonly ids?: readonly string[];
}

/** Where a ticket was found, in words that follow "from the". */
export type TicketOrigin = 'file name' | 'branch' | 'commits';

export interface FoundTicket {
  readonly path: string;
  readonly from: TicketOrigin;
}

/**
 * The ticket files that clues name, each once. Exactly one is the ticket; where there are several, nobody knows which.
 * The name of a patch's own file is nearer to it than the branch that happens to be checked out.
 */
export function ticketsNamed(clues: TicketClues, files: readonly TicketFile[]): FoundTicket[] {
  const known = files.map(({ path, ids = [] }) => ({ path, ...namesOf(path), ids }));
  const fitting = (from: TicketOrigin, names: readonly Name[]) =>
    known
      .filter(({ path, keys, slugs, ids }) =>
        names.some(
          (name) =>
            name.path === path ||
            name.keys.some((key) => keys.includes(key) || ids.some((id) => keyOf(id) === key)) ||
            (name.slug !== undefined && slugs.includes(name.slug)),
        ),
      )
      .map(({ path }): FoundTicket => ({ path, from }));
  const { file, branch, commits } = namesIn(clues);
  const byFile = fitting('file name', file);
  if (byFile.length > 0) return byFile;
  const found = [...fitting('branch', branch), ...fitting('commits', commits)];
  return found.filter(({ path }, i) => found.findIndex((one) => one.path === path) === i);
}

/** Whether there is anything in the clues by which a ticket could be found. */
export function tellTicket(clues: TicketClues): boolean {
  const names = Object.values(namesIn(clues)).flat();
  return names.some(({ keys, slug, path }) => keys.length > 0 || (slug ?? path) !== undefined);
}

function namesIn({ file, branch = '', trailers = [] }: TicketClues) {
  return {
    file: file === undefined ? [] : [nameIn(stemOf(file))],
    branch: branchNames(branch),
    commits: trailers.flatMap(namesInTrailer),
  };
}

/** What may name a ticket: keys such as `142` or `ABC-12`, words joined as in a file's name, a path. */
interface Name {
  readonly keys: readonly string[];
  readonly slug?: string;
  readonly path?: string;
}

/** No further number follows, as in a date or a version. */
const alone = '(?![A-Za-z0-9]|[-_.]\\d+(?:$|[-_.]))';
/** `142-discount-codes`, `fix-142`, `issue_142`, `gh-142-x` */
const number = new RegExp(
  `^(?:(?:fix(?:es)?|issues?|tickets?|tasks?|bug(?:fix|s)?|hotfix|feat(?:ure)?|story|gh|closes?|resolves?)[-_]?){0,3}#?(\\d{1,9})${alone}`,
  'i',
);
/** `ABC-12` anywhere; in lower case only at the start. */
const projectKeys = new RegExp(`(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,9}-\\d{1,9}${alone}`, 'g');
const firstKey = new RegExp(`^[A-Za-z][A-Za-z0-9]{1,9}-\\d{1,9}${alone}`);

/** Longer names, which no file has, are not looked at. */
const longestName = 255;

function nameIn(text: string): Name {
  if (text.length > longestName) return { keys: [] };
  const keys = [number.exec(text)?.[1], firstKey.exec(text)?.[0], ...(text.match(projectKeys) ?? [])];
  return { keys: [...new Set(keys.flatMap((key) => (key ? keyOf(key) : [])))], slug: slugOf(text) };
}

/** One spelling of a key. */
function keyOf(text: string): string {
  return text.replace(/^(?:#|gh-(?=\d))?0*(?=\d)/i, '').toUpperCase();
}

/** Two words or more as they stand in names; one word says too little. */
function slugOf(text: string): string | undefined {
  const slug = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return /[^-]-[^-]/.test(slug) ? slug : undefined;
}

/** Folders of a branch's name may hold a number (`issue/142/x`); only its last part holds the words. */
function branchNames(branch: string): Name[] {
  const parts = branch.split('/').map(nameIn);
  return parts.map((name, i) => (i === parts.length - 1 ? name : { keys: name.keys }));
}

/** A file that is called so has the name of its folder. */
const nameless = /^(?:readme|index|ticket|issue|description)$/i;

function namesOf(path: string): { keys: readonly string[]; slugs: readonly string[] } {
  const own = stemOf(path);
  const stem = nameless.test(own) ? (path.split('/').at(-2) ?? own) : own;
  const { keys, slug } = nameIn(stem);
  const words = slugOf(
    stem
      .replace(number, '')
      .replace(firstKey, '')
      .replace(/^[-_.]+/, ''),
  );
  return { keys, slugs: [slug ?? [], words ?? []].flat() };
}

/** The name of a file without its folder and extensions. */
function stemOf(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? '').replace(/(?:\.ticket)?\.\w{1,8}$/i, '');
}

/** Trailers that name a ticket. */
const ticketTrailer =
  /^(?:clos(?:e[sd]?|ing)|fix(?:e[sd])?|resolve[sd]?|implements?|part-of|ref(?:s|erences?)?|related(?:-to)?|issues?|tickets?|tasks?|bugs?|jira|story)[ \t]*:[ \t]*(.{1,500})$/i;
const projectKey = /^[A-Za-z][A-Za-z0-9]{1,9}-\d{1,9}$/;

/** What a trailer names; nothing where it also says something else, as in `Fixes: 1234567 ("Handle 142 items")`. */
function namesInTrailer(trailer: string): Name[] {
  const words =
    ticketTrailer
      .exec(trailer.trim())?.[1]
      ?.split(/[\s,;]+/)
      .filter(Boolean) ?? [];
  const names = words.map((word): Name | undefined => {
    if (/^(?:#|gh-)?\d{1,9}$/i.test(word) || projectKey.test(word)) return { keys: [keyOf(word)] };
    // A number alone in an address may be that of another project.
    const last = /^https?:\/\/\S+\/([^/]+)$/.exec(word)?.[1];
    if (last !== undefined) return projectKey.test(last) ? { keys: [keyOf(last)] } : undefined;
    return /^[^:]*\/[^:]*\.\w+$/.test(word) ? { keys: [], path: word.replace(/^\.\//, '') } : undefined;
  });
  return names.every((name) => name !== undefined) ? names : [];
}
