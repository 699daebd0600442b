// A tool's input may be anything: it is read, or refused with a message for the model.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ToolError, ToolInput } from '../../../../src/ui/agents/toolInput.ts';

const bounds = { least: 1, most: 60, usual: 20 };

test('texts and numbers are read within bounds, and absent numbers have a default', () => {
  const input = new ToolInput({ connection: 'sandbox', userPoolId: 'p_1', jobId: 'import-1', limit: 5.9 });
  assert.deepEqual(input.job(), { connectionId: 'sandbox', userPoolId: 'p_1', jobId: 'import-1' });
  assert.equal(input.number('limit', bounds), 5);
  assert.equal(input.number('page', bounds), 20);
  assert.equal(input.optionalText('page'), undefined);
  assert.equal(new ToolInput({ limit: 1e9 }).number('limit', bounds), 60);
  assert.equal(new ToolInput({ limit: -Infinity }).number('limit', bounds), 1);
});

test('the error names a missing input', () => {
  for (const input of [undefined, null, 'text', 7, [], {}, { connection: '' }])
    assert.throws(() => new ToolInput(input).pool(), /^ToolError: The input “connection” is missing\./);
});

test('any input gives a valid value or a ToolError', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (connection, limit) => {
      const input = new ToolInput({ connection, limit });
      try {
        assert.equal(typeof input.text('connection'), 'string');
      } catch (error) {
        assert.ok(error instanceof ToolError);
      }
      try {
        const number = input.number('limit', bounds);
        assert.ok(Number.isInteger(number) && number >= 1 && number <= 60);
      } catch (error) {
        assert.ok(error instanceof ToolError);
      }
    }),
  );
});
