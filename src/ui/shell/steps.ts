// Multi-step questions with Back: Back repeats the previous question with its answer filled in.
import * as vscode from 'vscode';

export const back = Symbol('back');
export type Answer<T> = T | typeof back | undefined;

/** Asks the questions of a step. The title bar shows the number of the step. */
export interface Asker {
  pick<T>(question: PickQuestion<T>): Promise<Answer<T>>;
  input(question: InputQuestion): Promise<Answer<string>>;
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface PickQuestion<T> {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>;
  /** The choice that is selected at first. */
  readonly initial?: T;
  /** A choice made from the typed text, if that is valid. */
  readonly typed?: (text: string) => Choice<T> | undefined;
}

export interface InputQuestion {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Why the text is not valid; undefined when it is. */
  readonly check: (text: string) => string | undefined;
}

/** Asks one thing and resolves with the answers so far; `undefined` cancels all steps. A step with nothing to ask resolves at once. */
export type Step<T> = (known: T, ask: Asker) => Promise<Answer<T>>;

/** Runs the steps; undefined when the user cancels. Back skips steps that asked nothing. */
export async function runSteps<T>(
  title: string,
  initial: T,
  steps: readonly Step<T>[],
): Promise<T | undefined> {
  const answers: T[] = [initial];
  const asked: boolean[] = [];
  const given = new Map<string, string>();
  let at = 0;
  while (at < steps.length) {
    const step = steps[at];
    const known = answers[at];
    if (!step || known === undefined) return undefined;
    let hasAsked = false;
    const asker = createAsker(title, at, steps.length, asked.includes(true), given, () => {
      hasAsked = true;
    });
    const answer = await step(known, asker);
    if (answer === undefined) return undefined;
    if (answer === back) {
      do at--;
      while (at > 0 && !asked[at]);
      at = Math.max(0, at);
      asked.length = at;
      answers.length = at + 1;
      continue;
    }
    asked[at] = hasAsked;
    at++;
    answers[at] = answer;
  }
  return answers[at];
}

function createAsker(
  title: string,
  step: number,
  total: number,
  canGoBack: boolean,
  given: Map<string, string>,
  asked: () => void,
): Asker {
  /** The answer to this question before the user went back: the label of the choice, or the typed text. */
  const remember = (question: string): Given => {
    const key = `${step} ${question}`;
    return { last: given.get(key), note: (answer) => void given.set(key, answer) };
  };
  const setUp = (input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] }): void => {
    asked();
    input.title = title;
    input.step = step + 1;
    input.totalSteps = total;
    input.ignoreFocusOut = true;
    input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  };
  return {
    pick: async <T>(question: PickQuestion<T>) => {
      const pick = vscode.window.createQuickPick<Choice<T>>();
      setUp(pick);
      return askPick(pick, question, remember('pick'));
    },
    input: async (question) => {
      const box = vscode.window.createInputBox();
      setUp(box);
      return askInput(box, question, remember(question.prompt));
    },
  };
}

interface Given {
  readonly last: string | undefined;
  readonly note: (answer: string) => void;
}

async function askPick<T>(
  pick: vscode.QuickPick<Choice<T>>,
  question: PickQuestion<T>,
  given: Given,
): Promise<Answer<T>> {
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  try {
    return await new Promise<Answer<T>>((resolve, reject) => {
      pick.onDidTriggerButton(() => resolve(back));
      pick.onDidAccept(() => {
        const [selected] = pick.selectedItems;
        if (!selected) return;
        given.note(selected.label);
        resolve(selected.value);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.busy = true;
      pick.show();
      void Promise.resolve(question.choices).then((choices) => {
        pick.busy = false;
        pick.items = choices;
        pick.onDidChangeValue((text) => {
          const typed = question.typed?.(text.trim());
          const isNew = typed && !choices.some(({ label }) => label === typed.label);
          pick.items = isNew ? [...choices, typed] : choices;
        });
        const initial =
          choices.find(({ label }) => label === given.last) ??
          choices.find(({ value }) => value === question.initial);
        if (initial) pick.activeItems = [initial];
      }, reject);
    });
  } finally {
    pick.dispose();
  }
}

async function askInput(
  box: vscode.InputBox,
  question: InputQuestion,
  given: Given,
): Promise<Answer<string>> {
  box.prompt = question.prompt;
  box.value = given.last ?? question.value;
  if (question.placeholder !== undefined) box.placeholder = question.placeholder;
  const check = (): string | undefined => {
    const problem = question.check(box.value);
    box.validationMessage = problem;
    return problem;
  };
  try {
    return await new Promise((resolve) => {
      box.onDidChangeValue(check);
      box.onDidTriggerButton(() => resolve(back));
      box.onDidAccept(() => {
        if (check() !== undefined) return;
        given.note(box.value);
        resolve(box.value);
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}
