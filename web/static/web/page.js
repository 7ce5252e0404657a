// What every page has: the account menu, messages that can be closed, the offline banner, the theme, countdowns
// and passwords that can be looked at. Without this file everything still works, with a page load more.

const all = (selector) => document.querySelectorAll(selector);

const banner = document.querySelector("[data-offline]");
const tellConnection = () => (banner.hidden = navigator.onLine);
addEventListener("online", tellConnection);
addEventListener("offline", tellConnection);
tellConnection();

for (const menu of all("[data-menu]")) {
  const close = () => (menu.open = false);
  addEventListener("click", (event) => menu.contains(event.target) || close());
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
}

for (const list of all("[data-toasts]")) {
  // A live region speaks of what changes in it, not of what it was loaded with.
  const toasts = [...list.children];
  requestAnimationFrame(() => list.replaceChildren(...toasts));
  for (const toast of toasts) {
    const button = toast.querySelector("[data-close]");
    button.hidden = false;
    button.addEventListener("click", () => toast.remove());
  }
}

for (const form of all("[data-theme-form]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = event.submitter.value;
    const body = new FormData(form, event.submitter);
    const root = document.documentElement;
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    document.querySelector("meta[name=color-scheme]").content = chosen || "light dark";
    for (const button of form.querySelectorAll("button")) button.ariaPressed = String(button === event.submitter);
    await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  });
}

for (const button of all("[data-peek]")) {
  const field = document.getElementById(button.dataset.peek);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.ariaPressed = String(!shown);
  });
  // Password managers look for a password field when the form is sent.
  field.form.addEventListener("submit", () => (field.type = "password"));
}

for (const place of all("[data-wait]")) {
  const end = Date.now() + 1000 * Number(place.dataset.wait);
  const held = place.closest("form")?.querySelectorAll("button:not([type=button])") ?? [];
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    place.textContent = left ? place.dataset.waiting.replace("{seconds}", left) : place.dataset.over;
    for (const button of held) button.disabled = left > 0;
    if (left) setTimeout(tick, 1000);
  };
  tick();
}

// A field that was refused is where the work goes on.
document.querySelector("[aria-invalid=true]")?.focus();
