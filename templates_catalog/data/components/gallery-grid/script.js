// Pictures open large in a dialog; without a script they are simply there.
for (const section of document.querySelectorAll(".gallery-grid")) {
  const box = section.querySelector("dialog");
  const figures = [...section.querySelectorAll("figure:has(img)")];
  const words = (figure) => (figure.querySelector("figcaption") ?? {}).textContent ?? figure.querySelector("img").alt;
  let at = 0;
  const show = (index) => {
    at = (index + figures.length) % figures.length;
    const image = figures[at].querySelector("img").cloneNode();
    image.loading = "eager";
    box.querySelector("[data-picture]").replaceChildren(image);
    box.querySelector("[data-caption]").textContent = words(figures[at]);
    if (!box.open) box.showModal();
  };
  figures.forEach((figure, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", words(figure));
    button.addEventListener("click", () => show(index));
    figure.querySelector(".frame").append(button);
  });
  for (const step of box.querySelectorAll("[data-step]")) step.addEventListener("click", () => show(at + Number(step.dataset.step)));
  box.querySelector("[data-close]").addEventListener("click", () => box.close());
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(at + 1);
    if (event.key === "ArrowLeft") show(at - 1);
  });
}
