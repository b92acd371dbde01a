import { type Block, blocksOf, sentencesOf } from './blocks.js';
import { featuresOf, isCertain, isTelling, nameOf, type Said, saidBy, type Vocabulary } from './features.js';

const nameless: ReturnType<typeof nameOf> = { concepts: new Set(), names: [] };

/**
 * The windows that say enough to be looked at, in the order of the text: a sentence, or two that follow each other,
 * within a block. The span is the block's.
 */
export function* windowsOf(text: string, vocabulary: Vocabulary) {
  for (const { said, surroundings, start, end } of heardIn(text))
    yield {
      start,
      end,
      features: featuresOf(said, surroundings, vocabulary),
      /** It is an order, whatever its features weigh. */
      isCertain: isCertain(said, surroundings),
    };
}

/** Sentences, one or two together, with what stands around them. */
export function* heardIn(text: string) {
  const blocks = blocksOf(text);
  const heard = new Map<string, readonly Said[]>();
  const hear = ({ text, kind, isJoined }: Block) =>
    sentencesOf(text).map((one) => {
      const key = `${kind}${isJoined ?? ''} ${one}`;
      const said = heard.get(key) ?? saidBy(one, kind, isJoined);
      heard.set(key, said);
      return said;
    });
  const isTicket = blocks[0]?.kind === 'prose' && blocks[0].path === '';
  const title = isTicket ? nameOf((blocks[0] as Block).text.split('\n', 1)[0] as string) : nameless;
  let path = '';
  let ofPath = nameless;
  for (const [i, block] of withJoined(blocks).entries()) {
    if (block.path !== path) {
      path = block.path;
      ofPath = nameOf(path);
    }
    const { start, end } = block;
    const sentences = hear(block);
    if (!isTelling(...sentences.flat())) continue;
    const surroundings = {
      title: i === 0 ? nameless.concepts : title.concepts,
      path: ofPath.concepts,
      isTitle: isTicket && i === 0,
      names: ofPath.names,
    };
    for (const [k, all] of sentences.entries()) {
      const [clear] = all as [Said];
      const before = sentences[k - 1]?.[0];
      const sets: Said[][] = [...all.map((said) => [said]), ...(before ? [[before, clear]] : [])];
      for (const said of sets) if (isTelling(...said)) yield { start, end, said, surroundings };
    }
  }
}

const longestJoined = 400;

/** The blocks, and strings of lines that follow each other once more as one, since an order may be split over them. */
function withJoined(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  let run: Block[] = [];
  let length = 0;
  const close = () => {
    if (run.length > 1) {
      const text = run.map(({ text }) => text).join('');
      const { start, path } = run[0] as Block;
      result.push({ start, end: (run.at(-1) as Block).end, text, kind: 'string', path, isJoined: true });
    }
    run = [];
    length = 0;
  };
  for (const block of blocks) {
    result.push(block);
    if (block.kind === 'string') {
      if (length + block.text.length > longestJoined) close();
      run.push(block);
      length += block.text.length;
    } else if (block.kind !== 'code') close();
  }
  close();
  return result;
}
