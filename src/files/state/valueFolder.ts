// Values by key in one folder of this machine, a file each: like `vscode.Memento`, whose values travel with the client.
import { RecordFolder } from './recordFolder.ts';

interface Entry {
  readonly key: string;
  readonly value: unknown;
}

export class ValueFolder {
  readonly #entries: RecordFolder<Entry>;
  /** Values whose write is not finished. */
  readonly #unwritten = new Map<string, Entry>();

  constructor(folder: string, warn: (text: string) => void) {
    this.#entries = new RecordFolder(folder, { keyOf: ({ key }) => key, isRecord: isEntry, warn });
  }

  /** Typed like `vscode.Memento`: the caller must check the value. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(key: string): T | undefined;
  get<T>(key: string, absent: T): T;
  get<T>(key: string, absent?: T): T | undefined {
    const entry = this.#unwritten.get(key) ?? this.#entries.get(key);
    return entry === undefined ? absent : (entry.value as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    const entry = { key, value };
    this.#unwritten.set(key, entry);
    try {
      await this.#entries.put(entry);
    } finally {
      if (this.#unwritten.get(key) === entry) this.#unwritten.delete(key);
    }
  }
}

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    typeof value.key === 'string' &&
    'value' in value
  );
}
