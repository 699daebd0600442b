// The questions of a conversion: it asks only about unclear columns, each once, and makes a plan of the answers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answerQuestion,
  beginDraft,
  isImportHeader,
  leftOut,
  nextQuestion,
  questionsLeft,
  type Answer,
  type Draft,
  type Question,
} from '../../../../src/csv/convert/mapping.ts';
import { draftDecisions } from '../../../../src/sources/plan/fromDraft.ts';
import { columns, pool } from '../pools.ts';

const schema = pool();
const leaveOut: Answer = { kind: 'target', target: undefined };

/** Answers every question in order, and returns the asked columns. */
function answerAll(
  header: readonly string[],
  answer: (question: Question) => Answer,
): { readonly draft: Draft; readonly asked: readonly string[] } {
  let draft = beginDraft(header, schema);
  const asked: string[] = [];
  for (let question = nextQuestion(draft, schema); question; question = nextQuestion(draft, schema)) {
    asked.push(question.kind === 'meaning' ? (header[question.source] ?? '') : question.target);
    assert.ok(questionsLeft(draft, schema) > 0);
    assert.ok(asked.length < 50, 'the questions do not end');
    draft = answerQuestion(draft, question, answer(question));
  }
  assert.equal(questionsLeft(draft, schema), 0);
  return { draft, asked };
}

const clear = ['User Name', 'E-Mail', 'Email Verified', 'Mobile', 'DOB'];

describe('the questions of a conversion', () => {
  it('are none if all names are clear', () => {
    const { draft, asked } = answerAll(clear, () => assert.fail('asked'));
    assert.deepEqual(asked, []);
    assert.deepEqual(
      draft.mapping.map(({ target }) => target),
      ['cognito:username', 'email', 'email_verified', 'phone_number', 'birthdate'],
    );
  });

  it('skip columns that cannot be imported and columns without a name', () => {
    const { draft, asked } = answerAll([...clear, 'sub', 'password', ''], () => assert.fail('asked'));
    assert.deepEqual(asked, []);
    assert.deepEqual(
      leftOut(draft).map(({ name, why }) => [name, why !== undefined]),
      [
        ['sub', true],
        ['password', true],
      ],
    );
  });

  it('offer a guess, and only free columns', () => {
    const draft = beginDraft([...clear, 'upated_at'], schema);
    const question = nextQuestion(draft, schema);
    assert.ok(question?.kind === 'meaning');
    assert.equal(question.source, 5);
    assert.equal(question.guess, 'updated_at');
    assert.ok(!question.free.includes('email') && question.free.includes('updated_at'));
  });

  it('ask about a column that resembles no target', () => {
    const { draft, asked } = answerAll([...clear, 'shoe size'], () => leaveOut);
    assert.deepEqual(asked, ['shoe size']);
    assert.deepEqual(leftOut(draft), [{ name: 'shoe size' }]);
  });

  it('drop the guess for a column once another column has that target', () => {
    const draft = beginDraft([...clear, 'shoe size', 'upated_at'], schema);
    const question = nextQuestion(draft, schema);
    assert.ok(question?.kind === 'meaning' && question.source === 5);
    const next = nextQuestion(
      answerQuestion(draft, question, { kind: 'target', target: 'updated_at' }),
      schema,
    );
    assert.ok(next?.kind === 'meaning' && next.source === 6);
    assert.equal(next.guess, undefined);
    assert.ok(!next.free.includes('updated_at'));
  });

  it('end with one answer that leaves out all unclear columns', () => {
    const { draft, asked } = answerAll([...clear, 'hat', 'coat', 'tie'], () => ({ kind: 'leaveRest' }));
    assert.deepEqual(asked, ['hat']);
    assert.equal(leftOut(draft).length, 3);
  });

  it('ask what fills the required columns that the file lacks', () => {
    const answers: Readonly<Record<string, Answer>> = {
      'cognito:username': { kind: 'filling', filling: { kind: 'copy', source: 0 } },
      email_verified: { kind: 'filling', filling: { kind: 'constant', value: 'TRUE' } },
    };
    const { draft, asked } = answerAll(['email', 'name'], (question) =>
      question.kind === 'lacking' ? (answers[question.target] ?? assert.fail(question.target)) : leaveOut,
    );
    assert.deepEqual(asked, ['cognito:username', 'email_verified']);
    assert.deepEqual(draftDecisions(draft).fillings, {
      email: { kind: 'from', key: 'email' },
      name: { kind: 'from', key: 'name' },
      'cognito:username': { kind: 'from', key: 'email' },
      email_verified: { kind: 'constant', value: 'TRUE' },
    });
  });

  it('let a column stay empty', () => {
    const { draft, asked } = answerAll(['email', 'email_verified'], () => ({
      kind: 'filling',
      filling: undefined,
    }));
    assert.deepEqual(asked, ['cognito:username']);
    assert.deepEqual(Object.keys(draftDecisions(draft).fillings), ['email', 'email_verified']);
  });

  it('ask only about the contact that the file has, if the pool can verify several', () => {
    const both = pool({ autoVerified: ['email', 'phone_number'], attributes: [] });
    const draft = beginDraft(['username', 'phone'], both);
    const question = nextQuestion(draft, both);
    assert.ok(question?.kind === 'lacking');
    assert.deepEqual([question.target, question.isFlag], ['phone_number_verified', true]);
    assert.equal(questionsLeft(draft, both), 1);
  });
});

describe('isImportHeader', () => {
  it('accepts at least two columns which the pool all has', () => {
    assert.equal(isImportHeader(columns, schema), true);
    assert.equal(isImportHeader(['cognito:username', 'email'], schema), true);
    assert.equal(isImportHeader([...columns, 'sub'], schema), false);
    assert.equal(isImportHeader(['email'], schema), false, 'one column has no commas to misread');
  });
});
