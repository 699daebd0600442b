// Writes an export with many users in Auth0's form: one object per line, with several kinds of hashes.
import { closeSync, openSync, writeSync } from 'node:fs';

/** One hash of each kind: kept, converted, over the limit, never importable, none. They need not match a password. */
const hashes = [
  '$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2',
  'pbkdf2_sha256$260000$salt00000001$xI7P2QeAGaU9O96ZeQNzEicSEsBR5i9YUdcMx9kaKC8=',
  'pbkdf2_sha256$870000$salt00000003$4HmOT8gtijmz0UGl4cNlUPCRkO4eH6hiMw6XxAAtw84=',
  '$wp$2y$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2',
  undefined,
] as const;

export function writeUsers(path: string, users: number): void {
  const file = openSync(path, 'w');
  try {
    let text = '';
    for (let index = 0; index < users; index++) {
      text += `${JSON.stringify(user(index))}\n`;
      if (text.length < 1 << 20) continue;
      writeSync(file, text);
      text = '';
    }
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

function user(index: number): object {
  const id = String(index).padStart(24, '0');
  return {
    user_id: `auth0|${id}`,
    email: `jane.roe.${index}@example.com`,
    email_verified: index % 3 > 0,
    name: `Jane Roe ${index}`,
    given_name: 'Jane',
    family_name: `Roe ${index}`,
    nickname: `jroe${index}`,
    phone_number: `+49151${10_000_000 + index}`,
    phone_verified: index % 2 > 0,
    created_at: '2021-03-05T16:35:16.775Z',
    blocked: index % 100 === 0,
    identities: [{ provider: 'auth0', user_id: id, connection: 'Users', isSocial: false }],
    user_metadata: {
      plan: 'pro',
      birthdate: `${1 + (index % 28)}/${1 + (index % 12)}/${1970 + (index % 30)}`,
    },
    app_metadata: { roles: ['editor', 'viewer'] },
    passwordHash: hashes[index % hashes.length],
  };
}
