import { canonicalJson, type Json } from '../../jsonschema/index.ts';
import { deprecationOf } from '../../plan/deprecation.ts';
import type { EventMeta } from '../../plan/model.ts';
import { child, type SourceValue, texts } from '../fields.ts';

/** What a metric or a ping says of itself beside its shape. */
export function metaOf(source: SourceValue, fileTags: readonly string[]): EventMeta {
  const metadata = child(source, 'metadata');
  const own = metadata === null ? [] : texts(child(metadata, 'tags')?.value ?? null);
  const owner = texts(child(source, 'notification_emails')?.value ?? null)[0] ?? null;
  return { tags: [...new Set([...fileTags, ...own])], owner, deprecated: deprecatedOf(child(source, 'expires')?.value ?? null) };
}

/**
 * From the day that `expires` names on, builds of the app no longer collect the metric, so that it may be removed without a break. A number is
 * a version of the app, of which nobody knows the day. https://mozilla.github.io/glean/book/reference/yaml/metrics.html#expires
 */
function deprecatedOf(expires: Json): EventMeta['deprecated'] {
  if (expires === null || expires === 'never') return null;
  const isDate = typeof expires === 'string' && /^\d{4}[-/.]/.test(expires);
  if (isDate) return deprecationOf({ deprecated: true, 'x-sunset': expires });
  return { sunset: null, release: typeof expires === 'string' ? expires : canonicalJson(expires) };
}

/** Whether a metric is written down and no longer collected, whatever the day: `expires: expired`. */
export function isExpired(source: SourceValue): boolean {
  return child(source, 'expires')?.value === 'expired';
}
