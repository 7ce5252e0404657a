// Two previews side by side: both show the page that is chosen, as a desktop shows it, made smaller.

import { $, $$ } from "./page.js";

const WIDE = 1280;

$("[data-pair-pages]")?.addEventListener("change", (event) => {
  for (const frame of $$("[data-pair] iframe")) frame.src = frame.dataset.preview + event.target.value;
});

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    target.style.setProperty("--wide", `${WIDE}px`);
    target.style.setProperty("--scale", target.clientWidth / WIDE);
  }
});
for (const stage of $$("[data-pair]")) observer.observe(stage);
