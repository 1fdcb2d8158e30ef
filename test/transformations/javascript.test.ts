import { describe, expect, test } from 'vitest';
import { readsOf } from '../../src/transformations/reads.ts';
import { reads } from './support.ts';

/** The reads of a body of `transformEvent(event)`, without their places. */
const inBody = (body: string): readonly string[] =>
  reads(`export function transformEvent(event, metadata) { ${body} }`, 'javascript').map((read) => read.replace(/^\S+ /, ''));

describe('a property is read', () => {
  test.each([
    ['by a chain', 'return event.properties.total;', ['properties.total']],
    ['by a chain with ?.', 'return event?.properties?.total?.toFixed(2);', ['properties.total']],
    ['behind brackets of an optional chain', 'return (event?.properties).total;', ['properties.total']],
    ['by a literal in brackets', "return event['properties'][`API Method`];", ['properties["API Method"]']],
    ['by a constant in brackets', "const name = 'total'; return event.properties[name];", ['properties.total']],
    ['below the traits', 'return event.context.traits.email;', ['context.traits.email']],
    ['by an alias', 'const p = event.properties; return p.total;', ['properties.total']],
    ['by an alias with a default', 'const p = (event && event.properties) || {}; return p.total;', ['properties.total']],
    [
      'by an alias under a condition',
      'let p; if (event.x) p = event.properties; else p = null; return p.total;',
      ['x', 'properties.total'],
    ],
    ['by a copy', 'const p = { ...event.properties, extra: 1 }; return p.total;', ['properties.total']],
    ['by a deep copy', 'const e = JSON.parse(JSON.stringify(event)); return e.properties.total;', ['properties.total']],
    ['by a merged copy', 'const e = Object.assign({}, event.properties); return e.total;', ['properties.total']],
    ['by destructuring', 'const { properties: { total, tax: t = 0 } } = event;', ['properties.total', 'properties.tax']],
    ['by destructuring with a default', 'const { properties: { total } = {} } = event;', ['properties.total']],
    ['from the rest', 'const { tax, ...rest } = event.properties; return rest.total;', ['properties.tax', 'properties.total']],
    ['by an assignment of a pattern', 'let total; ({ total } = event.properties);', ['properties.total']],
    ['in an entry of a list', 'return event.properties.lines[0].sku;', ['properties.lines[].sku']],
    ['in each entry', 'return event.properties.lines.map(({ sku }) => sku);', ['properties.lines[].sku', 'properties.lines']],
    ['in a loop', 'for (const line of event.properties.lines) line.sku;', ['properties.lines', 'properties.lines[].sku']],
    ['in a fold', 'event.properties.lines.reduce((sum, line) => sum + line.price, 0)', ['properties.lines', 'properties.lines[].price']],
    [
      'in what a search finds',
      'event.properties.lines.find((l) => l.main).sku',
      ['properties.lines', 'properties.lines[].main', 'properties.lines[].sku'],
    ],
    ['in a filtered list', 'event.properties.lines.filter(Boolean).slice(1)[0].sku', ['properties.lines', 'properties.lines[].sku']],
    ['by names from a list', "for (const key of ['a', 'b']) event.properties[key];", ['properties.a', 'properties.b']],
    ['by names from a callback', "['a', 'b'].forEach((key) => event.properties[key]);", ['properties.a', 'properties.b']],
    ['by in', "return 'total' in event.properties;", ['properties.total']],
    ['by hasOwn', "return Object.hasOwn(event.properties, 'total');", ['properties.total']],
    ['by hasOwnProperty', "return event.properties.hasOwnProperty('total');", ['properties.total']],
    ['in a template', 'return `${event.properties.total} EUR`;', ['properties.total']],
    ['where it is written too', 'event.properties.total += 1;', ['properties.total']],
    ['behind await', 'return (async () => (await event.properties).total)();', ['properties.total']],
    ['in a callback of something unknown', 'return fetch("x").then(() => event.properties.total);', ['properties.total']],
  ])('%s', (_, body, expected) => {
    expect(inBody(body).toSorted()).toEqual(expected.toSorted());
  });

  test.each([
    ['an assignment', 'event.properties.total = 1;'],
    ['delete', 'delete event.properties.total; delete event?.properties?.total;'],
    ['a comment or a text', '// event.properties.total\nreturn "event.properties.total";'],
    ['another value', 'const other = load(); return other.properties.total;'],
    ['a parameter that hides the message', 'return load().map((ev) => ((event) => event.total)({ total: 1 }).length);'],
    ['a name that is not known', 'return event.properties[pick()];'],
    ['the batch itself', 'return [event].length;'],
  ])('not by %s', (_, body) => {
    expect(inBody(body).filter((read) => read !== 'properties[]' && read !== 'total')).toEqual([]);
  });
});

describe('a message is', () => {
  test.each([
    ['the first parameter of transformEvent, whatever its name', 'export function transformEvent(e) { return e.properties.total; }'],
    ['a pattern there', 'export function transformEvent({ properties: { total } }) { return total; }'],
    ['that of an arrow function', 'export const transformEvent = async (e) => e.properties.total;'],
    ['an entry of a batch', 'export function transformBatch(all) { return all.map((one) => one.properties.total); }'],
    ['an entry of a filtered batch', 'export function transformBatch(all) { for (const e of all.filter((x) => x)) e.properties.total; }'],
    [
      'an entry by its number',
      'function transformBatch(all) { for (let i = 0; i < all.length; i += 1) { const e = all[i]; e.properties.total; } }',
    ],
    [
      'what a function of the file is called with',
      'function help(x) { return x.total; } function transformEvent(e) { return help(e.properties); }',
    ],
    ['what a function of the file gives back', 'const props = (x) => x.properties; function transformEvent(e) { return props(e).total; }'],
    ['passed on by name', 'function transformBatch(all) { return all.map(one); } const one = (x) => x.properties.total;'],
    ['a parameter called event of a function that nothing calls', 'export const total = (event) => event.properties.total;'],
    ['an entry of one called events', 'export function all(events) { events.forEach((e) => e.properties.total); }'],
    ['a parameter of a method', 'class Helper { run(event) { return event.properties.total; } }'],
  ])('%s', (_, code) => {
    expect(reads(code, 'javascript').map((read) => read.replace(/^\S+ /, ''))).toContain('properties.total');
  });
});

describe('an event is looked for', () => {
  test.each([
    ['by equality', "if (event.event === 'Order Placed') return;", ['event "Order Placed"']],
    ['turned round', "if ('Order Placed' != event.event) return;", ['event "Order Placed"']],
    ['as the name of a page', "if (event.name == 'Home') return;", ['event "Home"']],
    ['in capitals', "if (event.event.toLowerCase().trim() === 'order placed') return;", ['event "order placed" in any case']],
    ['by a destructured name', "const { event: name } = event; if (name === 'A') return;", ['event "A"']],
    ['by a switch', "switch (event.event) { case 'A': case 'B': return event; default: }", ['event "A"', 'event "B"']],
    ['in a list', "return ['A', 'B'].includes(event.event);", ['event "A"', 'event "B"']],
    ['in a constant list', "const NAMES = ['A', 'B']; return NAMES.indexOf(event.event) >= 0;", ['event "A"', 'event "B"']],
    ['in a set', "return new Set(['A']).has(event.event);", ['event "A"']],
    ['in a map', "return new Map([['A', 1], ['B', 2]]).get(event.event);", ['event "A"', 'event "B"']],
    ['in an object', "const names = { 'A b': 1, C: 2 }; return names[event.event];", ['event "A b"', 'event "C"']],
    ['by a constant', "const NAME = 'A'; return event.event === NAME;", ['event "A"']],
  ])('%s', (_, body, expected) => {
    expect(inBody(body)).toEqual(expected);
  });

  test.each([
    ['another text', "return event.type === 'track' || event.properties.event === 'A';"],
    ['a part of a name', "return event.event.startsWith('A');"],
  ])('not by %s', (_, body) => {
    expect(inBody(body).filter((read) => read.startsWith('event'))).toEqual([]);
  });
});

test('each read stands where its last name is written', () => {
  const code =
    'export function transformEvent(event) {\r\n  const {\r\n    total,\r\n  } = event\r\n    .properties;\r\n  return event\r\n    .context\r\n    .ip;\r\n}\r\n';
  expect(reads(code, 'javascript')).toEqual(['3:5 properties.total', '8:6 context.ip']);
});

describe('code that cannot be read', () => {
  test('is told by its place and not by its text', () => {
    expect(readsOf('const a = 1;\nretrun secret;', 'javascript')).toEqual({
      reads: [],
      problem: { message: 'It is not valid JavaScript.', start: 20 },
    });
  });

  test('what was seen until then counts', () => {
    const code = `function transformEvent(event) { event.properties.total; }\nfunction b() { return a${'.a'.repeat(1_000)}; }`;
    const { reads: seen, problem } = readsOf(code, 'javascript');
    expect(seen).toHaveLength(1);
    expect(problem?.message).toBe('It is nested too deeply.');
  });
});
