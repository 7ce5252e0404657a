// Filters of the index, and the frames of the entries. Everything can be read without it.
{
  const filters = document.querySelector("[data-filters]");
  if (filters) {
    const cards = [...document.querySelectorAll(".card")];
    const count = document.querySelector("[data-count]");
    const nothing = document.querySelector("[data-nothing]");
    const narrow = () => {
      const wish = Object.fromEntries(new FormData(filters));
      const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const card of cards) {
        const fits = ["group", "category", "kind"].every((name) => !wish[name] || card.dataset[name] === wish[name])
          && words.every((word) => card.dataset.words.includes(word));
        card.hidden = !fits;
        shown += fits;
      }
      count.textContent = shown === 1 ? "1 entry" : `${shown} entries`;
      nothing.hidden = shown > 0;
      history.replaceState(null, "", `#${new URLSearchParams(Object.entries(wish).filter(([, value]) => value))}`);
    };
    // The address remembers the wish, so coming back from an entry finds the same cards.
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      const field = filters.elements[name];
      if (field) field.value = value;
    }
    filters.addEventListener("input", narrow);
    filters.addEventListener("submit", (event) => event.preventDefault());
    narrow();
  }

  const stage = document.querySelector("[data-stage]");
  if (stage) {
    const frame = document.querySelector("[data-frame]");
    const alone = document.querySelector("[data-alone]");
    const show = (event) => {
      const wish = Object.fromEntries(new FormData(stage));
      frame.style.inlineSize = wish.width ? `${wish.width}px` : "";
      if (event?.target.name === "width") return;
      const file = wish.page || stage.dataset.stage.replace("{look}", wish.look).replace("{length}", wish.length ?? "");
      const query = new URLSearchParams(Object.entries({ variant: wish.variant, tone: wish.tone }).filter(([, value]) => value));
      frame.src = alone.href = query.size ? `${file}?${query}` : file;
    };
    stage.addEventListener("input", show);
    stage.addEventListener("submit", (event) => event.preventDefault());
    if (new FormData(stage).get("look") !== stage.querySelector("option")?.value) show();
  }

  // Small pages are drawn at the width of a desktop and scaled down to their card.
  const fit = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) target.style.setProperty("--scale", contentRect.width / 1280);
  });
  for (const view of document.querySelectorAll(".card-view")) fit.observe(view);
}
