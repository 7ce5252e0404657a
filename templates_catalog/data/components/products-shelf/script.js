// A cart that lives in the visitor's browser: shelves and product pages fill it, the order form delivers it. Storage may
// be refused (sandboxed previews), then links to the site's other pages carry the cart along.
const folder = new URL(".", location.href).href;
const isItem = ([, item]) => typeof item?.name === "string" && Number.isFinite(item.cents) && item.amount >= 1;
const read = (text) => {
  try { return Object.fromEntries(Object.entries(JSON.parse(text) ?? {}).filter(isItem)); } catch { return {}; }
};
let stored = null;
let refused = false;
try { stored = sessionStorage.getItem("cart"); } catch { refused = true; }
const cart = read(refused ? new URLSearchParams(location.search).get("cart") : stored);
const lines = () => Object.entries(cart);
const write = (value) => {
  try { sessionStorage.setItem("cart", JSON.stringify(value)); } catch { refused = true; }
};
const views = [];
const change = (slug, by) => {
  cart[slug].amount += by;
  if (cart[slug].amount < 1) delete cart[slug];
  write(cart);
  for (const show of views) show();
};
const add = ({ slug, name, cents }, amount) => {
  cart[slug] ??= { name, cents: Number(cents), amount: 0 };
  change(slug, amount);
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!refused || event.defaultPrevented || !link?.href.startsWith(folder) || link.pathname === location.pathname) return;
  const target = new URL(link.href);
  if (lines().length) target.searchParams.set("cart", JSON.stringify(cart));
  else target.searchParams.delete("cart");
  link.href = target.href;
});
const buttons = [...document.querySelectorAll("[data-add]")];
for (const section of new Set(buttons.map((button) => button.closest("section")))) {
  const find = (name) => section.querySelector(`[data-${name}]`);
  const currency = find("currency").dataset.currency;
  const list = find("cart");
  const line = find("line")?.content.firstElementChild;
  const notes = list && (section.querySelector("form [name=order]") ?? section.querySelector("form textarea"));
  const amount = find("amount");
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  let written = "";
  const fillForm = (total) => {
    if (!notes || (notes.value && notes.value !== written)) return;
    const text = lines().map(([, item]) => `${item.amount} × ${item.name}`).concat(total).join("\n");
    notes.value = written = lines().length ? text : "";
  };
  const row = ([slug, { name, cents, amount: number }]) => {
    const item = line.cloneNode(true);
    item.querySelector("[data-line-name]").textContent = name;
    item.querySelector("output").textContent = number;
    item.querySelector("[data-line-price]").textContent = money.format((number * cents) / 100);
    item.querySelector("[data-less]").addEventListener("click", () => change(slug, -1));
    item.querySelector("[data-more]").addEventListener("click", () => change(slug, 1));
    return item;
  };
  const showList = () => {
    const sum = lines().reduce((all, [, item]) => all + item.amount * item.cents, 0);
    list.replaceChildren(...lines().map(row));
    find("total").textContent = money.format(sum / 100);
    find("empty").hidden = lines().length > 0;
    find("total-row").hidden = !lines().length;
    fillForm(money.format(sum / 100));
  };
  const show = () => {
    find("count").textContent = lines().reduce((all, [, item]) => all + item.amount, 0);
    find("open").hidden = !lines().length;
    if (list) showList();
    const own = find("in-cart");
    if (!own) return;
    own.textContent = cart[own.closest("[data-slug]").dataset.slug]?.amount ?? "";
    find("added").hidden = !own.textContent;
  };
  // Without a script these links lead to the order form, which takes any amount.
  if (amount) amount.hidden = false;
  for (const button of section.querySelectorAll("[data-add]")) {
    button.setAttribute("role", "button");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      add(button.closest("[data-slug]").dataset, Math.max(1, Math.trunc(amount?.querySelector("input").value) || 1));
    });
    button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
  }
  section.querySelector("form")?.addEventListener("submit", () => write({}));
  views.push(show);
  show();
}
