import * as vscode from 'vscode';
import { CouldNotRate } from '../core/rating.js';
import type { NamedText } from '../core/subject.js';
import { ticketCluesOf } from '../repository/origin.js';
import { ticketFilesIn } from '../repository/ticketFiles.js';
import { type TicketFile, type TicketOrigin, tellTicket, ticketsNamed } from '../repository/ticketLink.js';
import { type Choice, pick } from './ask.js';
import { nameOf } from './documents.js';
import { warn } from './notices.js';
import { setting } from './settings.js';
import { soon } from './soon.js';
import { folderOf, type SubjectSource } from './subjectSource.js';

const stateKey = 'bouncer.ticketOfPatch';
/** What is kept where a person said that a patch answers no ticket. */
const none = '';
/** Tickets that are offered, and those among which one is found. */
const mostOffered = 200;
const mostTickets = 1_000;
/** Milliseconds for which a folder's tickets are not listed again. */
const listedFor = 10_000;

/** A patch, as far as its ticket goes. */
type Patch = Pick<SubjectSource, 'uri' | 'directory' | 'folder' | 'commit'>;

/** The ticket of a patch, and where that was found, unless a person chose it. */
export interface TicketOfPatch {
  readonly uri: vscode.Uri;
  readonly from: TicketOrigin | 'choice';
}

/** What the latest look for a patch's ticket found. */
interface Look {
  readonly branch?: string;
  readonly tickets: readonly TicketOfPatch[];
}

type Offer = vscode.Uri | 'found' | 'another' | 'none';

/**
 * Which ticket each patch answers: the one that a person chose, else the only one that the names of file, branch and
 * commits tell. Nothing in a patch's text does.
 */
export class TicketChoices {
  private readonly looks = new Map<string, Look>();
  private readonly listed = new Map<string, { readonly at: number; readonly files: Promise<TicketFile[]> }>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** A person chose another ticket for a patch, or none. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  /** The ticket that a patch was read with last, or was chosen since. */
  get(patch: vscode.Uri): TicketOfPatch | undefined {
    const chosen = this.chosen(patch);
    if (chosen !== undefined) {
      return chosen === none ? undefined : { uri: vscode.Uri.parse(chosen), from: 'choice' };
    }
    const [found, ...others] = this.looks.get(patch.toString())?.tickets ?? [];
    return others.length === 0 ? found : undefined;
  }

  /** A patch's ticket; undefined where there is none or it is gone. @throws CouldNotRate when it hangs */
  async read(patch: Patch): Promise<NamedText | undefined> {
    await this.look(patch);
    const { uri, from } = this.get(patch.uri) ?? {};
    if (!uri) return undefined;
    try {
      const document = await soon(
        vscode.workspace.openTextDocument(uri),
        `Reading the ticket ${nameOf(uri)}`,
      );
      return { text: document.getText(), source: nameOf(uri) };
    } catch (error) {
      if (error instanceof CouldNotRate) throw error;
      if (from === 'choice') await this.set(patch.uri, undefined);
      else this.looks.set(patch.uri.toString(), { ...this.looks.get(patch.uri.toString()), tickets: [] });
      void warn(`The ticket ${nameOf(uri)} can't be read; the patch is reviewed without a ticket.`);
      return undefined;
    }
  }

  patchesOf(ticket: vscode.Uri): vscode.Uri[] {
    const known = new Set([...this.looks.keys(), ...Object.keys(this.all()).map((key) => key.split(' ')[0])]);
    const patches = [...known].map((patch) => vscode.Uri.parse(patch as string));
    return patches.filter((patch) => this.get(patch)?.uri.toString() === ticket.toString());
  }

  /** Asks which ticket a patch answers; those that its names tell come first. */
  async choose(patch: Patch): Promise<void> {
    const { uri } = patch;
    this.listed.clear();
    const [found, there] = await Promise.all([this.look(patch), allTickets()]);
    const current = this.get(uri);
    const from = new Map(found.map((one) => [one.uri.toString(), originWords(one)]));
    const tickets = new Map([...found.map((one) => one.uri), ...there].map((one) => [one.toString(), one]));
    const choices = [...tickets].slice(0, mostOffered).map(([key, one]): Choice<Offer> => {
      const isCurrent = key === current?.uri.toString();
      const said = [isCurrent && current?.from === 'choice' && 'chosen', from.get(key)].filter(Boolean);
      return [nameOf(one), one, said.join(', ') || undefined];
    });
    const isChosen = this.chosen(uri) !== undefined;
    const others: Choice<Offer>[] = [
      ...(isChosen ? ([['$(search) Find It by Branch and Commits', 'found']] as const) : []),
      ['$(folder-opened) Another File…', 'another'],
      ['$(circle-slash) No Ticket', 'none', this.chosen(uri) === none ? 'chosen' : undefined],
    ];
    const title = `Ticket That ${nameOf(uri)} Answers`;
    const picked = await pick<Offer>(title, [...choices, ...others], {
      placeHolder: 'Choose the ticket to review the patch against',
    });
    if (picked === 'none') await this.set(uri, null);
    else if (picked === 'found') await this.set(uri, undefined);
    else if (picked instanceof vscode.Uri) await this.set(uri, picked);
    else if (picked) {
      const [file] = (await vscode.window.showOpenDialog({ title: 'Choose the Ticket' })) ?? [];
      if (file) await this.set(uri, file);
    }
  }

  /** Keeps what a person says. @param ticket null for none, undefined to find it again */
  async set(patch: vscode.Uri, ticket: vscode.Uri | null | undefined): Promise<void> {
    const key = this.keyOf(patch);
    const { [key]: _, ...others } = this.all();
    const kept = ticket === undefined ? others : { ...others, [key]: ticket?.toString() ?? none };
    await this.state.update(stateKey, kept);
    this.changed.fire(patch);
  }

  /** Looks for the tickets that a patch's names tell. Restricted Mode runs no git. */
  private async look(patch: Patch): Promise<readonly TicketOfPatch[]> {
    const folder = folderOf(patch);
    const { uri } = patch;
    let look: Look = { tickets: [] };
    if (folder !== null) {
      const byGit = vscode.workspace.isTrusted ? await ticketCluesOf(folder, patch.commit) : undefined;
      const clues = { ...byGit, file: uri.scheme === 'file' ? uri.path : undefined };
      const files = tellTicket(clues) ? await this.filesIn(folder) : [];
      const tickets = ticketsNamed(clues, files).map(({ path, from }) => {
        return { uri: vscode.Uri.joinPath(vscode.Uri.file(folder), path), from };
      });
      look = { branch: clues.branch, tickets };
    }
    this.looks.set(uri.toString(), look);
    return look.tickets;
  }

  private filesIn(folder: string): Promise<TicketFile[]> {
    const known = this.listed.get(folder);
    if (known && Date.now() - known.at < listedFor) return known.files;
    const files = ticketFilesOf(folder);
    this.listed.set(folder, { at: Date.now(), files });
    return files;
  }

  private chosen(patch: vscode.Uri): string | undefined {
    return this.all()[this.keyOf(patch)];
  }

  /** What has no file of its own is another patch on another branch. */
  private keyOf(patch: vscode.Uri): string {
    const key = patch.toString();
    const branch = patch.scheme === 'file' ? undefined : this.looks.get(key)?.branch;
    return branch === undefined ? key : `${key} ${branch}`;
  }

  private all(): Readonly<Record<string, string>> {
    return this.state.get<Record<string, string>>(stateKey) ?? {};
  }
}

/** "from the branch"; empty where a person chose it. */
export function originWords({ from }: TicketOfPatch): string {
  return from === 'choice' ? '' : `from the ${from}`;
}

/** The tickets of all folders. */
function allTickets(): Promise<vscode.Uri[]> {
  return filesOf(setting('ticketFiles'), mostOffered);
}

/** The files of a folder that may be found as a ticket. */
async function ticketFilesOf(folder: string) {
  const patterns = setting('ticketFiles').map((pattern) => new vscode.RelativePattern(folder, pattern));
  const top = vscode.Uri.file(folder).path.replace(/\/?$/, '/');
  const paths = (await filesOf(patterns, mostTickets)).flatMap(({ path }) => {
    return path.startsWith(top) ? path.slice(top.length) : [];
  });
  return ticketFilesIn(folder, paths);
}

async function filesOf(patterns: readonly vscode.GlobPattern[], most: number): Promise<vscode.Uri[]> {
  const found = await Promise.all(
    patterns.map((pattern) => vscode.workspace.findFiles(pattern, '**/node_modules/**', most)),
  );
  return [...new Map(found.flat().map((uri) => [uri.toString(), uri])).values()];
}
