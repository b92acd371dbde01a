import * as vscode from 'vscode';
import { loadLedger } from '../../../chunks/load.js';
import type { LedgerRepository } from '../../../ledger/record.js';
import type { LedgerStore } from '../../ledgerStore.js';
import { openPanel } from '../../webview/webPage.js';
import { type FromGoodPanel, type GoodScope, goodActions, type ToGoodPanel } from './protocol.js';
import { repositoryHere } from './repositories.js';

const viewType = 'bouncer.howGood';

/** "How Good Is It Here?": what the ledger says of the decisions on this repository, or of all. */
export class GoodPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private scope: GoodScope = 'here';
  /** As of when it was asked for: the panel itself belongs to no folder. */
  private here: LedgerRepository | undefined;
  private readonly listener: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly store: LedgerStore,
  ) {
    this.listener = store.onDidChange(() => {
      if (this.panel?.visible) void this.render();
    });
  }

  async show(): Promise<void> {
    this.store.watch();
    this.here = await repositoryHere();
    if (this.panel) this.panel.reveal();
    else this.open();
    await this.render();
  }

  dispose(): void {
    this.listener.dispose();
    this.panel?.dispose();
  }

  private open(): void {
    const panel = openPanel(this.extensionUri, viewType, vscode.ViewColumn.Active, {
      title: 'How Good Is It Here?',
      script: 'goodPanel.js',
      style: 'good.css',
    });
    this.panel = panel;
    panel.webview.onDidReceiveMessage((message: FromGoodPanel) => this.onMessage(message));
    panel.onDidChangeViewState(() => {
      if (panel.visible) void this.render();
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
  }

  private async render(): Promise<void> {
    const message = await this.message();
    // A page that is not in view takes it when it comes into view, which may be never.
    void this.panel?.webview.postMessage(message);
  }

  private async message(): Promise<ToGoodPanel> {
    try {
      const { here } = this;
      const { entries, unreadable } = await this.store.load();
      const { filterEntries, goodReport } = loadLedger();
      const scope = here ? this.scope : 'all';
      const own = scope === 'here' && here ? filterEntries(entries, { repository: here.key }) : entries;
      return {
        type: 'show',
        model: { here: here?.name ?? null, scope, report: goodReport(own, unreadable) },
      };
    } catch (error) {
      return { type: 'failed', message: (error as Error).message };
    }
  }

  private onMessage(message: FromGoodPanel): void {
    if (message.type === 'ready') void this.render();
    else if (message.type === 'choose') {
      this.scope = message.scope === 'here' ? 'here' : 'all';
      void this.render();
    } else if (message.type === 'act' && goodActions.includes(message.action)) {
      void vscode.commands.executeCommand(`bouncer.${message.action}`);
    }
  }
}
