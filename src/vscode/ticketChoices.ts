import * as vscode from 'vscode';
import { CouldNotRate } from '../core/rating.js';
import type { NamedText } from '../core/subject.js';
import { pick } from './ask.js';
import { nameOf } from './documents.js';
import { warn } from './notices.js';
import { setting } from './settings.js';
import { soon } from './soon.js';

const stateKey = 'bouncer.ticketOfPatch';
const mostTickets = 200;

/** Which ticket each patch answers. Only the user chooses it; nothing in a patch's text does. */
export class TicketChoices {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** A patch got another ticket, or none. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  get(patch: vscode.Uri): vscode.Uri | undefined {
    const ticket = this.all()[patch.toString()];
    return ticket === undefined ? undefined : vscode.Uri.parse(ticket);
  }

  /** The chosen ticket's text; undefined where none was chosen or it is gone. @throws CouldNotRate when it hangs */
  async read(patch: vscode.Uri): Promise<NamedText | undefined> {
    const uri = this.get(patch);
    if (!uri) return undefined;
    try {
      const document = await soon(
        vscode.workspace.openTextDocument(uri),
        `Reading the ticket ${nameOf(uri)}`,
      );
      return { text: document.getText(), source: nameOf(uri) };
    } catch (error) {
      if (error instanceof CouldNotRate) throw error;
      await this.set(patch, undefined);
      void warn(`The ticket ${nameOf(uri)} is gone; the patch is reviewed without a ticket.`);
      return undefined;
    }
  }

  patchesOf(ticket: vscode.Uri): vscode.Uri[] {
    const key = ticket.toString();
    return Object.entries(this.all())
      .filter(([, chosen]) => chosen === key)
      .map(([patch]) => vscode.Uri.parse(patch));
  }

  async choose(patch: vscode.Uri): Promise<void> {
    const found = await Promise.all(
      setting('ticketFiles').map((pattern) => vscode.workspace.findFiles(pattern, undefined, mostTickets)),
    );
    const tickets = [...new Map(found.flat().map((uri) => [uri.toString(), uri])).values()];
    const current = this.get(patch)?.toString();
    const choices = tickets.map((uri) => {
      return [nameOf(uri), uri, uri.toString() === current ? 'chosen' : undefined] as const;
    });
    const others = [
      ['$(folder-opened) Another File…', 'another'],
      ['$(circle-slash) No Ticket', 'none'],
    ] as const;
    const title = `Ticket That ${nameOf(patch)} Answers`;
    const picked = await pick<vscode.Uri | 'another' | 'none'>(title, [...choices, ...others], {
      placeHolder: 'Choose the ticket to review the patch against',
    });
    if (picked === 'none') await this.set(patch, undefined);
    else if (picked instanceof vscode.Uri) await this.set(patch, picked);
    else if (picked) {
      const [file] = (await vscode.window.showOpenDialog({ title: 'Choose the Ticket' })) ?? [];
      if (file) await this.set(patch, file);
    }
  }

  async set(patch: vscode.Uri, ticket: vscode.Uri | undefined): Promise<void> {
    const { [patch.toString()]: _, ...others } = this.all();
    await this.state.update(stateKey, ticket ? { ...others, [patch.toString()]: ticket.toString() } : others);
    this.changed.fire(patch);
  }

  private all(): Readonly<Record<string, string>> {
    return this.state.get<Record<string, string>>(stateKey) ?? {};
  }
}
