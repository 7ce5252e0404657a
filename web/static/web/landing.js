// The examples fill the box without a page load, and what is typed stays where it was.
const box = document.querySelector("#prompt textarea");
const told = document.querySelector("[data-filled]");
const toBox = () => {
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
};

addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const example = event.target.closest("[data-example]");
  const way = example ?? event.target.closest("[data-to-box]");
  if (!way) return;
  event.preventDefault();
  if (example) {
    box.value = example.dataset.example;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    told.textContent = told.dataset.filled;
  }
  toBox();
});
