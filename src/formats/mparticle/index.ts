import type { Location } from '../../plan/model.ts';
import { spotOf } from '../fields.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { locationOf, Problems } from '../problems.ts';
import { namePlans, planFile } from './plans.ts';
import { eventsOf } from './points.ts';

/**
 * Data plans of mParticle as the platform exports them and its linters read them (https://docs.mparticle.com/guides/data-master/data-planning/): what each
 * kind of event and the attributes and identities of users look like, as JSON Schemas inside one file.
 */
export const mparticle: Format = {
  id: 'mparticle',
  title: 'mParticle data plan',
  mayHold: (path) => /\.json$/i.test(path),
  markers: ['"data_points"'],
  claims: (document) => planFile(document) !== null,
  links,
  load,
};

/** Copies and other versions of a plan know each other by its id. */
function links(document: SourceDocument): Links {
  const id = planFile(document)?.id ?? null;
  return { defines: id === null ? [] : [`mparticle/${id}`], needs: [] };
}

function load(context: LoadContext): Loaded {
  const problems = new Problems();
  const { plans, ignored } = namePlans(context.documents, context.formerPath);
  const events = plans.flatMap((named) => eventsOf(named, problems));
  const homes = new Map<string, Location>(plans.map(({ plan, file }) => [plan, locationOf(spotOf(file.points, 'key'))]));
  return { events, problems: problems.all(), ignored, homes };
}
