import * as vscode from 'vscode';
import { agentNames, agentOf } from '../agents/agents.js';
import { agentName } from '../core/agentName.js';
import { repositoryAt } from '../ledger/repositoryAt.js';
import { originOf } from '../repository/origin.js';
import { type Choice, pick } from './ask.js';
import { openSettings } from './settings.js';

const stateKey = 'bouncer.agentOfRepository';
/** What is kept where a person makes the patches, or nobody knows. */
const nobody = '';

type Offer = { readonly agent: string } | 'another' | 'setting';

/** Who makes a repository's patches: by the user's own word, else by its branch and its last commit. */
export class AgentChoices {
  private readonly changed = new vscode.EventEmitter<void>();
  /** The user named another agent for a repository. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  /** Undefined for a person, and where nothing tells. @param directory a folder of the repository; null for none */
  async of(directory: string | null): Promise<string | undefined> {
    if (directory === null) return undefined;
    const { key } = await repositoryAt(directory);
    const chosen = this.all()[key];
    return chosen === undefined ? found(directory) : agentName(chosen);
  }

  /** Asks who makes a repository's patches, and remembers it. */
  async choose(directory: string): Promise<void> {
    const { key, name } = await repositoryAt(directory);
    const [now, byGit] = await Promise.all([this.of(directory), found(directory)]);
    const names = new Set([byGit ?? [], now ?? [], agentNames].flat());
    const offered = [...names].map((agent): Choice<Offer> => {
      const why = agent === byGit ? 'By the branch and the last commit' : undefined;
      return [agent, { agent }, agent === now ? 'chosen' : undefined, why];
    });
    const others: Choice<Offer>[] = [
      ['$(person) A Person or Unknown', { agent: nobody }, now === undefined ? 'chosen' : undefined],
      ['$(edit) Another Agent…', 'another'],
      ['$(settings-gear) Set the Base Rate by Hand', 'setting'],
    ];
    const offer = await pick<Offer>(`Who Makes the Patches of ${name}`, [...offered, ...others], {
      placeHolder: 'Agents differ in how often they are wrong; the risk starts from that share',
    });
    if (offer === 'setting') {
      await openSettings('bouncer.patches.baseRate');
      return;
    }
    const agent = offer === 'another' ? await askForName() : offer?.agent;
    if (agent === undefined) return;
    await this.state.update(stateKey, { ...this.all(), [key]: agent });
    this.changed.fire();
  }

  private all(): Readonly<Record<string, string>> {
    return this.state.get<Record<string, string>>(stateKey) ?? {};
  }
}

/** Restricted Mode runs no git. */
async function found(directory: string): Promise<string | undefined> {
  const origin = vscode.workspace.isTrusted ? await originOf(directory) : undefined;
  return origin && agentName(agentOf(origin));
}

async function askForName(): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'Agent',
    prompt: 'Its name, with the model in parentheses where you know it: Codex (gpt-5)',
    ignoreFocusOut: true,
  });
  return agentName(name);
}
