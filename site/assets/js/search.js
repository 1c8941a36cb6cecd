// The search page: a question in the address, answers with their passages.

import { keys, marked, passages, terms } from "./keys.js";
import { element, keepInAddress, ROOT, settled } from "./page.js";
import { contents, search } from "./search-index.js";

const form = document.querySelector("[data-search-form]");
const status = document.querySelector("[data-search-status]");
const list = document.querySelector("[data-search-results]");
const more = document.querySelector("[data-search-more]");
const selects = [...form.querySelectorAll("select")];

const yearName = (year) => `${year} 年`;
const marks = (pieces) => pieces.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));

function entry({ url, title, kind, year, text, headings }, wanted) {
  const address = new URL(url, ROOT);
  const label = [kind, ...(year ? [yearName(year)] : [])].join(" · ");
  const heading = element("h2", {}, element("a", { href: address }, ...marks(marked(title, wanted))));
  const item = element("li", {}, heading, element("p", { class: "meta" }, label));
  for (const { id, heading: section, pieces } of passages({ text, headings }, wanted)) {
    const passage = element("p", { class: "passage" });
    if (id) passage.append(element("a", { href: `${address}#${id}` }, section), "：");
    passage.append(...marks(pieces));
    item.append(passage);
  }
  return item;
}

let latest;

function say(found, query) {
  if (list.children.length) {
    status.textContent = `找到${found.exact ? "" : "约"} ${found.total} 页。`;
  } else if (found.hasMore) {
    status.textContent = `前面几页里没有连在一起的“${query}”。可以点“显示更多”接着找，或者减少几个字。`;
  } else {
    status.textContent = `没有找到“${query}”。可以减少几个字、换一种说法，或者去掉类别和年度的限制；也可以到“项目”页按条件筛选。`;
  }
  more.hidden = !found.hasMore;
}

async function show() {
  const query = form.elements.q.value.trim();
  const filters = Object.fromEntries(selects.map(({ name, value }) => [name, value]));
  const chosen = Object.entries(filters).filter(([, value]) => value);
  keepInAddress(new URLSearchParams([...(query ? [["q", query]] : []), ...chosen]));
  const mine = {};
  latest = mine;
  more.hidden = true;
  if (!terms(query).some((term) => keys(term).length)) {
    list.replaceChildren();
    status.textContent = query ? "请输入文字或者数字。" : "输入要找的字词，可以是词的一部分，例如“会商”。";
    return;
  }
  const begun = performance.now();
  status.textContent = "正在搜索……";
  try {
    const found = await search(query, filters);
    const pages = await found.next();
    if (latest !== mine) return;
    list.replaceChildren(...pages.map((page) => entry(page, found.wanted)));
    list.dataset.milliseconds = Math.round(performance.now() - begun);
    say(found, query);
    more.onclick = () => showMore(found, query);
  } catch {
    if (latest === mine) status.textContent = "搜索的索引没有读到。请刷新页面再试；直接从文件夹打开的页面不能搜索。";
  }
}

async function showMore(found, query) {
  const from = list.children.length;
  more.disabled = true;
  const pages = await found.next();
  more.disabled = false;
  list.append(...pages.map((page) => entry(page, found.wanted)));
  say(found, query);
  list.children[from]?.querySelector("a").focus();
}

async function start() {
  const parameters = new URLSearchParams(location.search);
  form.elements.q.value = parameters.get("q") ?? "";
  const known = await contents().catch(() => ({ kinds: [], years: [] })); // the search says so itself
  for (const [select, values] of [
    [form.elements.kind, known.kinds],
    [form.elements.year, known.years],
  ]) {
    select.append(...values.map((value) => element("option", { value }, select.name === "year" ? yearName(value) : value)));
    select.value = values.includes(parameters.get(select.name)) ? parameters.get(select.name) : "";
  }
  const later = settled(show, 200);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  form.elements.q.addEventListener("input", (event) => !event.isComposing && later());
  form.elements.q.addEventListener("compositionend", later);
  selects.forEach((select) => select.addEventListener("change", show));
  await show();
}

start();
