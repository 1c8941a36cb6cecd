// Chinese text as the search index has it (lunzheng.catalogue.search_text): every two neighbouring characters are a word.

const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PART = new RegExp(`[${HAN}]+|[^\\s${HAN}]+`, "gu");
const STARTS_WITH_HAN = new RegExp(`^[${HAN}]`, "u");
const NOT_A_WORD = /^[\p{P}\p{S}]+$/u;

/** The words to look for: a phrase of pairs for each part of a query; a single character is a word that begins with it. */
export function pairs(query) {
  const words = [];
  for (const part of query.match(PART) ?? []) {
    const characters = [...part];
    if (!STARTS_WITH_HAN.test(part) || characters.length === 1) {
      if (!NOT_A_WORD.test(part)) words.push(part);
      continue;
    }
    for (let i = 1; i < characters.length; i += 1) words.push(characters[i - 1] + characters[i]);
  }
  return words;
}

/** What to ask of the index: words in a row as a phrase, where the query is one term; else all of them anywhere. */
export function question(query) {
  const words = pairs(query);
  const phrase = words.length > 0 && !/\s/.test(query.trim()) && words.every((word) => [...word].length > 1);
  return phrase ? `"${words.join(" ")}"` : words.join(" ");
}

/** The text that was made into pairs, with the place in it at which each word begins. */
export function restore(content) {
  let text = "";
  const starts = [];
  let before = "";
  for (const word of content.split(/\s+/u).filter(Boolean)) {
    const han = STARTS_WITH_HAN.test(word);
    const [first, second = ""] = word;
    const whole = han && STARTS_WITH_HAN.test(second) ? first : word;
    // A full stop in the Western manner is the index's own mark for the end of a heading or a cell.
    const shown = whole.endsWith(".") ? `${whole.slice(0, -1)} · ` : whole;
    if (before && !han && !STARTS_WITH_HAN.test(before) && !text.endsWith(" ")) text += " ";
    starts.push(text.length);
    text += shown;
    before = word;
  }
  return { text: text.replace(/ · $/, ""), starts };
}

/** The terms of a query as they may stand in a text. */
export function terms(query) {
  return [...new Set(query.toLowerCase().split(/\s+/u).filter(Boolean))];
}

/** Text in pieces, those that are one of the terms marked as hits. */
export function marked(text, wanted) {
  const pieces = [];
  const lower = text.toLowerCase();
  let from = 0;
  while (from < text.length) {
    const found = wanted
      .map((term) => ({ at: lower.indexOf(term, from), length: term.length }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at || other.length - one.length)[0];
    if (!found) break;
    if (found.at > from) pieces.push({ text: text.slice(from, found.at), hit: false });
    pieces.push({ text: text.slice(found.at, found.at + found.length), hit: true });
    from = found.at + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

const BEFORE = 24;
const AFTER = 56;

/**
 * The places of a page where a query is met, at most one for each section, best first come.
 * `anchors` are the page's headings with the number of the word at which each stands.
 */
export function passages({ content, anchors }, query, most = 3) {
  const { text, starts } = restore(content);
  const wanted = terms(query);
  const sections = anchors
    .filter(({ element, id }) => element === "h2" && id)
    .map(({ id, location, text: heading }) => ({ id, at: starts[location] ?? 0, heading: restore(heading).text }));
  const found = [];
  const lower = text.toLowerCase();
  const places = wanted.flatMap((term) => {
    const hits = [];
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) hits.push(at);
    return hits;
  });
  for (const at of places.sort((one, other) => one - other)) {
    const section = sections.filter((one) => one.at <= at).at(-1) ?? { id: "", heading: "" };
    if (found.some(({ id }) => id === section.id)) continue;
    const [from, to] = [Math.max(0, at - BEFORE), Math.min(text.length, at + AFTER)];
    const cut = `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
    found.push({ id: section.id, heading: section.heading, pieces: marked(cut, wanted) });
    if (found.length === most) break;
  }
  return found;
}
