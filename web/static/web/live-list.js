// A list that follows its search box: the form and the links of [data-list] work without this module, too;
// with it only the list is exchanged, so that focus and scroll position stay where they are.

const WAIT = 250;

export class LiveList {
  #last = null;
  #timer = 0;
  #shown = Promise.resolve(); // what is being shown, whoever asked for it
  #byLink = Promise.resolve(); // what a link asked for: the form follows it

  constructor(root, onShown = () => {}) {
    Object.assign(this, { root, onShown });
    this.form = root.querySelector("[data-list-form]");
    this.region = root.querySelector("[data-list-region]");
    if (!this.form || !this.region) return;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#ask(); });
    this.form.addEventListener("input", () => { clearTimeout(this.#timer); this.#timer = setTimeout(() => this.#ask(), WAIT); });
    root.addEventListener("click", (event) => this.#click(event));
    addEventListener("popstate", () => this.#back());
  }

  // The words of the place that one comes back to stand in its address.
  #back() {
    const search = this.form.elements.q;
    if (search) search.value = new URLSearchParams(location.search).get("q") ?? "";
    return this.show(location.href);
  }

  async #ask() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    await this.#byLink;
    const values = [...new FormData(this.form)].filter(([, value]) => value);
    await this.#go(`?${new URLSearchParams(values)}`);
  }

  async #click(event) {
    const link = event.target.closest("[data-list-link]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // What was just typed or chosen comes first: the links of that list carry it on.
    await (this.#timer ? this.#ask() : this.#shown);
    const { key } = link.dataset;
    const fresh = link.isConnected ? link : (this.#link(key) ?? link);
    this.#byLink = this.#go(fresh.getAttribute("href"), key);
  }

  #link(key) {
    return this.region.querySelector(`[data-list-link][data-key="${CSS.escape(key)}"]`);
  }

  #go(address, key) {
    history.pushState(null, "", address === "?" ? location.pathname : address);
    return this.show(location.href, key);
  }

  // Show the list as it is at an address; ``key`` names the link that shall have the focus afterwards.
  show(address, key) {
    return (this.#shown = this.#show(address, key));
  }

  async #show(address, key) {
    this.#last?.abort();
    const asked = (this.#last = new AbortController());
    this.region.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return location.assign(address);
      this.#put(new DOMParser().parseFromString(await answer.text(), "text/html"), key);
    } catch (reason) {
      if (reason.name === "AbortError") return;
      const told = this.region.querySelector("[data-list-told]");
      if (told) told.textContent = this.root.dataset.failed;
    }
    if (this.#last === asked) this.region.removeAttribute("aria-busy");
  }

  #put(page, key) {
    const region = page.querySelector("[data-list-region]");
    const form = page.querySelector("[data-list-form]");
    if (!region || !form) return location.reload();
    const told = this.region.querySelector("[data-list-told]");
    const news = region.querySelector("[data-list-told]");
    const card = document.activeElement?.closest("[data-project]")?.dataset.project;
    this.region.replaceChildren(...region.childNodes);
    if (card && !key) this.region.querySelector(`[data-project="${CSS.escape(card)}"] a`)?.focus();
    // The region that speaks must be the same element, or nothing is said.
    if (told && news) { const text = news.textContent; news.replaceWith(told); told.textContent = text; }
    // What is being typed or chosen right now stands.
    if (!this.#timer) this.#copyForm(form);
    if (key) (this.#link(key) ?? this.region.querySelector("a"))?.focus();
    this.onShown();
  }

  #copyForm(form) {
    const kept = new Set(["q"]);
    for (const input of this.form.querySelectorAll("input[type=hidden]")) input.remove();
    for (const input of form.querySelectorAll("input[type=hidden]")) this.form.append(input);
    for (const field of form.querySelectorAll("select, input[type=search]")) {
      const mine = this.form.elements[field.name];
      if (mine && !(kept.has(field.name) && mine === document.activeElement)) mine.value = field.value;
    }
  }
}
