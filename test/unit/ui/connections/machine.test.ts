// The machine whose AWS files are read, and its description.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { machineOf, placeOf, type Machine } from '../../../../src/ui/connections/machine.ts';

const known: Readonly<Record<string, readonly [Machine, string]>> = {
  'ssh-remote': ['ssh', ' on the SSH host'],
  wsl: ['wsl', ' in WSL'],
  'dev-container': ['container', ' in the container'],
  'attached-container': ['container', ' in the container'],
  codespaces: ['codespace', ' in the codespace'],
  tunnel: ['remote', ' on the remote machine'],
  '127.0.0.1:8080': ['remote', ' on the remote machine'],
};

for (const [remoteName, [machine, place]] of Object.entries(known)) {
  test(`a window of ${remoteName} reads the files${place}, unless the extension runs on the user's own computer`, () => {
    assert.equal(machineOf(remoteName, false), machine);
    assert.equal(placeOf(machine), place);
    assert.equal(machineOf(remoteName, true), 'own');
  });
}

test('a window without a remote does not mention a machine', () => {
  for (const isOwn of [true, false]) {
    assert.equal(machineOf(undefined, isOwn), 'here');
    assert.equal(machineOf('', isOwn), 'here');
  }
  assert.equal(placeOf('here'), '');
  assert.equal(placeOf('own'), ' on your own computer');
});

test('any other remote name is a remote machine', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      assert.equal(machineOf(name, false), known[name]?.[0] ?? 'remote');
    }),
    { examples: [['constructor'], ['__proto__'], ['toString']] },
  );
});
