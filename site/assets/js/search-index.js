// Asks the index that lunzheng.catalogue.search_index writes: loads the lists of a query's keys, and the texts of the few
// pages that it shows.

import { isKey, joined, keys, terms } from "./keys.js";
import { readPacked, ROOT } from "./page.js";

const FOLDER = new URL("search-index/", ROOT);
const AT_ONCE = 5;
/** So many keys of a long query choose the pages; their texts decide. */
const MOST_KEYS = 16;
/** A step that has found too little gives up after so many texts, so that no query loads without end. */
const MOST = 20;

let head;

/** What there is: how many lists, which kinds and years. */
export function contents() {
  head ??= fetch(new URL("head.json", FOLDER), { cache: "no-cache" }).then((response) => {
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response.json();
  });
  return head;
}

async function read(name) {
  const { version } = await contents();
  return readPacked(new URL(`${version}/${name}`, FOLDER));
}

/** The number of the file that has a key's list. */
export function listNumber(key, lists) {
  let number = 0;
  for (const character of key) number = (number * 31 + character.codePointAt(0)) % 2 ** 24;
  return number % lists;
}

/** The numbers of pages of a list, which has the distances between them. */
export function pagesOf(distances) {
  let page = -1;
  return distances.map((distance) => (page += distance));
}

/** The pages that are in every list. */
export function inAll(lists) {
  const [shortest, ...others] = [...lists].sort((one, other) => one.length - other.length);
  const sets = others.map((pages) => new Set(pages));
  return shortest.filter((page) => sets.every((pages) => pages.has(page)));
}

async function listsOf(wanted) {
  const { lists } = await contents();
  const files = new Map(wanted.map((key) => [listNumber(key, lists), null]));
  await Promise.all([...files.keys()].map(async (number) => files.set(number, await read(`list/${number}`))));
  return wanted.map((key) => (files.get(listNumber(key, lists))[key] ?? [[], []]).map(pagesOf));
}

async function filterLists({ kind, year }) {
  const { kinds, years } = await contents();
  const chosen = [
    [kind, kinds.indexOf(kind), "kind"],
    [year, years.indexOf(year), "year"],
  ].filter(([value]) => value);
  return Promise.all(
    chosen.map(async ([, place, name]) => (place < 0 ? [] : pagesOf(await read(`${name}/${place}`)))),
  );
}

/**
 * A search: the pages that have every term, those first that have them in the title.
 * `total` is how many there are; where it is not `exact`, so many at most.
 */
export async function search(query, filters) {
  const wanted = terms(query);
  const all = [...new Set(wanted.flatMap(keys))];
  const [lists, narrowed] = await Promise.all([listsOf(all.slice(0, MOST_KEYS)), filterLists(filters)]);
  const [found, titled] = [0, 1].map((place) => inAll([...lists.map((list) => list[place]), ...narrowed]));
  const first = new Set(titled);
  const exact = wanted.every(isKey) && all.length <= MOST_KEYS;
  return new Search(wanted, [...titled, ...found.filter((page) => !first.has(page))], exact);
}

class Search {
  #left;
  #found = 0;

  constructor(wanted, pages, exact) {
    this.wanted = wanted;
    this.#left = pages;
    this.total = pages.length;
    this.exact = exact;
  }

  /** Whether there may be more. */
  get hasMore() {
    return this.#left.length > 0;
  }

  /** The next pages, with their texts. */
  async next(count = AT_ONCE) {
    const met = [];
    for (let looked = 0; met.length < count && looked < MOST && this.hasMore; ) {
      const batch = this.#left.slice(0, Math.min(count - met.length, MOST - looked));
      const pages = await Promise.all(batch.map((number) => read(`page/${number}`)));
      this.#left = this.#left.slice(batch.length);
      looked += batch.length;
      for (const { parts, ...page } of pages) {
        const text = joined([["", page.title], ...parts]);
        if (this.wanted.every((term) => text.text.toLowerCase().includes(term))) met.push({ ...page, ...joined(parts) });
      }
    }
    this.#found += met.length;
    if (!this.hasMore) {
      this.total = this.#found;
      this.exact = true;
    }
    return met;
  }
}
