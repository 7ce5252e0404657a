// A cart that lives in the page: it fills the order form, and the form delivers. Storage may be refused (sandboxed
// previews), then the cart lasts as long as the page.
for (const list of document.querySelectorAll("[data-cart]")) {
  const section = list.closest("section");
  const find = (name) => section.querySelector(`[data-${name}]`);
  const currency = find("currency").dataset.currency;
  const notes = section.querySelector("form [name=order]") ?? section.querySelector("form textarea");
  const line = find("line").content.firstElementChild;
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  const read = () => {
    try { return JSON.parse(sessionStorage.getItem("cart")) ?? {}; } catch { return {}; }
  };
  const write = (value) => {
    try { sessionStorage.setItem("cart", JSON.stringify(value)); } catch { /* kept in memory */ }
  };
  const cart = read();
  const lines = () => Object.entries(cart);
  const change = (slug, by) => {
    cart[slug].amount += by;
    if (cart[slug].amount < 1) delete cart[slug];
    write(cart);
    show();
  };
  const add = ({ slug, name, cents }) => {
    cart[slug] ??= { name, cents: Number(cents), amount: 0 };
    change(slug, 1);
  };
  let written = "";
  const fillForm = (total) => {
    if (!notes || (notes.value && notes.value !== written)) return;
    const text = lines().map(([, item]) => `${item.amount} × ${item.name}`).concat(total).join("\n");
    notes.value = written = lines().length ? text : "";
  };
  const row = ([slug, { name, cents, amount }]) => {
    const item = line.cloneNode(true);
    item.querySelector("[data-line-name]").textContent = name;
    item.querySelector("output").textContent = amount;
    item.querySelector("[data-line-price]").textContent = money.format((amount * cents) / 100);
    item.querySelector("[data-less]").addEventListener("click", () => change(slug, -1));
    item.querySelector("[data-more]").addEventListener("click", () => change(slug, 1));
    return item;
  };
  const show = () => {
    const sum = lines().reduce((all, [, { amount, cents }]) => all + amount * cents, 0);
    list.replaceChildren(...lines().map(row));
    find("total").textContent = money.format(sum / 100);
    find("count").textContent = lines().reduce((all, [, { amount }]) => all + amount, 0);
    find("empty").hidden = lines().length > 0;
    find("total-row").hidden = find("open").hidden = !lines().length;
    fillForm(money.format(sum / 100));
  };
  // Without a script these links lead to the order form.
  for (const button of section.querySelectorAll("[data-add]")) {
    button.setAttribute("role", "button");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      add(button.closest("[data-slug]").dataset);
    });
    button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
  }
  section.querySelector("form")?.addEventListener("submit", () => write({}));
  show();
}
