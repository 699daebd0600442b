// Asks about each unclear column in a quick pick with a Back button.
import * as vscode from 'vscode';
import type { ImportSchema } from '../../../csv/schema.ts';
import {
  answerQuestion,
  nextQuestion,
  questionsLeft,
  type Answer,
  type Draft,
  type Question,
} from '../../../csv/convert/mapping.ts';
import type { CsvDialect } from '../../../sources/read/csvDialect.ts';
import { convertWords } from '../words.ts';

type SourceFormat = Pick<CsvDialect, 'header' | 'samples'>;

type AnswerItem = vscode.QuickPickItem & { readonly answer?: Answer };

/**
 * Undefined when the user cancels; 'back' from the first question.
 * @param canLeave whether the first question has a Back button too.
 */
export async function askMapping(
  start: Draft,
  format: SourceFormat,
  schema: ImportSchema,
  canLeave: boolean,
): Promise<Draft | 'back' | undefined> {
  const drafts = [start];
  for (;;) {
    const draft = drafts.at(-1) ?? start;
    const question = nextQuestion(draft, schema);
    if (!question) return draft;
    const total = drafts.length - 1 + questionsLeft(draft, schema);
    const step = drafts.length;
    const answer = await ask(question, { draft, format, step, total, canGoBack: canLeave || step > 1 });
    if (answer === undefined) return undefined;
    if (answer === 'back' && step === 1) return 'back';
    if (answer === 'back') drafts.pop();
    else drafts.push(answerQuestion(draft, question, answer));
  }
}

interface Situation {
  readonly draft: Draft;
  readonly format: SourceFormat;
  readonly step: number;
  readonly total: number;
  readonly canGoBack: boolean;
}

async function ask(question: Question, situation: Situation): Promise<Answer | 'back' | undefined> {
  const { draft, format, step, total, canGoBack } = situation;
  const pick = vscode.window.createQuickPick<AnswerItem>();
  pick.title = convertWords.title;
  pick.step = step;
  pick.totalSteps = total;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  if (canGoBack) pick.buttons = [vscode.QuickInputButtons.Back];
  if (question.kind === 'meaning') {
    const name = draft.mapping[question.source]?.source ?? '';
    pick.placeholder = `Column “${name}”${example(format, question.source)}: select its column in the user pool`;
    pick.items = meaningItems(question, draft);
  } else {
    pick.placeholder = `The file has no column “${question.target}”, which every user needs: select what to fill in`;
    pick.items = fillingItems(question, format);
  }
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidAccept(() => {
        const answer = pick.selectedItems[0]?.answer;
        if (answer) resolve(answer);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function meaningItems(question: Extract<Question, { kind: 'meaning' }>, draft: Draft): AnswerItem[] {
  const { guess, free } = question;
  const column = (target: string, description?: string): AnswerItem => ({
    label: target,
    ...(description === undefined ? {} : { description }),
    answer: { kind: 'target', target },
  });
  const leave: AnswerItem[] = [{ label: 'Leave It Out', answer: { kind: 'target', target: undefined } }];
  const unclear = draft.mapping.filter(({ sure }) => !sure).length;
  if (unclear > 1)
    leave.push({
      label: `Leave Out All ${unclear} Columns That Are Not Clear`,
      answer: { kind: 'leaveRest' },
    });
  const others = free.filter((name) => name !== guess).map((name) => column(name));
  const separator: AnswerItem = { label: 'columns of the pool', kind: vscode.QuickPickItemKind.Separator };
  return [...(guess === undefined ? [] : [column(guess, 'similar')]), ...leave, separator, ...others];
}

function fillingItems(
  { isFlag }: Extract<Question, { kind: 'lacking' }>,
  format: SourceFormat,
): AnswerItem[] {
  const flag: AnswerItem = {
    label: 'TRUE for Everyone',
    description: 'you know that they are verified',
    answer: { kind: 'filling', filling: { kind: 'constant', value: 'TRUE' } },
  };
  const copies = format.header.flatMap((name, source): AnswerItem[] => {
    const answer: Answer = { kind: 'filling', filling: { kind: 'copy', source } };
    return name === ''
      ? []
      : [{ label: `The Same as “${name}”`, description: example(format, source).trim(), answer }];
  });
  const empty: AnswerItem = {
    label: 'Leave It Empty',
    description: 'you fill it in by hand',
    answer: { kind: 'filling', filling: undefined },
  };
  return [...(isFlag ? [flag] : []), ...copies, empty];
}

/** The first value of a column, shortened. */
function example({ samples }: SourceFormat, source: number): string {
  const value = samples.map((record) => record[source]?.trim() ?? '').find((text) => text !== '');
  if (value === undefined) return '';
  return ` (${value.length > 30 ? `${value.slice(0, 29)}…` : value})`;
}
