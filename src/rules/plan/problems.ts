import type { Plan, PlanProblem } from '../../plan/model.ts';
import type { Draft, RuleContext } from '../context.ts';

/** What a problem says, without where else something stands: lines move and files are renamed while the problem stays the same. */
function meaning(problem: PlanProblem): string {
  return problem.message.replace(/ in .*, line \d+\.$/s, '');
}

function identity(problem: PlanProblem): string {
  return JSON.stringify([problem.code, problem.owner, meaning(problem)]);
}

/** The problems of reading that this change introduces: those of head that base did not have. */
export function introducedProblems(context: RuleContext): readonly PlanProblem[] {
  const known = new Set(context.base.problems.map(identity));
  return context.head.problems.filter((problem) => !known.has(identity(problem)));
}

/** The problems of one kind. */
export function problemsOf(plan: Plan, code: PlanProblem['code']): readonly PlanProblem[] {
  return plan.problems.filter((problem) => problem.code === code);
}

/** A problem of reading the plan as a draft of a rule. */
export function problemDraft(rule: string, problem: PlanProblem, side: 'base' | 'head'): Draft {
  return {
    rule,
    events: [],
    path: '',
    message: problem.message,
    suggestion: problem.hint,
    cause: { owner: problem.owner, ownerPath: '', shared: true, locations: { [side]: problem.location } },
    audiences: [],
    after: meaning(problem),
  };
}
