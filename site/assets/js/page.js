// Small helps for making parts of a page.

/** The site's root, wherever it is served from. */
export const ROOT = new URL("../../", import.meta.url);

/** How amounts in 万元 read. */
export const AMOUNT = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An element with attributes and children; text is always text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** The mark of a sample project, for one whose name does not say that it is one. */
export function sampleBadge(name, isSample) {
  return isSample && !name.includes("示例") ? [" ", element("span", { class: "badge" }, "示例")] : [];
}

/** A function that runs once nothing has called it for a while. */
export function settled(run, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), milliseconds);
  };
}

/** What a file of JSON holds that is compressed by gzip. */
export async function readPacked(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Keep the state of a page in its address, without a step in the history. */
export function keepInAddress(parameters) {
  const text = parameters.toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}
