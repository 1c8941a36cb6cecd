// The search page: a question in the address, answers with their passages.

import { element, keepInAddress, ROOT, settled } from "./page.js";
import { passages, question } from "./pairs.js";

const AT_ONCE = 5;
const form = document.querySelector("[data-search-form]");
const status = document.querySelector("[data-search-status]");
const list = document.querySelector("[data-search-results]");
const more = document.querySelector("[data-search-more]");
const selects = [...form.querySelectorAll("select")];

const worker = new Worker(new URL("search-worker.js", import.meta.url), { type: "module" });
const waiting = new Map();
let asked = 0;
worker.addEventListener("message", ({ data: { id, answer, error } }) => {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error) reject(new Error(error));
  else resolve(answer);
});
worker.addEventListener("error", () => {
  status.textContent = "搜索没有启动。请刷新页面再试；直接从文件夹打开的页面不能搜索。";
});

function ask(what, options = {}) {
  asked += 1;
  const id = asked;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, ask: what, ...options });
  });
}

function entry({ url, title, filters, content, anchors }, query) {
  const address = new URL(url.replace(/^\//, ""), ROOT);
  const label = [...(filters.kind ?? []), ...(filters.year ?? []).map((year) => `${year} 年`)].join(" · ");
  const item = element("li", {}, element("h2", {}, element("a", { href: address }, title)), element("p", { class: "meta" }, label));
  for (const { id, heading, pieces } of passages({ content, anchors }, query)) {
    const passage = element("p", { class: "passage" });
    if (id) passage.append(element("a", { href: `${address}#${id}` }, heading), "：");
    passage.append(...pieces.map(({ text, hit }) => (hit ? element("mark", {}, text) : text)));
    item.append(passage);
  }
  return item;
}

let query = "";

async function search() {
  query = form.elements.q.value.trim();
  const filters = Object.fromEntries(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
  keepInAddress(new URLSearchParams({ ...(query && { q: query }), ...filters }));
  const wanted = question(query);
  more.hidden = true;
  if (!wanted) {
    list.replaceChildren();
    status.textContent = query ? "请输入文字或者数字。" : "输入要找的字词，可以是词的一部分，例如“会商”。";
    return;
  }
  const begun = performance.now();
  status.textContent = "正在搜索……";
  try {
    const { overtaken, total, pages } = await ask("search", { question: wanted, filters, count: AT_ONCE });
    if (overtaken) return;
    list.replaceChildren(...pages.map((page) => entry(page, query)));
    list.dataset.milliseconds = Math.round(performance.now() - begun);
    more.hidden = pages.length >= total;
    status.textContent = total
      ? `找到 ${total} 页。`
      : `没有找到“${query}”。可以减少几个字、换一种说法，或者去掉类别和年度的限制；也可以到“项目”页按条件筛选。`;
  } catch {
    status.textContent = "搜索的索引没有读到。请刷新页面再试；直接从文件夹打开的页面不能搜索。";
  }
}

more.addEventListener("click", async () => {
  const from = list.children.length;
  const { pages } = await ask("more", { from, count: AT_ONCE * 2 });
  list.append(...pages.map((page) => entry(page, query)));
  list.children[from]?.querySelector("a").focus();
  more.hidden = pages.length < AT_ONCE * 2;
});

async function start() {
  const parameters = new URLSearchParams(location.search);
  form.elements.q.value = parameters.get("q") ?? "";
  try {
    const filters = await ask("filters");
    for (const select of selects) {
      const values = Object.keys(filters[select.name] ?? {}).sort((one, other) => one.localeCompare(other, "zh"));
      select.append(...values.map((value) => element("option", { value }, select.name === "year" ? `${value} 年` : value)));
      select.value = values.includes(parameters.get(select.name)) ? parameters.get(select.name) : "";
    }
  } catch {
    // The search says so itself.
  }
  const later = settled(search, 200);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.elements.q.addEventListener("input", (event) => !event.isComposing && later());
  form.elements.q.addEventListener("compositionend", later);
  selects.forEach((select) => select.addEventListener("change", search));
  await search();
}

start();
