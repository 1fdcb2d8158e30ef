import type { PlanFile } from '../plan/model.ts';

/** Files that name a plan which is kept elsewhere, by their base name, and what to export so that it can be read. */
const POINTERS: ReadonlyMap<string, string> = new Map([
  ['avo.json', 'It names an Avo workspace and holds no events: commit a JSON Schema of each event beside it.'],
  [
    'ampli.json',
    'It names an Amplitude tracking plan and holds no events: commit the plan as CSV beside it, as Amplitude Data exports it.',
  ],
  ['typewriter.yml', "It names Segment tracking plans and holds no events: commit typewriter's plan.json files beside it."],
  ['mp.config.json', "It names an mParticle data plan and holds no events: commit the data plan's JSON beside it, which is checked."],
  ['smartype.config.json', "It names an mParticle data plan and holds no events: commit the data plan's JSON beside it, which is checked."],
]);

/** Those of some files that only point to a plan: nothing of it is checked, and that is said. */
export function pointers(paths: readonly string[]): readonly PlanFile[] {
  return paths.flatMap((path) => {
    const reason = POINTERS.get(path.slice(path.lastIndexOf('/') + 1));
    return reason === undefined ? [] : [{ path, status: 'ignored', format: null, reason }];
  });
}
