// The list of projects: facets, text, order and view, all of them kept in the address.

import { MOST_COMPARED } from "./comparison.js";
import { inOrder, prepare, ranks, readState, select, VIEWS, writeState } from "./facets.js";
import { AMOUNT, element, keepInAddress, readPacked, ROOT, sampleBadge, settled } from "./page.js";

const PER_PAGE = 24;
const ORDER_NAMES = { year: "年度", name: "名称", investment: "投资", updated: "最近更新" };
const VIEW_NAMES = { cards: "卡片", table: "表格" };
const COLUMNS = ["对比", "项目", "建设单位", "年度", "方式", "阶段", "投资（万元）"];

const place = document.querySelector("[data-catalogue]");

function controls(data) {
  const text = element("input", { type: "search", name: "q", autocomplete: "off", maxlength: "60" });
  const order = element("select", { name: "sort" });
  order.append(...Object.entries(ORDER_NAMES).map(([value, name]) => element("option", { value }, name)));
  const views = VIEWS.map((value) => element("input", { type: "radio", name: "view", value }));
  const facets = data.facets.map((facet) => facetControl(facet));
  const clear = element("button", { type: "button" }, "清除条件");
  const form = element(
    "form",
    { class: "facets", "aria-label": "筛选项目" },
    element("label", { class: "words" }, "名称里有", text),
    ...facets.map(({ details }) => details),
    clear,
  );
  const bar = element(
    "form",
    { class: "bar", "aria-label": "怎样显示" },
    element("label", {}, "排序 ", order),
    element(
      "fieldset",
      {},
      element("legend", {}, "显示"),
      ...views.map((view) => element("label", {}, view, ` ${VIEW_NAMES[view.value]}`)),
    ),
  );
  return { form, bar, text, order, views, facets, clear };
}

function facetControl({ key, title, values }) {
  const boxes = values.map((value, number) => element("input", { type: "checkbox", name: key, value: String(number) }));
  const counts = values.map(() => element("span", { class: "count" }));
  const rows = values.map((value, number) => element("li", {}, element("label", {}, boxes[number], ` ${value} `, counts[number])));
  const chosen = element("span", { class: "meta" });
  const details = element("details", {}, element("summary", {}, title, " ", chosen), element("ul", {}, ...rows));
  return { key, details, boxes, counts, rows, chosen };
}

function facts(data, project) {
  const value = (key) => {
    const facet = data.facets.find((one) => one.key === key);
    return facet.column[project].map((number) => facet.values[number]).join("、");
  };
  return {
    id: data.id[project],
    address: new URL(`projects/${data.id[project]}/index.html`, ROOT),
    name: data.name[project],
    sample: data.sample[project] === 1,
    department: value("department"),
    year: value("year"),
    field: value("field"),
    mode: value("mode"),
    stage: value("stage"),
    amount: data.wan[project] === null ? "" : AMOUNT.format(data.wan[project]),
    updated: data.updated[project],
  };
}

/** The box by which a project is put into the comparison. */
function pick({ id, name }) {
  return element("input", { type: "checkbox", name: "compare", value: id, "aria-label": `对比 ${name}` });
}

function card({ id, address, name, sample, department, year, field, mode, stage, amount, updated }) {
  const known = [`${year} 年`, field, mode, stage].filter(Boolean).join(" · ");
  return element(
    "li",
    { class: "card" },
    element("h2", {}, element("a", { href: address }, name), ...sampleBadge(name, sample)),
    element("p", {}, department),
    element("p", { class: "meta" }, known),
    element("p", {}, amount ? `投资 ${amount} 万元` : "投资未填"),
    element("p", { class: "meta" }, updated ? `最近更新 ${updated}` : ""),
    element("label", { class: "pick" }, pick({ id, name }), " 对比"),
  );
}

function row({ id, address, name, department, year, mode, stage, amount }) {
  const cells = [element("td", {}, department), ...[year, mode, stage].map((text) => element("td", { class: "whole" }, text))];
  const project = element("td", {}, element("a", { href: address }, name));
  return element("tr", {}, element("td", {}, pick({ id, name })), project, ...cells, element("td", { class: "number" }, amount));
}

function listOf(view, shown) {
  if (view === "cards") return element("ul", { class: "cards" }, ...shown.map(card));
  const heads = COLUMNS.map((name, index) => element("th", { scope: "col", class: index === COLUMNS.length - 1 ? "number" : false }, name));
  const table = element("table", { class: "projects" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...shown.map(row)));
  return element("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "项目表" }, table);
}

function start(data) {
  const made = controls(data);
  const status = element("p", { role: "status" });
  const results = element("div", { class: "catalogue-results" });
  const pager = element("nav", { class: "pager", "aria-label": "翻页" });
  const compared = element("p", { class: "compared" });
  const [before, after] = ["上一页", "下一页"].map((name) => element("button", { type: "button" }, name));
  const where = element("span");
  pager.append(before, where, after);
  let state = readState(new URLSearchParams(location.search), data);

  function show() {
    const begun = performance.now();
    const { matching, counts } = select(data, state);
    const ordered = inOrder(data, matching, state.order);
    const pages = Math.max(1, Math.ceil(ordered.length / PER_PAGE));
    state.page = Math.min(state.page, pages);
    const shown = ordered.slice((state.page - 1) * PER_PAGE, state.page * PER_PAGE);
    made.facets.forEach((facet, index) => showFacet(facet, counts[index], state.chosen[facet.key]));
    results.replaceChildren(listOf(state.view, shown.map((project) => facts(data, project))));
    status.textContent = ordered.length
      ? `${ordered.length} 个项目符合条件（共 ${data.id.length} 个）。`
      : "没有项目符合全部条件。可以去掉一个条件，或者点“清除条件”；要在正文里找，用页面上方的搜索。";
    pager.hidden = pages === 1;
    where.textContent = `第 ${state.page} 页，共 ${pages} 页`;
    before.disabled = state.page === 1;
    after.disabled = state.page === pages;
    showCompared();
    place.dataset.milliseconds = (performance.now() - begun).toFixed(1);
    keepInAddress(writeState(state, data));
  }

  function showCompared() {
    const full = state.compared.length === MOST_COMPARED;
    for (const box of results.querySelectorAll("[name=compare]")) {
      box.checked = state.compared.includes(box.value);
      box.disabled = full && !box.checked;
    }
    const names = state.compared.map((id) => data.name[data.id.indexOf(id)]).join("、");
    const address = `compare.html?${new URLSearchParams(state.compared.map((id) => ["id", id]))}`;
    const next = state.compared.length > 1 ? element("a", { class: "button", href: address }, "并列对比") : "再勾选一个就可以对比";
    const none = element("button", { type: "button" }, "都不选");
    none.addEventListener("click", () => compare([]));
    compared.replaceChildren(`已选 ${state.compared.length} 个（最多 ${MOST_COMPARED} 个）：${names} `, next, " ", none);
    compared.hidden = !state.compared.length;
  }

  function compare(ids) {
    state.compared = ids;
    showCompared();
    keepInAddress(writeState(state, data));
  }

  function fill() {
    made.text.value = state.text;
    made.order.value = state.order;
    for (const view of made.views) view.checked = view.value === state.view;
    for (const { key, boxes, details } of made.facets) {
      boxes.forEach((box, number) => (box.checked = state.chosen[key].includes(number)));
      if (state.chosen[key].length) details.open = true;
    }
  }

  function read() {
    const chosen = Object.fromEntries(
      made.facets.map(({ key, boxes }) => [key, boxes.flatMap((box, number) => (box.checked ? [number] : []))]),
    );
    const view = made.views.find(({ checked }) => checked).value;
    state = { ...state, chosen, text: made.text.value.trim(), order: made.order.value, view, page: 1 };
    show();
  }

  function turn(pages) {
    state.page += pages;
    show();
    place.scrollIntoView();
    results.querySelector("a")?.focus({ preventScroll: true });
  }

  for (const form of [made.form, made.bar]) {
    form.addEventListener("change", read);
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  results.addEventListener("change", ({ target }) => {
    const others = state.compared.filter((id) => id !== target.value);
    compare(target.checked ? [...others, target.value] : others);
  });
  made.text.addEventListener("input", settled(read, 150));
  made.clear.addEventListener("click", () => {
    state = { ...readState(new URLSearchParams({ view: state.view, sort: state.order }), data), compared: state.compared };
    fill();
    show();
  });
  before.addEventListener("click", () => turn(-1));
  after.addEventListener("click", () => turn(1));

  fill();
  if (matchMedia("(min-width: 60em)").matches) made.facets.slice(0, 2).forEach(({ details }) => (details.open = true));
  place.append(made.form, element("div", {}, made.bar, status, results, pager, compared));
  show();
  place.hidden = false;
  setTimeout(() => ranks(data), 200);
  document.querySelector("[data-plain-list]").hidden = true;
}

function showFacet({ boxes, counts, rows, chosen }, numbers, wanted) {
  numbers.forEach((number, index) => {
    counts[index].textContent = number;
    boxes[index].disabled = number === 0 && !boxes[index].checked;
    rows[index].classList.toggle("none", number === 0);
  });
  chosen.textContent = wanted.length ? `已选 ${wanted.length}` : "";
}

if (place) {
  readPacked(new URL(place.dataset.catalogue, location.href))
    .then((data) => start(prepare(data)))
    // The plain list stays: the page was opened from a folder, or the columns are missing.
    .catch((error) => place.setAttribute("data-failed", String(error)));
}
