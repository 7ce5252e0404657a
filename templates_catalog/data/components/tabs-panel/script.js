// Stacked parts become tabs as the ARIA Authoring Practices describe them: one stop in the tab order, arrow keys between.
for (const box of document.querySelectorAll("[data-tabs]")) {
  const panels = [...box.children];
  const bar = document.createElement("div");
  bar.setAttribute("role", "tablist");
  bar.setAttribute("aria-labelledby", box.closest(".section").getAttribute("aria-labelledby"));
  const tabs = panels.map((panel) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `${panel.id}-label`;
    tab.textContent = panel.dataset.label;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.tabIndex = 0;
    return tab;
  });
  const select = (index) => tabs.forEach((tab, i) => {
    tab.setAttribute("aria-selected", i === index);
    tab.tabIndex = i === index ? 0 : -1;
    panels[i].hidden = i !== index;
  });
  tabs.forEach((tab, index) => tab.addEventListener("click", () => select(index)));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    select(next);
    tabs[next].focus();
  });
  bar.append(...tabs);
  box.prepend(bar);
  select(0);
}
