import { join } from 'node:path';
import * as vscode from 'vscode';
import { loadLedger } from '../chunks/load.js';
import type { Ledger } from '../ledger/ledger.js';
import type { PatchOutcomes } from '../ledger/outcomes.js';
import type { LedgerView } from '../ledger/reader.js';
import type { Kept, LedgerRecord } from '../ledger/record.js';
import { warn } from './notices.js';
import { setting } from './settings.js';

/** Milliseconds after its opening that the ledger is tidied, when the editor has become quiet. */
const tidyAfter = 60_000;
/** Milliseconds that other windows, which write in bursts, must rest before the views read. */
const burst = 200;

/** The editor's ledger: opened when it is first needed. What fails in it never disturbs a rating. */
export class LedgerStore implements vscode.Disposable {
  private opened: Ledger | undefined;
  private tidying: NodeJS.Timeout | undefined;
  private waiting: NodeJS.Timeout | undefined;
  private watcher: vscode.Disposable | undefined;
  /** Of the view that was read last. */
  private outcomes: { readonly view: LedgerView; readonly known: PatchOutcomes } | undefined;
  private hasComplained = false;
  private readonly added = new vscode.EventEmitter<LedgerRecord>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly deleted = new vscode.EventEmitter<string | undefined>();
  /** This window wrote a record. */
  readonly onDidAdd = this.added.event;
  /** This or another window wrote or deleted something. */
  readonly onDidChange = this.changed.event;
  /** This window deleted all, or what is about the repository of this key. */
  readonly onDidDelete = this.deleted.event;
  readonly directory: string;

  constructor(
    storage: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.directory = join(storage, 'ledger');
  }

  get isOn(): boolean {
    return setting('ledger.enabled') !== false;
  }

  get ledger(): Ledger {
    if (this.opened) return this.opened;
    const { Ledger } = loadLedger();
    this.opened = new Ledger(this.directory);
    this.tidying = setTimeout(() => void this.tidy(), tidyAfter);
    return this.opened;
  }

  /** @throws Error when the folder can't be read */
  load(): Promise<LedgerView> {
    return this.ledger.load();
  }

  /** What became of patches, by agent and by repository. @throws Error when the folder can't be read */
  async patchOutcomes(): Promise<PatchOutcomes> {
    const view = await this.load();
    if (this.outcomes?.view !== view) {
      this.outcomes = { view, known: new (loadLedger().PatchOutcomes)(view.entries) };
    }
    return this.outcomes.known;
  }

  /** Writes a record for what a person asked for. @throws Error when it can't be written */
  async write(record: LedgerRecord | Kept): Promise<void> {
    await this.ledger.append(record);
    this.added.fire('kind' in record ? record : record.record);
    this.changed.fire();
  }

  /** Does automatic work: a failure goes to the log, and once to the user. */
  async quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.log.error(`The ledger failed: ${(error as Error).message}`);
      if (this.hasComplained) return undefined;
      this.hasComplained = true;
      void warn(`Bouncer rates, but can't keep its decisions: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** Forgets all decisions, or those of a repository by its key. @throws Error when it can't */
  async delete(repository?: string): Promise<void> {
    if (repository === undefined) await this.ledger.deleteAll();
    else await this.ledger.deleteFor(repository);
    this.deleted.fire(repository);
    this.changed.fire();
  }

  /** From now on also reports what other windows write. */
  watch(): void {
    if (this.watcher) return;
    const files = new vscode.RelativePattern(vscode.Uri.file(this.directory), '*.jsonl');
    const watcher = vscode.workspace.createFileSystemWatcher(files);
    this.watcher = watcher;
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      event(() => {
        this.waiting ??= setTimeout(() => {
          this.waiting = undefined;
          this.changed.fire();
        }, burst);
      });
    }
  }

  dispose(): void {
    clearTimeout(this.tidying);
    clearTimeout(this.waiting);
    this.watcher?.dispose();
    void this.opened?.close().catch(() => undefined);
  }

  private async tidy(): Promise<void> {
    const most = setting('ledger.mostDecisions');
    if (!(Number.isInteger(most) && most > 0)) return;
    const archived = await this.quietly(() => this.ledger.tidy(most));
    if (!archived) return;
    this.log.info(`The ledger archived its ${archived.toLocaleString('en')} oldest decisions.`);
    this.changed.fire();
  }
}
