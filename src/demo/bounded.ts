/** Any page in the browser can make requests to a loopback port: what is kept of each must end somewhere. */
const limit = 1000;

/** Adds to a list; the oldest goes when it is full. */
export function append<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > limit) list.shift();
}

/** Whether there is room for one more of these. */
export function hasRoom(count: number): boolean {
  return count < limit;
}

/** Sets an entry of a map; the oldest goes when it is full. */
export function put<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > limit && oldest !== undefined) map.delete(oldest);
}
