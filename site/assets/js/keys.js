// A query and the texts that it is met by. A key is a letter or digit, or two side by side, as
// lunzheng.catalogue.search_text has them.

const RUN = /[\p{L}\p{N}]+/gu;
const BEFORE = 24;
const AFTER = 56;

/** The terms of a query as they may stand in a text. */
export function terms(query) {
  return [...new Set(query.toLowerCase().split(/\s+/u).filter(Boolean))];
}

/** The keys that a text must have in order to have a term: its pairs, and what stands alone in it. */
export function keys(term) {
  const found = new Set();
  for (const run of term.toLowerCase().match(RUN) ?? []) {
    const characters = [...run];
    if (characters.length === 1) found.add(run);
    for (let i = 1; i < characters.length; i += 1) found.add(characters[i - 1] + characters[i]);
  }
  return [...found];
}

/** Whether every text that has the keys of a term has the term. */
export function isKey(term) {
  const [key, ...others] = keys(term);
  return key === term && others.length === 0;
}

/** The parts of a page as one text, with the headings that have an address and where each begins. */
export function joined(parts) {
  let text = "";
  const headings = [];
  for (const [id, part] of parts) {
    if (text) text += /[\p{P}\p{S}]$/u.test(text) ? " " : " · ";
    if (id) headings.push({ id, at: text.length, heading: part });
    text += part;
  }
  return { text, headings };
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

/** The places of a page where a term stands, at most one for each section, the first of them. */
export function passages({ text, headings }, wanted, most = 3) {
  const lower = text.toLowerCase();
  const places = wanted.flatMap((term) => {
    const hits = [];
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) hits.push(at);
    return hits;
  });
  const found = [];
  for (const at of places.sort((one, other) => one - other)) {
    const section = headings.filter((one) => one.at <= at).pop() ?? { id: "", heading: "" };
    if (found.some(({ id }) => id === section.id)) continue;
    // The heading is shown beside the passage, not in it again.
    const begin = section.id ? section.at + section.heading.length : 0;
    const [from, to] = [Math.max(at < begin ? section.at : begin, at - BEFORE), Math.min(text.length, at + AFTER)];
    const within = text.slice(from, to).replace(/^[\s·]+|[\s·]+$/gu, "");
    const cut = `${from > begin ? "…" : ""}${within}${to < text.length ? "…" : ""}`;
    found.push({ id: section.id, heading: section.heading, pieces: marked(cut, wanted) });
    if (found.length === most) break;
  }
  return found;
}
