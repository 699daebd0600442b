// Shared state over a memento that behaves like VS Code's: each stored state comes back and replaces the current one.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import { SharedState, type State } from '../../../../src/ui/shell/sharedState.ts';

/** Like `ExtensionMemento` of VS Code 1.104 to 1.139, with a main thread that answers after some turns of the event loop. */
class EchoingMemento implements State {
  stored: Record<string, unknown> = {};
  #value: Record<string, unknown> = {};
  #waiting: (() => void)[] = [];

  get<T>(key: string, absent?: T): T {
    return (this.#value[key] ?? absent) as T;
  }

  update(key: string, value: unknown): Promise<void> {
    this.#value[key] = structuredClone(value);
    const stored = new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#waiting.length === 1) void this.#send();
    return stored;
  }

  async #send(): Promise<void> {
    await turn();
    const waiting = this.#waiting;
    this.#waiting = [];
    const sent = structuredClone(this.#value);
    for (let away = 0; away < 3; away++) await turn();
    this.stored = sent;
    this.#value = structuredClone(sent);
    for (const resolve of waiting) resolve();
  }
}

test('a value written while an earlier state is being stored is kept', async () => {
  const memento = new EchoingMemento();
  const state = new SharedState(memento);
  const steps: Promise<void>[] = [];
  for (let step = 1; step <= 20; step++) {
    steps.push(state.update('imports', [step]));
    if (step % 3 === 0) steps.push(state.update('followed', [step]));
    assert.deepEqual(state.get('imports'), [step]);
    await turn();
    assert.deepEqual(state.get('imports', []), [step]);
  }
  await Promise.all(steps);
  assert.deepEqual(memento.stored, { imports: [20], followed: [18] });
  assert.deepEqual(state.get('imports'), [20]);
});

test('values that were not written come from the memento', async () => {
  const memento = new EchoingMemento();
  await memento.update('known', 1);
  const state = new SharedState(memento);
  assert.equal(state.get('known'), 1);
  assert.equal(state.get('unknown'), undefined);
  assert.equal(state.get('unknown', 2), 2);
});

test('the next write includes a failed one', async () => {
  const memento = new EchoingMemento();
  let failures = 1;
  const state = new SharedState({
    get: (key: string) => memento.get(key),
    update: (key, value) => (failures-- > 0 ? Promise.reject(new Error('gone')) : memento.update(key, value)),
  });
  await assert.rejects(state.update('imports', [1]), /gone/);
  await state.update('followed', [2]);
  assert.deepEqual(memento.stored, { imports: [1], followed: [2] });
});
