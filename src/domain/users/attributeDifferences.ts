// Compares the schemas of two pools: what a move does to the values of attributes.
import type { SchemaAttributeDescription, UserPoolDescription } from '../gateway/importGateway.ts';

export interface AttributeDifference {
  readonly id:
    'requiredNow' | 'attributeMissing' | 'developerOnly' | 'typeDiffers' | 'narrower' | 'immutableNow';
  /** The attribute in the source pool; for `requiredNow`, where the source has none, the one in the target pool. */
  readonly attribute: SchemaAttributeDescription;
  /** The attribute in the target pool, if it has one. */
  readonly other?: SchemaAttributeDescription;
}

export function* attributeDifferences(
  from: UserPoolDescription,
  to: UserPoolDescription,
): Generator<AttributeDifference> {
  const [before, after] = [byName(from), byName(to)];
  for (const [name, attribute] of before) {
    if (notImported.has(name)) continue;
    const other = after.get(name);
    if (name.startsWith('dev:')) yield { id: 'developerOnly', attribute };
    else if (!other) yield { id: 'attributeMissing', attribute };
    else yield* changesOf(attribute, other);
  }
  for (const [name, attribute] of after)
    if (attribute.Required === true && !notImported.has(name) && before.get(name)?.Required !== true)
      yield { id: 'requiredNow', attribute };
}

/** Every pool creates its own values. */
const notImported = new Set(['sub', 'identities']);

function* changesOf(
  attribute: SchemaAttributeDescription,
  other: SchemaAttributeDescription,
): Generator<AttributeDifference> {
  if (attribute.AttributeDataType !== other.AttributeDataType) yield { id: 'typeDiffers', attribute, other };
  else if (isNarrower(attribute, other)) yield { id: 'narrower', attribute, other };
  if (attribute.Mutable === true && other.Mutable === false) yield { id: 'immutableNow', attribute, other };
}

function isNarrower(a: SchemaAttributeDescription, b: SchemaAttributeDescription): boolean {
  const [lengthA, lengthB] = [a.StringAttributeConstraints, b.StringAttributeConstraints];
  const [numberA, numberB] = [a.NumberAttributeConstraints, b.NumberAttributeConstraints];
  return (
    bound(lengthB?.MinLength, -Infinity) > bound(lengthA?.MinLength, -Infinity) ||
    bound(lengthB?.MaxLength, longest) < bound(lengthA?.MaxLength, longest) ||
    bound(numberB?.MinValue, -Infinity) > bound(numberA?.MinValue, -Infinity) ||
    bound(numberB?.MaxValue, Infinity) < bound(numberA?.MaxValue, Infinity)
  );
}

/** The maximum length of any value (Quotas in Amazon Cognito). */
const longest = 2_048;

function bound(text: string | undefined, absent: number): number {
  return text === undefined || text === '' ? absent : Number(text);
}

function byName({
  SchemaAttributes = [],
}: UserPoolDescription): ReadonlyMap<string, SchemaAttributeDescription> {
  return new Map(SchemaAttributes.map((attribute) => [attribute.Name ?? '', attribute]));
}
