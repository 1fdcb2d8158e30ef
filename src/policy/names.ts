import { pointerOf } from '../plan/paths.ts';
import { foreign } from '../report/foreign.ts';
import { isKnownCategory, CATEGORIES } from '../rules/pii/categories.ts';
import { didYouMean } from './did-you-mean.ts';
import type { PolicyLayer } from './layers.ts';
import type { PolicyProblem } from './validate.ts';

/** A name that a policy gives, and the way to it in its file. */
interface Given {
  readonly name: string;
  readonly tokens: readonly string[];
}

function problem({ document }: PolicyLayer, { name, tokens }: Given, what: string, known: readonly string[], kinds: string): PolicyProblem {
  return { location: document.locate(pointerOf(tokens)), message: `${what} "${foreign(name)}".`, hint: didYouMean(name, known, kinds) };
}

function categoriesIn({ file: { pii } }: PolicyLayer): Given[] {
  const entries = (list: 'fields' | 'approvals' | 'destinations'): Given[] =>
    (pii?.[list] ?? []).flatMap(({ category }, index) =>
      category === undefined || category === 'none' ? [] : [{ name: category, tokens: ['pii', list, String(index), 'category'] }],
    );
  const keys = Object.keys(pii?.categories ?? {}).map((name) => ({ name, tokens: ['pii', 'categories', name] }));
  return [...keys, ...entries('fields'), ...entries('approvals'), ...entries('destinations')];
}

/** Why a text is no expression; null where it is one. */
export function brokenPattern(pattern: string): string | null {
  try {
    RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function patternsIn(layer: PolicyLayer): PolicyProblem[] {
  const { naming } = layer.file;
  return (['events', 'properties'] as const).flatMap((what) => {
    const given = naming?.[what];
    const broken = typeof given === 'object' ? brokenPattern(given.pattern) : null;
    if (broken === null) return [];
    const location = layer.document.locate(pointerOf(['naming', what, 'pattern']));
    return [{ location, message: 'This is no regular expression (ECMA-262, with the u flag).', hint: `${foreign(broken)}.` }];
  });
}

/** Names in a policy that mean nothing, each of which would take what it stands in out of force. */
export function unknownNames(layers: readonly PolicyLayer[], ruleIds: readonly string[]): readonly PolicyProblem[] {
  const destinations = [...new Set(layers.flatMap(({ file }) => Object.keys(file.destinations ?? {})))];
  const personal = ruleIds.filter((id) => id.startsWith('pii/'));
  return layers.flatMap((layer) => {
    const { pii } = layer.file;
    const places = (pii?.destinations ?? []).map(({ destination }, index) => ({
      name: destination,
      tokens: ['pii', 'destinations', String(index), 'destination'],
    }));
    const suppressed = (pii?.suppress ?? []).map(({ rule }, index) => ({ name: rule, tokens: ['pii', 'suppress', String(index), 'rule'] }));
    return [
      ...categoriesIn(layer)
        .filter(({ name }) => !isKnownCategory(name))
        .map((given) => problem(layer, given, 'The taxonomy has no category', CATEGORIES, 'categories')),
      ...places
        .filter(({ name }) => name !== '*' && !destinations.includes(name))
        .map((given) => problem(layer, given, 'Nothing under "destinations" is called', destinations, 'destinations')),
      ...suppressed
        .filter(({ name }) => !personal.includes(name))
        .map((given) => problem(layer, given, 'No rule of the family pii is called', personal, 'rules')),
      ...patternsIn(layer),
    ];
  });
}
