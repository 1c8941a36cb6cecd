// The page that puts projects side by side: which ones, its address says; what is known of them, the API's data.

import { comparisonRows, MOST_COMPARED } from "./comparison.js";
import { element, keepInAddress, ROOT, sampleBadge } from "./page.js";

const table = document.querySelector("[data-comparison]");
const status = document.querySelector("[data-comparison-status]");
const form = document.querySelector("[data-comparison-form]");
const more = document.querySelector("[data-comparison-more]");
const facts = [...table.tBodies[0].rows].map((row) => ({ path: row.dataset.path, title: row.cells[0].textContent }));
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/u;

let projects = [];

async function read(id) {
  const response = await fetch(new URL(`api/projects/${id}.json`, ROOT));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.json();
}

function heading(project) {
  const remove = element("button", { type: "button", "aria-label": `移出 ${project.name}` }, "移出");
  remove.addEventListener("click", () => {
    projects = projects.filter((one) => one !== project);
    show();
    more.focus();
  });
  return element("th", { scope: "col" }, element("a", { href: `${project.id}/index.html` }, project.name), ...sampleBadge(project.name, project.sample), " ", remove);
}

/** A cell's lines; the documents lead to their files. */
function cell(lines, { isAmount, path }, project) {
  if (!lines.length) return element("td", { class: isAmount ? "number" : false }, "—");
  if (isAmount) return element("td", { class: "number" }, ...lines);
  const shown = path === "documents" ? project.documents.map((document) => download(project, document)) : lines;
  if (shown.length === 1) return element("td", {}, ...shown);
  return element("td", {}, element("ul", {}, ...shown.map((line) => element("li", {}, line))));
}

function download(project, { address, name }) {
  return element("a", { href: `${project.id}/${address.split("/").at(-1)}`, download: true }, name);
}

function show(missing = []) {
  const only = form.elements.only.checked;
  const rows = comparisonRows(projects, facts).filter(({ isSame }) => !(only && isSame));
  table.tHead.rows[0].replaceChildren(table.tHead.rows[0].cells[0], ...projects.map(heading));
  table.tBodies[0].replaceChildren(
    ...rows.map((row) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, row.title),
        ...row.cells.map((lines, number) => cell(lines, row, projects[number])),
      ),
    ),
  );
  table.dataset.projects = projects.length;
  table.hidden = !projects.length;
  form.hidden = false;
  const ids = projects.map(({ id }) => id);
  more.href = `index.html?${new URLSearchParams(ids.map((id) => ["compare", id]))}`;
  keepInAddress(new URLSearchParams(ids.map((id) => ["id", id])));
  status.textContent = [missing.length ? `没有读到 ${missing.join("、")}：可能没有这个项目，或者还没有公开。` : "", said()].join("");
}

function said() {
  if (!projects.length) return `还没有选项目。点“再选项目”，在项目页勾选“对比”，最多 ${MOST_COMPARED} 个。`;
  if (projects.length === 1) return "只选了一个项目。点“再选项目”，再勾选一个就可以对比。";
  return `${projects.length} 个项目并列在下面，金额的单位是万元。`;
}

async function start() {
  const asked = new URLSearchParams(location.search).getAll("id").filter((id) => CODE.test(id));
  const ids = [...new Set(asked)].slice(0, MOST_COMPARED);
  const found = await Promise.allSettled(ids.map(read));
  projects = found.flatMap(({ value }) => (value ? [value] : []));
  show(ids.filter((_, number) => !found[number].value));
  form.addEventListener("change", () => show());
  form.addEventListener("submit", (event) => event.preventDefault());
}

start();
