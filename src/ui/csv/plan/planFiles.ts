// The names of the files that a plan is written to.
import { afterFileOf, partFileOf } from '../../../csv/afterFile.ts';
import { partsOf, type Plan } from '../../../sources/plan/plan.ts';

/** The CSV of each part, in their order, then the file that is kept aside if there is one. */
export function planFileNames(resultName: string, plan: Plan): readonly string[] {
  const parts = partsOf(plan);
  const csvs =
    parts.length > 1
      ? parts.map(({ algorithm }) => partFileOf(resultName, algorithm ?? 'none'))
      : parts.map(() => resultName);
  return plan.aside.length > 0 ? [...csvs, afterFileOf(resultName)] : csvs;
}
