// The gallery: lists follow their search box, previews have widths and pages, sample words fill the prompt.

import { LiveList } from "./live-list.js";

const $ = (selector, within = document) => within.querySelector(selector);
const list = $("[data-list]");
if (list) new LiveList(list);

const stage = $("[data-stage]");
if (stage) {
  const frame = $("[data-frame]", stage);
  const buttons = [...document.querySelectorAll("[data-width]")];
  // A phone shows the site as a phone does, until it is asked for more.
  const first = matchMedia("(max-width: 40rem)").matches ? buttons[0] : buttons.at(-1);
  let width = Number(first.dataset.width);

  // A page is shown as wide as on its device, and made smaller where there is less room.
  const fit = () => {
    const room = stage.clientWidth - 32;
    const height = stage.clientHeight - 32;
    const scale = Math.min(1, room / width);
    stage.classList.add("is-scaled");
    stage.style.setProperty("--frame-width", `${width}px`);
    stage.style.setProperty("--frame-scale", String(scale));
    stage.style.setProperty("--frame-height", `${Math.round(height / scale)}px`);
  };
  const press = (button) => {
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    width = Number(button.dataset.width);
    fit();
  };
  press(first);
  new ResizeObserver(fit).observe(stage);
  for (const button of buttons) button.addEventListener("click", () => press(button));
  $("[data-pages]")?.addEventListener("change", (event) => {
    frame.src = frame.dataset.base + event.target.value;
    $("[data-open]").href = frame.dataset.base + event.target.value;
  });
}

for (const link of document.querySelectorAll("[data-example-for]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const box = $(link.dataset.exampleFor);
    box.value = link.dataset.example;
    box.focus();
  });
}
