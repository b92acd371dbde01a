import * as vscode from 'vscode';
import type { Kit } from '../../kit.js';
import type { StoredRun } from './runs.js';

/** The runs of the benchmark, newest first; a click opens a run's report. It reads only while it is visible. */
export class LabView implements vscode.TreeDataProvider<StoredRun> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly kit: Kit) {
    const tree = kit.own(vscode.window.createTreeView('bouncer.lab', { treeDataProvider: this }));
    tree.onDidChangeVisibility(({ visible }) => visible && this.refresh());
  }

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(run?: StoredRun): Promise<StoredRun[]> {
    return run ? [] : (await import('./runs.js')).storedRuns(this.kit.storage);
  }

  getTreeItem({ path, settings, settled }: StoredRun): vscode.TreeItem {
    const { rater, data, tasks, createdAt } = settings;
    const isDone = settled >= tasks;
    const item = new vscode.TreeItem(rater.name);
    const done = isDone
      ? tasks.toLocaleString('en')
      : `${settled.toLocaleString('en')} of ${tasks.toLocaleString('en')}`;
    item.id = path;
    item.description = `${data.name} · ${done} tasks`;
    item.tooltip = `${rater.name} on ${data.name}, ${done} tasks, ${new Date(createdAt).toLocaleString()}`;
    item.iconPath = new vscode.ThemeIcon(isDone ? 'graph' : 'debug-pause');
    item.contextValue = isDone ? 'bouncer.run' : 'bouncer.openRun';
    item.command = { command: 'bouncer.showBenchReport', title: 'Show Report', arguments: [path] };
    return item;
  }
}
