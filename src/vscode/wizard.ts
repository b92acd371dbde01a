import * as vscode from 'vscode';
import type { Choice } from './ask.js';

/** What a person says to go to the step before. */
export const back = Symbol('back');

/** What a step comes to: an answer, the step before, or undefined where the person gives up. */
export type Step<Value> = Value | typeof back | undefined;

interface Look {
  readonly title: string;
  readonly placeholder?: string;
  readonly hasBack: boolean;
  /** The last item of a list stays, whatever is typed. */
  readonly lastStays?: boolean;
}

/** A step that picks one of a list. `later` is the same list, once more is known of it. */
export function pickStep<Value>(
  look: Look,
  choices: readonly Choice<Value>[],
  later?: Promise<readonly Choice<Value>[]>,
): Promise<Step<Value>> {
  type Item = vscode.QuickPickItem & { readonly value: Value };
  const box = vscode.window.createQuickPick<Item>();
  const show = (list: readonly Choice<Value>[]) => {
    const chosen = box.activeItems[0]?.label;
    box.items = list.map(([label, value, description, detail], i) => {
      return { label, value, description, detail, alwaysShow: look.lastStays && i === list.length - 1 };
    });
    box.activeItems = box.items.filter(({ label }) => label === chosen);
  };
  show(choices);
  box.matchOnDescription = true;
  box.busy = later !== undefined;
  void later?.then(show).finally(() => {
    box.busy = false;
  });
  return stepOf(box, look, () => box.selectedItems[0]?.value);
}

/** A step that asks for a text. `problem` says what is wrong with one, in a sentence. */
export function textStep({
  prompt,
  value = '',
  password = false,
  problem,
  ...look
}: Look & {
  readonly prompt: string;
  readonly value?: string;
  readonly password?: boolean;
  readonly problem?: (text: string) => string | undefined;
}): Promise<Step<string>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { prompt, value, password });
  box.onDidChangeValue(() => {
    box.validationMessage = undefined;
  });
  return stepOf(box, look, () => {
    const text = box.value.trim();
    box.validationMessage = problem?.(text);
    return box.validationMessage === undefined ? text : undefined;
  });
}

/** A step that waits for work, with the seconds that it takes and a way to end it, which goes back. @throws what the work throws */
export async function workStep<Value>(
  look: Omit<Look, 'placeholder'>,
  words: string,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Step<Value>> {
  const box = vscode.window.createQuickPick();
  const stop = new AbortController();
  let seconds = 0;
  const timer = setInterval(() => {
    seconds++;
    box.placeholder = `${words} ${seconds} s`;
  }, 1_000);
  box.busy = true;
  box.items = [{ label: '$(close) Cancel', alwaysShow: true }];
  const left = stepOf<typeof back>(box, { ...look, placeholder: words }, () => back);
  try {
    return await Promise.race([work(stop.signal), left]);
  } finally {
    clearInterval(timer);
    stop.abort();
    box.dispose();
  }
}

/** Shows a box until it is accepted with a value, the back button is taken, or it is left. */
function stepOf<Value>(
  box: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, placeholder, hasBack }: Look,
  answer: () => Value | undefined,
): Promise<Step<Value>> {
  Object.assign(box, {
    title,
    ignoreFocusOut: true,
    buttons: hasBack ? [vscode.QuickInputButtons.Back] : [],
  });
  if (placeholder !== undefined) box.placeholder = placeholder;
  return new Promise<Step<Value>>((resolve) => {
    box.onDidAccept(() => {
      const value = answer();
      if (value !== undefined) resolve(value);
    });
    box.onDidTriggerButton(() => resolve(back));
    box.onDidHide(() => resolve(undefined));
    box.show();
  }).finally(() => box.dispose());
}
