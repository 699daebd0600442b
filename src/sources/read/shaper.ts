// Turns one record of a source into a user, by the rules of its format.
import { isNothingSurely } from '../../csv/values/nothingWords.ts';
import {
  aside,
  isObject,
  nameMeanings,
  plain,
  type Draft,
  type Format,
  type Json,
  type Rule,
} from '../formats/format.ts';
import type { Meaning, SourceEntry, SourceHash } from '../user.ts';
import { hasRounded } from './exactJson.ts';
import { rulesFor, takesWhole, type ColumnChoices } from './pathRules.ts';
import { childPath, elementPath, hasParts } from './paths.ts';

/** One path of a source, and the target of its values. */
export interface SourceColumn {
  readonly path: string;
  /** How many records have a value there. */
  readonly values: number;
  readonly meaning?: Meaning;
  /** Part of the password hash. */
  readonly isHash?: true;
  /** The name under which it is kept aside. */
  readonly aside?: string;
}

/** What is known about a path; kept for all records, so that a path is built and looked up only once. */
interface Node {
  readonly path: string;
  readonly rules: readonly Rule[];
  /** Whether a rule applies to the whole value, including its parts. */
  readonly isWhole: boolean;
  readonly children: Map<string, Node>;
  readonly elements: Node[];
  values: number;
}

/** A file with ever new keys must not fill the memory: beyond this number, keys are looked up each time. */
const mostNodes = 20_000;

/** A verified flag means nothing without a contact. */
const contacts = [
  ['email', 'email_verified'],
  ['phone_number', 'phone_number_verified'],
] as const;

export class Shaper {
  readonly #format: Format;
  readonly #now: number;
  readonly #choices: ColumnChoices;
  readonly #nodes: Node[] = [];
  readonly #root: Node;
  #row: readonly Node[] = [];
  #named: ReadonlySet<Node> = new Set();
  /** How many values had numbers that JavaScript rounds. */
  #rounded = 0;
  #isCounted = false;

  /** @param now milliseconds since 1970, to recognize what has expired. */
  constructor(format: Format, now: number, choices: ColumnChoices = new Map()) {
    this.#format = format;
    this.#now = now;
    this.#choices = choices;
    this.#root = { path: '', rules: [], isWhole: false, children: new Map(), elements: [], values: 0 };
  }

  /** The paths that had values so far, and all columns of a CSV that have names. */
  get columns(): readonly SourceColumn[] {
    return this.#nodes.filter((node) => node.values > 0 || this.#named.has(node)).map(describe);
  }

  /** How many columns of a CSV have neither a name nor, so far, a value. */
  get emptyColumns(): number {
    return this.#row.filter((node) => node.values === 0 && !this.#named.has(node)).length;
  }

  /** Sets the columns of the rows that follow. One without a name is called by its number. */
  header(names: readonly string[]): void {
    this.#row = names.map((name, index) => this.#node(name === '' ? `column ${index + 1}` : name));
    this.#named = new Set(this.#row.filter((_, index) => names[index] !== ''));
  }

  /** @param exactly gives the same value with numbers that JavaScript has rounded as texts. */
  object(value: Json, place: number, exactly?: () => Json): SourceEntry {
    if (!isObject(value)) return { place, refused: 'not-an-object' };
    const rounded = this.#rounded;
    const draft = newDraft(place);
    this.#walk(this.#root, value, draft, 0);
    return this.#rounded > rounded && exactly ? this.#again(exactly(), place) : this.#finish(draft);
  }

  /** The values of the record are counted already. */
  #again(value: Json, place: number): SourceEntry {
    const draft = newDraft(place);
    this.#isCounted = true;
    this.#walk(this.#root, value, draft, 0);
    this.#isCounted = false;
    return this.#finish(draft);
  }

  row(record: readonly string[], place: number): SourceEntry {
    const draft = newDraft(place);
    for (let index = 0; index < record.length; index++) {
      const node = this.#row[index] ?? this.#addColumn(index);
      const text = record[index] ?? '';
      this.#apply(node, this.#isNothing(text, node) ? '' : text, draft);
    }
    return this.#finish(draft);
  }

  /** Databases write NULL or \N for nothing, programs null. */
  #isNothing(text: string, { rules }: Node): boolean {
    if (text !== 'NULL') return isNothingSurely(text);
    const isName = rules.some((rule) => rule.kind === 'value' && nameMeanings.has(rule.meaning));
    return this.#format.isTable === true || !isName;
  }

  #addColumn(index: number): Node {
    const node = this.#node(`column ${index + 1}`);
    this.#row = [...this.#row, node];
    return node;
  }

  #walk(node: Node, value: Json, draft: Draft, depth: number): void {
    if (node.isWhole || !hasParts(value, depth)) {
      this.#apply(node, value, draft);
      return;
    }
    if (Array.isArray(value)) {
      const elements = value as readonly Json[];
      for (let index = 0; index < elements.length; index++) {
        const child = (node.elements[index] ??= this.#node(elementPath(node.path, index)));
        this.#walk(child, elements[index] ?? null, draft, depth + 1);
      }
    } else if (isObject(value)) {
      for (const key in value) {
        let child = node.children.get(key);
        if (child === undefined) {
          child = this.#node(childPath(node.path, key));
          if (this.#nodes.length < mostNodes) node.children.set(key, child);
        }
        this.#walk(child, value[key] ?? null, draft, depth + 1);
      }
    }
  }

  #node(path: string): Node {
    const own = rulesFor(this.#format, path, this.#choices.get(path));
    const rules = own ?? [aside(path)];
    const isWhole = this.#choices.has(path) || (own?.some(takesWhole) ?? false);
    const node = { path, rules, isWhole, children: new Map<string, Node>(), elements: [], values: 0 };
    if (this.#nodes.length < mostNodes) this.#nodes.push(node);
    return node;
  }

  #apply(node: Node, value: Json, draft: Draft): void {
    if (value !== null && value !== '' && !this.#isCounted) node.values++;
    if (typeof value !== 'string' && hasRounded(value)) this.#rounded++;
    for (const rule of node.rules) this.#follow(rule, node, value, draft);
  }

  #follow(rule: Rule, node: Node, value: Json, draft: Draft): void {
    switch (rule.kind) {
      case 'value': {
        const text = rule.read(value, this.#now)?.trim();
        if (text === undefined || text === '') return;
        // The first value becomes the attribute; the others are kept aside.
        const had = draft.values.get(rule.meaning);
        if (had === undefined) draft.values.set(rule.meaning, text);
        else if (had !== text) draft.aside.set(node.path, text);
        return;
      }
      case 'aside': {
        const text = rule.read(value, this.#now)?.trim();
        if (text !== undefined && text !== '' && !draft.aside.has(rule.name))
          draft.aside.set(rule.name, text);
        return;
      }
      case 'hashPart': {
        const text = plain(value, this.#now)?.trim();
        if (text !== undefined && text !== '') addHashPart(draft, rule.part, text);
        return;
      }
      case 'hash':
        draft.hash ??= rule.read(value);
        return;
      case 'spread':
        for (const [key, part] of rule.read(value)) {
          let child = node.children.get(key);
          if (child === undefined) {
            child = this.#node(key);
            if (this.#nodes.length < mostNodes) node.children.set(key, child);
          }
          this.#apply(child, part, draft);
        }
        return;
      case 'refuse':
        if (rule.when(value)) draft.refused = rule.reason;
        return;
      case 'leaveOut':
        return;
    }
  }

  #finish(draft: Draft): SourceEntry {
    this.#format.finish?.(draft);
    const { place, values, aside: kept, hash, refused } = draft;
    for (const [contact, flag] of contacts) if (!values.has(contact)) values.delete(flag);
    if (refused !== undefined) return { place, refused };
    return hasHash(hash) ? { place, values, hash, aside: kept } : { place, values, aside: kept };
  }
}

function newDraft(place: number): Draft {
  return { place, values: new Map(), aside: new Map(), hash: undefined, refused: undefined };
}

/** A salt or an algorithm alone is not a hash. */
function hasHash(hash: Draft['hash']): hash is SourceHash {
  return hash?.text !== undefined;
}

function addHashPart(draft: Draft, part: 'text' | 'salt' | 'iterations' | 'algorithm', text: string): void {
  if (part === 'text' && draft.hash === undefined) draft.hash = { text };
  else if (part === 'iterations') draft.hash = { ...draft.hash, iterations: Number(text) };
  else draft.hash = { ...draft.hash, [part]: text };
}

function describe({ path, values, rules }: Node): SourceColumn {
  for (const rule of rules) {
    if (rule.kind === 'value') return { path, values, meaning: rule.meaning };
    if (rule.kind === 'hash' || rule.kind === 'hashPart') return { path, values, isHash: true };
    if (rule.kind === 'aside') return { path, values, aside: rule.name };
  }
  return { path, values };
}
