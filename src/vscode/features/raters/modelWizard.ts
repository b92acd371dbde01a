import { CouldNotRate } from '../../../core/rating.js';
import {
  type Draft,
  type DraftPart,
  draftFor,
  keyUnasked,
  mended,
  mends,
  mendsFor,
  missingFrom,
  providerOf,
} from '../../../models/connectionDraft.js';
import { hostOf } from '../../../models/faults.js';
import { modelList } from '../../../models/modelList.js';
import { addressProblem, OpenAiModel } from '../../../models/openaiModel.js';
import { providers } from '../../../models/providers.js';
import { askTestQuestion } from '../../../raters/chat/testQuestion.js';
import type { Choice } from '../../ask.js';
import type { Kit } from '../../kit.js';
import { editorModels, type Models } from '../../models.js';
import { dialog } from '../../notices.js';
import { setting } from '../../settings.js';
import { back, pickStep, type Step, textStep, workStep } from '../../wizard.js';
import { foundOffers, providerOffers } from './providerOffers.js';

/** A model that a person chose and that answered. */
export type Connected = Required<Omit<Draft, 'refusedKey'>>;

const title = 'Connect a Model';

/** Leads from the choice of a provider to a model that answers. Undefined when the person gives up: nothing is changed. */
export class ModelWizard {
  private readonly past: Draft[] = [];

  private constructor(
    private readonly kit: Kit,
    private readonly models: Models,
    /** The editor's own models are offered, too. */
    private readonly hasEditor: boolean,
  ) {}

  static async run(kit: Kit, hasEditor: boolean): Promise<Connected | undefined> {
    return new ModelWizard(kit, await kit.raters.models(), hasEditor).run();
  }

  private async run(): Promise<Connected | undefined> {
    let draft: Draft = {};
    for (let part = missingFrom(draft); part; part = missingFrom(draft)) {
      const said = await this.answered(part, draft);
      if (said === undefined) return undefined;
      draft = said === back ? (this.past.pop() ?? {}) : said;
    }
    return draft as Connected;
  }

  /** The draft with one more part, or mended after an error. */
  private async answered(part: DraftPart, draft: Draft): Promise<Step<Draft>> {
    try {
      return await this.steps[part](draft);
    } catch (error) {
      if (!(error instanceof CouldNotRate)) throw error;
      return this.mend(error, draft);
    }
  }

  private readonly steps: Readonly<Record<DraftPart, (draft: Draft) => Promise<Step<Draft>>>> = {
    provider: async (draft) => {
      const look = {
        ...this.look(draft),
        placeholder: 'Where is the model? Nothing is changed before it has answered.',
      };
      const said = await pickStep(look, providerOffers(this.hasEditor), foundOffers(this.hasEditor));
      return this.asked(draft, said, (id) => draftFor(id));
    },
    address: async (draft) => {
      const example = this.provider(draft)?.example ?? 'http://127.0.0.1:8000/v1';
      const said = await textStep({
        ...this.look(draft),
        prompt: `The server's address, for example ${example}. Most end in /v1; Azure's does not.`,
        value: setting('chat.baseUrl') === providers.openai.baseUrl ? '' : setting('chat.baseUrl'),
        placeholder: example,
        problem: (text) => {
          const problem = addressProblem(text);
          return problem && `The address ${problem}.`;
        },
      });
      return this.asked(draft, said, (address) => ({ ...draft, address }));
    },
    apiVersion: async (draft) => {
      const said = await textStep({
        ...this.look(draft),
        prompt: 'The API version of Azure OpenAI.',
        value: setting('chat.azureApiVersion') || (this.provider(draft)?.azureApiVersion ?? ''),
        problem: (text) => (text === '' ? 'Enter a version, for example 2024-10-21.' : undefined),
      });
      return this.asked(draft, said, (apiVersion) => ({ ...draft, apiVersion }));
    },
    key: async (draft) => {
      const { address = '', refusedKey } = draft;
      const unasked = keyUnasked(draft, await this.models.keyFor(address));
      if (unasked !== undefined) return { ...draft, key: unasked };
      const isNeeded = this.provider(draft)?.key === 'needed' || refusedKey !== undefined;
      const said = await textStep({
        ...this.look(draft),
        prompt: `API key for ${hostOf(address)}. It is kept in the editor's secret storage and sent to this host only.${isNeeded ? '' : ' Leave it empty where none is wanted.'}`,
        password: true,
        problem: (text) => (isNeeded && text === '' ? 'Enter the key.' : undefined),
      });
      return this.asked(draft, said, (key) => ({ ...draft, key }));
    },
    model: async (draft) => {
      const names = await this.names(draft);
      if (names === undefined || names === back) return names;
      const said =
        names.length > 0
          ? await pickStep({ ...this.look(draft), placeholder: 'Which model?', lastStays: true }, names)
          : '';
      const typed = said === '' ? await this.typedModel(draft) : said;
      return this.asked(draft, typed, (model) => ({ ...draft, model }));
    },
    answered: async (draft) => {
      const { model = '' } = draft;
      const asked =
        draft.provider === 'editor'
          ? await this.models.ofEditor(model)
          : new OpenAiModel({ ...this.endpoint(draft), model });
      const said = await workStep(this.look(draft), `Testing ${model}…`, (signal) =>
        askTestQuestion(asked, signal),
      );
      return typeof said === 'number' ? { ...draft, answered: said } : said;
    },
  };

  /** The draft that an answer leads to; the one before it is where *Back* leads. */
  private asked<Value extends string>(
    draft: Draft,
    said: Step<Value>,
    next: (value: Value) => Draft,
  ): Step<Draft> {
    if (said === undefined || said === back) return said;
    this.past.push(draft);
    return next(said);
  }

  /** Says what is wrong, with what a person can do about it; leaving that goes a step back. */
  private async mend(error: CouldNotRate, draft: Draft): Promise<Step<Draft>> {
    this.kit.log.warn(`${title}: ${error.message}`);
    const offered = mendsFor(error.unratedBecause, draft);
    const start = error.unratedBecause === 'unreachable' ? this.provider(draft)?.start : undefined;
    const words = await dialog(error.message, start ?? '', ...offered.map((mend) => mends[mend]));
    const mend = offered.find((one) => mends[one] === words);
    if (mend === undefined) return this.past.length > 0 ? back : undefined;
    if (mend !== 'log') return mended(draft, mend);
    this.kit.log.show();
    return undefined;
  }

  private async names(draft: Draft): Promise<Step<readonly Choice<string>[]>> {
    const { provider, address = '' } = draft;
    if (provider === 'editor') {
      const own = await editorModels({});
      if (own.length === 0)
        throw new CouldNotRate(
          'no-model',
          'The editor offers no model.',
          'Sign in to a provider of models, for example GitHub Copilot.',
        );
      return own.map(({ id, name, vendor, family }) => [name, id, vendor, family]);
    }
    // Azure lists base models, not deployments.
    if (draft.apiVersion !== '') return [];
    const words = `Asking ${hostOf(address)} for its models…`;
    const listed = await workStep(this.look(draft), words, (signal) =>
      modelList(this.endpoint(draft), signal),
    );
    if (listed === undefined || listed === back) return listed;
    if (listed.length === 0) return [];
    return [...listed.map((name): Choice<string> => [name, name]), ['$(edit) Type Another Name…', '']];
  }

  private typedModel(draft: Draft): Promise<Step<string>> {
    const what = draft.apiVersion === '' ? "The model's name" : "The deployment's name";
    return textStep({
      ...this.look(draft),
      prompt: `${what} at ${hostOf(draft.address ?? '')}.`,
      problem: (text) => (text === '' ? 'Enter a name.' : undefined),
    });
  }

  private endpoint({ address = '', key = '', apiVersion = '' }: Draft) {
    const timeoutSeconds = setting('chat.timeout');
    return {
      baseUrl: address,
      apiKey: key,
      azureApiVersion: apiVersion || undefined,
      timeoutSeconds,
      retries: 0,
    };
  }

  private provider({ provider }: Draft) {
    return provider === undefined || provider === 'editor' ? undefined : providerOf(provider);
  }

  private look(draft: Draft) {
    const where =
      this.provider(draft)?.title ?? (draft.provider === 'editor' ? "The Editor's Own Models" : '');
    return { title: where === '' ? title : `${title}: ${where}`, hasBack: this.past.length > 0 };
  }
}
