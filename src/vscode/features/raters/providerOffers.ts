import { counted } from '../../../core/counted.js';
import { providerOf } from '../../../models/connectionDraft.js';
import { modelsRunningAt } from '../../../models/modelList.js';
import { type ProviderId, providers } from '../../../models/providers.js';
import type { Choice } from '../../ask.js';
import { editorModels } from '../../models.js';
import { soon } from '../../soon.js';

type Offer = Choice<ProviderId | 'editor'>;

const ids = Object.keys(providers) as ProviderId[];
const local = ids.filter((id) => providerOf(id).start !== undefined);

/** Where models can be: in the editor first, then on servers. */
export function providerOffers(hasEditor: boolean, found: ReadonlyMap<string, string> = new Map()): Offer[] {
  const stateOf = (id: string) => found.get(id) ?? 'looking…';
  const own: Offer = [
    "The Editor's Own Models",
    'editor',
    stateOf('editor'),
    "GitHub Copilot's and those of other extensions. No key is needed.",
  ];
  const others = ids.map((id): Offer => {
    const { title, help } = providerOf(id);
    return [title, id, local.includes(id) ? stateOf(id) : undefined, help];
  });
  return hasEditor ? [own, ...others] : others;
}

/** The same list, with what there is in the editor and on this machine. */
export async function foundOffers(hasEditor: boolean): Promise<Offer[]> {
  const looks = local.map(async (id): Promise<[string, string]> => {
    const count = await modelsRunningAt(providerOf(id).baseUrl ?? '');
    return [id, count === undefined ? 'not running' : `found, ${counted(count, 'model')}`];
  });
  const own = soon(editorModels({}), "Asking for the editor's models", '', 5).then(
    ({ length }) => length,
    () => 0,
  );
  const count = await own;
  const inEditor = count === 0 ? 'none offered now' : counted(count, 'model');
  return providerOffers(hasEditor, new Map([...(await Promise.all(looks)), ['editor', inEditor]]));
}
