import * as vscode from 'vscode';
import type { ReviewScope } from '../../../repository/reviewScope.js';
import { type GitRepository, gitApi } from '../../gitRepositories.js';
import type { Kit } from '../../kit.js';
import { Session } from './session.js';
import { reviewsKey } from './view.js';

/** Milliseconds for which a repository has to rest before its reviews are renewed. */
const rest = 500;
/** Context key: a review is open. */
const openContext = 'bouncer.reviewing';

interface Open {
  readonly session: Session;
  readonly watch: vscode.Disposable;
}

/** The reviews of repositories' changes: each stays until it is closed, and is rated again as files change. */
export class OpenReviews implements vscode.Disposable {
  private readonly open = new Map<string, Open>();
  private readonly changed = new vscode.EventEmitter<Session | undefined>();
  private readonly closed = new vscode.EventEmitter<Session>();
  /** One review changed, or for undefined the list of them. */
  readonly onDidChange = this.changed.event;
  readonly onDidClose = this.closed.event;

  constructor(private readonly kit: Pick<Kit, 'verdicts' | 'workspaceState' | 'log' | 'own'>) {
    const { verdicts, own } = kit;
    own(verdicts.onDidRate(({ key, verdict }) => this.open.get(key)?.session.compare(verdict)));
    own(verdicts.onDidChange(({ key }) => this.tell(key)));
  }

  get all(): Session[] {
    return [...this.open.values()].map(({ session }) => session);
  }

  /** The review of a scope, which is opened where it isn't. */
  at(repository: GitRepository, scope: ReviewScope): Session {
    const session = new Session(repository, scope);
    const known = this.open.get(session.key);
    if (known) return known.session;
    this.open.set(session.key, { session, watch: this.watch(session) });
    this.remember();
    return session;
  }

  close(session: Session): void {
    this.open.get(session.key)?.watch.dispose();
    this.open.delete(session.key);
    this.closed.fire(session);
    this.kit.verdicts.forget(session.uri);
    this.remember();
  }

  /** Opens the reviews that were open when the window was closed. */
  async restore(): Promise<void> {
    const { workspaceState } = this.kit;
    const kept = workspaceState.get<readonly { folder: string; scope: ReviewScope }[]>(reviewsKey) ?? [];
    const api = await gitApi('Opening reviews again');
    for (const { folder, scope } of kept) {
      const repository = api.getRepository(vscode.Uri.file(folder));
      if (repository?.rootUri.fsPath === folder) await this.renew(this.at(repository, scope));
    }
  }

  dispose(): void {
    for (const { watch } of this.open.values()) watch.dispose();
  }

  private watch(session: Session): vscode.Disposable {
    let timer: NodeJS.Timeout | undefined;
    const listener = session.repository.state.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.renew(session), rest);
    });
    return new vscode.Disposable(() => {
      clearTimeout(timer);
      listener.dispose();
    });
  }

  /** Reads the changes of a review anew, and has them rated where they differ. */
  private async renew(session: Session): Promise<void> {
    const { verdicts, log } = this.kit;
    try {
      if (!(await session.renew())) return;
    } catch (error) {
      log.warn(`${session.title} could not be read again: ${(error as Error).message}`);
      return;
    }
    if (session.isEmpty) {
      verdicts.forget(session.uri);
      this.tell(session.key);
    } else if (verdicts.at(session.uri)) verdicts.renewAt(session.uri);
    else await verdicts.rate(session, 'local');
  }

  private tell(key: string): void {
    const session = this.open.get(key)?.session;
    if (session) this.changed.fire(session);
  }

  private remember(): void {
    void vscode.commands.executeCommand('setContext', openContext, this.open.size > 0);
    const kept = this.all.map(({ folder, scope }) => ({ folder, scope }));
    void this.kit.workspaceState.update(reviewsKey, kept);
    this.changed.fire(undefined);
  }
}
