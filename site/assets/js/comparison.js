// Projects side by side: pure functions over the API's data of single projects.

import { AMOUNT } from "./page.js";

export const MOST_COMPARED = 4;

/** Facts that are more than one word or number, each as the lines of a cell. */
const LINES = {
  security_level: (level) => [`第${"一二三四五"[level - 1]}级`],
  "investment.basis": (basis) => [{ budget: "概算合计", estimate: "投资估算" }[basis]],
  period: ({ start, end, months }) => [
    [[start, end].filter(Boolean).map(moment).join(" 至 "), months && `${months} 个月`].filter(Boolean).join("，"),
  ],
  performance: (targets) => targets.map(({ name, target }) => `${name}：${target}`),
  systems: (systems) => systems.map(({ name, modules }) => (modules.length ? `${name}：${modules.join("、")}` : name)),
  bases: (bases) => bases.map(({ title, number }) => (number ? `${title}（${number}）` : title)),
  documents: (documents) => documents.map(({ name }) => name),
};

/** Amounts by name: what each row of their own is called. */
const PARTS = {
  "investment.by_category": ({ name }) => name,
  "investment.funding": ({ source, year }) => (year ? `${source}（${year} 年）` : source),
};

const AMOUNT_PATH = "investment_wan_yuan";

const moment = (text) => text.replace(/^(\d+)-0?(\d+)$/u, "$1 年 $2 月").replace(/^(\d+)Q(\d)$/u, "$1 年第 $2 季度");
const at = (project, path) => path.split(".").reduce((value, key) => value?.[key], project);
const amount = (value) => (value === null || value === undefined ? [] : [AMOUNT.format(value)]);

function lines(project, path) {
  const value = at(project, path);
  if (value === null || value === undefined || value === "") return [];
  if (path === AMOUNT_PATH) return amount(value);
  if (LINES[path]) return LINES[path](value).filter(Boolean);
  return Array.isArray(value) ? value : [String(value)];
}

/**
 * The rows of a table of projects: title, the lines of each project's cell, and whether they say the same of all.
 * Amounts by name become a row for every name that any of the projects has.
 */
export function comparisonRows(projects, facts) {
  return facts.flatMap(({ path, title }) => {
    const nameOf = PARTS[path];
    if (!nameOf) return [row(title, projects.map((project) => lines(project, path)), path === AMOUNT_PATH, path)];
    const parts = projects.map((project) => at(project, path) ?? []);
    const names = [...new Set(parts.flat().map(nameOf))];
    return names.map((name) => {
      const cells = parts.map((own) => amount(own.find((part) => nameOf(part) === name)?.amount));
      return row(`${title}：${name}`, cells, true, path);
    });
  });
}

function row(title, cells, isAmount, path) {
  const texts = new Set(cells.map((cell) => cell.join("\n")));
  return { title, cells, isAmount, path, isSame: cells.length > 1 && texts.size === 1 };
}
