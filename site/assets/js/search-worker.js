// Asks the index. In a worker, because Pagefind splits a query into words by the language of the page it runs in, which
// would undo the pairs; a worker has no page. Nor does a long search hold up typing.

const pagefind = import(new URL("../../search-index/pagefind.js", import.meta.url));
let results = [];
let latest = 0;

const index = pagefind.then(({ createInstance }) => createInstance());

async function page(result) {
  const { raw_url: url, meta, filters, raw_content: content, anchors } = await result.data();
  return { url, title: meta.title, filters, content, anchors };
}

const answers = {
  async filters() {
    return (await index).filters();
  },
  /** The first pages of a new search. */
  async search({ question, filters, count }) {
    latest += 1;
    const mine = latest;
    const found = (await (await index).search(question, { filters })).results;
    if (mine !== latest) return { overtaken: true };
    results = found;
    return { total: results.length, pages: await Promise.all(results.slice(0, count).map(page)) };
  },
  /** Further pages of the same search. */
  async more({ from, count }) {
    return { pages: await Promise.all(results.slice(from, from + count).map(page)) };
  },
};

self.addEventListener("message", async ({ data: { id, ask, ...options } }) => {
  try {
    self.postMessage({ id, answer: await answers[ask](options) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
});
