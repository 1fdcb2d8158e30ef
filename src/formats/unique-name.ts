/**
 * A name that nothing else in a revision has: the one that is wanted, else that with the file, by which those after the first are known. What a
 * foreign file calls itself may look like such a name, too.
 * @param used the names that are taken; the one that is given is added
 */
export function uniqueName(wanted: string, path: string, used: Set<string>): string {
  let name = wanted;
  while (used.has(name)) name = `${name} in ${path}`;
  used.add(name);
  return name;
}
