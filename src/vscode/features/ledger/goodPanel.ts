import * as vscode from 'vscode';
import { loadLedger } from '../../../chunks/load.js';
import type { LedgerRepository } from '../../../ledger/record.js';
import { runCommand } from '../../commands.js';
import type { Kit } from '../../kit.js';
import { WebPanel } from '../../webview/panel.js';
import { type FromGoodPanel, type GoodScope, goodActions, type ToGoodPanel } from './protocol.js';
import { repositoryHere } from './repositories.js';

/** "How Good Is It Here?": what the ledger says of the decisions on this repository, or of all. */
export class GoodPanel {
  private scope: GoodScope = 'here';
  /** As of when it was asked for: the panel itself belongs to no folder. */
  private here: LedgerRepository | undefined;
  private readonly panel: WebPanel<ToGoodPanel, FromGoodPanel>;

  constructor(private readonly kit: Kit) {
    this.panel = new WebPanel(kit, {
      viewType: 'bouncer.howGood',
      title: 'How Good Is It Here?',
      script: 'goodPanel.js',
      style: 'good.css',
      column: vscode.ViewColumn.Active,
      takesFocus: true,
      content: () => this.content(),
      onMessage: (message) => this.onMessage(message),
    });
    kit.own(kit.ledger.onDidChange(() => this.panel.isVisible && this.panel.render()));
  }

  async show(): Promise<void> {
    this.kit.ledger.watch();
    this.here = await repositoryHere();
    this.panel.open();
    await this.panel.render();
  }

  private async content(): Promise<ToGoodPanel> {
    try {
      const { here } = this;
      const { entries, unreadable } = await this.kit.ledger.load();
      const { filterEntries, goodReport } = loadLedger();
      const scope = here ? this.scope : 'all';
      const own = scope === 'here' && here ? filterEntries(entries, { repository: here.key }) : entries;
      const report = goodReport(own, unreadable);
      return { type: 'show', model: { here: here?.name ?? null, scope, report } };
    } catch (error) {
      return { type: 'failed', message: (error as Error).message };
    }
  }

  private onMessage(message: FromGoodPanel): unknown {
    if (message.type === 'act') {
      return goodActions.includes(message.action) && runCommand(`bouncer.${message.action}`);
    }
    this.scope = message.scope === 'here' ? 'here' : 'all';
    return this.panel.render();
  }
}
