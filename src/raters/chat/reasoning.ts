import type { ObjectInText } from './jsonObjects.js';

/** Marks behind which a model thinks aloud: DeepSeek's and Qwen's, Mistral's, Kimi's, Cohere's, and OpenAI's open models'. */
const opening =
  /<(?:seed:)?(?:think|thinking|thoughts?|reasoning|reflection)>|\[THINK\]|◁think▷|<\|START_THINKING\|>|<\|channel\|>(?:analysis|commentary)/giu;
/** Marks behind which it answers. */
const closing =
  /<\/(?:seed:)?(?:think|thinking|thoughts?|reasoning|reflection)>|\[\/THINK\]|◁\/think▷|<\|END_THINKING\|>|<\|channel\|>final/giu;

/**
 * The objects that stand in a model's answer, and not in its reasoning: behind the last mark that ends one, and before
 * one that begins another. Some templates hide the first mark, so that the last one alone tells. A mark within an
 * object is text that the object quotes.
 */
export function outsideReasoning(text: string, objects: readonly ObjectInText[]): ObjectInText[] {
  const from = positions(text, closing, objects).at(-1) ?? 0;
  const to = positions(text, opening, objects).find((at) => at >= from) ?? text.length;
  return objects.filter(({ start, end }) => start >= from && end <= to);
}

/** Where the marks begin that stand in no object. */
function positions(text: string, marks: RegExp, objects: readonly ObjectInText[]): number[] {
  let i = 0;
  return Array.from(text.matchAll(marks), ({ index }) => index).filter((at) => {
    while (i < objects.length && (objects[i] as ObjectInText).end <= at) i++;
    return !(i < objects.length && (objects[i] as ObjectInText).start < at);
  });
}
