// Narrowing down the list of projects: pure functions over the columns that lunzheng.catalogue.facets writes.

import { MOST_COMPARED } from "./comparison.js";

const ORDERS = {
  year: (data, one, other) => data.years[other] - data.years[one] || one - other,
  name: (data, one, other) => ranks(data)[one] - ranks(data)[other],
  investment: (data, one, other) => (data.wan[other] ?? -1) - (data.wan[one] ?? -1),
  updated: (data, one, other) => (data.updated[one] < data.updated[other]) - (data.updated[one] > data.updated[other]),
};
const BY_NAME = new Intl.Collator("zh");
export const DEFAULT_ORDER = "year";
export const VIEWS = ["cards", "table"];

/** The columns made ready: each facet's values of a project as a list, names in lower case, years as numbers. */
export function prepare(data) {
  const facets = data.facets.map((facet) => ({
    ...facet,
    column: facet.column.map((numbers) => (Array.isArray(numbers) ? numbers : [numbers])),
  }));
  const year = facets.find(({ key }) => key === "year");
  return {
    ...data,
    facets,
    years: year.column.map(([number]) => Number(year.values[number])),
    lower: data.name.map((name) => name.toLowerCase()),
  };
}

/** The place of each project in the order of names; comparing Chinese names is slow, so it is done once. */
export function ranks(data) {
  if (!data.ranks) {
    const order = data.name.map((_, index) => index).sort((one, other) => BY_NAME.compare(data.name[one], data.name[other]));
    data.ranks = new Uint32Array(order.length);
    order.forEach((project, place) => (data.ranks[project] = place));
  }
  return data.ranks;
}

/** What a visitor has chosen, as an address says it; what the data do not know is left out. */
export function readState(parameters, data) {
  const chosen = {};
  for (const { key, values } of data.facets) {
    chosen[key] = [...new Set(parameters.getAll(key))].map((value) => values.indexOf(value)).filter((number) => number >= 0);
  }
  const page = Number.parseInt(parameters.get("page") ?? "1", 10);
  return {
    chosen,
    text: parameters.get("q") ?? "",
    order: parameters.get("sort") in ORDERS ? parameters.get("sort") : DEFAULT_ORDER,
    view: VIEWS.includes(parameters.get("view")) ? parameters.get("view") : VIEWS[0],
    page: page > 0 ? page : 1,
    compared: [...new Set(parameters.getAll("compare"))].filter((id) => data.id.includes(id)).slice(0, MOST_COMPARED),
  };
}

/** The address that says what has been chosen; what is as at first is not said. */
export function writeState({ chosen, text, order, view, page, compared }, data) {
  const parameters = new URLSearchParams();
  for (const { key, values } of data.facets) for (const number of chosen[key]) parameters.append(key, values[number]);
  if (text) parameters.set("q", text);
  if (order !== DEFAULT_ORDER) parameters.set("sort", order);
  if (view !== VIEWS[0]) parameters.set("view", view);
  if (page > 1) parameters.set("page", page);
  for (const id of compared) parameters.append("compare", id);
  return parameters;
}

/**
 * The projects that meet every facet (one of the chosen values of each) and every word of the text, and for each value
 * how many there would be: those that meet all the other facets and have it.
 */
export function select(data, { chosen, text }) {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const facets = data.facets.map(({ key, values, column }) => ({
    column,
    wanted: chosen[key].length ? new Set(chosen[key]) : null,
    counts: new Array(values.length).fill(0),
  }));
  const matching = [];
  for (let project = 0; project < data.id.length; project += 1) {
    if (!words.every((word) => data.lower[project].includes(word))) continue;
    let failing = null;
    let failures = 0;
    for (const facet of facets) {
      if (facet.wanted && !facet.column[project].some((number) => facet.wanted.has(number))) {
        failing = facet;
        failures += 1;
        if (failures > 1) break;
      }
    }
    if (failures === 0) matching.push(project);
    if (failures > 1) continue;
    for (const facet of failures ? [failing] : facets) for (const number of facet.column[project]) facet.counts[number] += 1;
  }
  return { matching, counts: facets.map(({ counts }) => counts) };
}

/** The same projects in an order. */
export function inOrder(data, projects, order) {
  return [...projects].sort((one, other) => ORDERS[order](data, one, other));
}
