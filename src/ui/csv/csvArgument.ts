// What a command about CSVs was called on.
import type * as vscode from 'vscode';
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { RuleId } from '../../csv/validate/rules.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';

export interface CsvArgument {
  readonly uri?: vscode.Uri;
  readonly pool?: PoolRef;
  readonly only?: RuleId;
  /** The CSVs that a conversion has written, one for each job; then `uri` only names them all. */
  readonly csvs?: readonly HashedCsv[];
  /** The answers given for an earlier import, which are not asked for again. */
  readonly like?: EarlierAnswers;
}

export interface EarlierAnswers {
  readonly roleArn?: string;
  /** `none`: the CSV has no hashes. */
  readonly algorithm?: HashAlgorithm | 'none';
}

export interface HashedCsv {
  readonly uri: vscode.Uri;
  /** How the passwords in it are hashed; absent if it has no hashes. */
  readonly algorithm?: HashAlgorithm;
}
