/** Words of a name, lower case: camelCase, snake_case, kebab-case, dots and digits at the end are cut. */
export function wordsOf(name: string): string[] {
  return (
    name
      .slice(0, MAX_NAME)
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      // `deviceIDs` is a plural, not the words `I` and `Ds`.
      .replace(/(\p{Lu}{2,4})s(?!\p{Ll})/gu, (_, capitals: string) => `${capitals.charAt(0)}${capitals.slice(1).toLowerCase()}s`)
      .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replace(/(\p{Ll}{2})(\d+)$/u, '$1 $2')
      .toLowerCase()
      .replace(/\bi ?p ?v([46])\b/g, 'ipv$1')
      .replace(/\bb2 ([bc])\b/g, 'b2$1')
      .replace(/\be[ _-]mail(s?)\b/g, 'email$1')
      .replace(/\bwhats[ _-]app\b/g, 'whatsapp')
      .replace(/\buser[ _.-]agent\b/g, 'useragent')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
}

/** No real name is longer. */
const MAX_NAME = 300;

/** Longer names are not searched: no person would know a part of them again. */
const MAX_SEARCHED = 100;

/** The last part of a name, as it is written, that these words were cut from; null where they stand in no such part. */
export function writtenEnd(name: string, words: readonly string[]): string | null {
  if (name.length > MAX_SEARCHED) return null;
  const wanted = words.join('');
  const joined = (from: number, to: number): string => wordsOf(name.slice(from, to)).join('');
  for (let start = name.length - 1; start >= 0; start -= 1) {
    if (!joined(start, name.length).startsWith(wanted)) continue;
    for (let end = start + 1; end <= name.length; end += 1) if (joined(start, end) === wanted) return name.slice(start, end);
  }
  return null;
}

/** The singular of an English word, by its ending: `addresses`, `identities`, `phones`. */
export function singular(word: string): string {
  if (word === 'ids' || word === 'ips') return word.slice(0, -1);
  if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word;
  if (/(?:sses|shes|ches|xes)$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
