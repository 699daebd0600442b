// The constraints of the Cognito service model that several operations share.
import { numberIn, text } from '../validation.ts';

export const userPoolId = text({ min: 1, max: 55, pattern: '[\\w-]+_[0-9a-zA-Z]+' });
export const jobId = text({ min: 1, max: 55, pattern: 'import-[0-9a-zA-Z-]+' });
/** Names of jobs and pools. */
export const name = text({ min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' });
export const username = text({ min: 1, max: 128, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' });
export const pageToken = text({ min: 1, pattern: '[\\S]+' });
export const pageSize = numberIn(1, 60);
export const roleArn = text({
  min: 20,
  max: 2048,
  pattern:
    'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?',
});
