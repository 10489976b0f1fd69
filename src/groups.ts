/** Lists under keys, in the order in which their values were met. */

/** Adds a value to the list under its key, which it makes where there is none. */
export const addTo = <K, V>(groups: Map<K, V[]>, key: K, value: V): void => {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [value]);
  else known.push(value);
};

/** Values by their key, as `Map.groupBy` of newer versions of Node gives them. */
export const groupBy = <K, V>(values: Iterable<V>, keyOf: (value: V) => K): Map<K, V[]> => {
  const groups = new Map<K, V[]>();
  for (const value of values) addTo(groups, keyOf(value), value);
  return groups;
};
