// The part of AWS Security Token Service that every client needs: GetCallerIdentity.
import type { QueryService } from '../http/awsQuery.ts';
import { operation } from '../service.ts';

export const callerIdentity: QueryService = {
  name: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    GetCallerIdentity: operation({}, (_input, { caller }) => ({
      Arn: caller.arn,
      UserId: caller.userId,
      Account: caller.accountId,
    })),
  },
  resource: () => '*',
};
