// A cart that lives in the page: it fills the order form, and the form delivers. Storage may be refused (sandboxed
// previews), then the cart lasts as long as the page.
for (const section of document.querySelectorAll(".products-shelf")) {
  const shelf = section.querySelector("[data-shelf]");
  const list = section.querySelector("[data-cart]");
  if (!list) continue;
  const find = (name) => section.querySelector(`[data-${name}]`);
  const notes = section.querySelector("form [name=items], form [name=order], form textarea");
  const line = find("line").content.firstElementChild;
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: shelf.dataset.currency });
  const products = new Map([...shelf.children].map((item) => [item.dataset.slug, item.dataset]));
  const read = () => {
    try { return JSON.parse(sessionStorage.getItem("cart")) ?? {}; } catch { return {}; }
  };
  const write = (cart) => {
    try { sessionStorage.setItem("cart", JSON.stringify(cart)); } catch { /* kept in memory */ }
  };
  const cart = read();
  const lines = () => Object.entries(cart).filter(([slug]) => products.has(slug));
  const change = (slug, by) => {
    cart[slug] = (cart[slug] ?? 0) + by;
    if (cart[slug] < 1) delete cart[slug];
    write(cart);
    show();
  };
  let written = "";
  const fillForm = (total) => {
    const text = lines().map(([slug, amount]) => `${amount} × ${products.get(slug).name}`).concat(money.format(total / 100)).join("\n");
    if (!notes || (notes.value && notes.value !== written)) return;
    notes.value = written = lines().length ? text : "";
  };
  const show = () => {
    const total = lines().reduce((sum, [slug, amount]) => sum + amount * products.get(slug).cents, 0);
    list.replaceChildren(...lines().map(([slug, amount]) => {
      const { name, cents } = products.get(slug);
      const row = line.cloneNode(true);
      row.querySelector("[data-line-name]").textContent = name;
      row.querySelector("output").textContent = amount;
      row.querySelector("[data-line-price]").textContent = money.format((amount * cents) / 100);
      row.querySelector("[data-less]").addEventListener("click", () => change(slug, -1));
      row.querySelector("[data-more]").addEventListener("click", () => change(slug, 1));
      return row;
    }));
    find("total").textContent = money.format(total / 100);
    find("count").textContent = lines().reduce((sum, [, amount]) => sum + amount, 0);
    find("empty").hidden = lines().length > 0;
    find("total-row").hidden = find("open").hidden = !lines().length;
    fillForm(total);
  };
  for (const button of section.querySelectorAll("[data-add]")) {
    button.hidden = false;
    button.addEventListener("click", () => change(button.closest("li").dataset.slug, 1));
  }
  section.querySelector("form")?.addEventListener("submit", () => write({}));
  show();
}
