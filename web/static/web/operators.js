// Landmarks that the administration's frame lacks: where its content is, and what its scrolled parts are.

document.addEventListener("DOMContentLoaded", () => document.getElementById("main")?.setAttribute("role", "main"));
addEventListener("load", () => {
  for (const part of document.querySelectorAll(".simplebar-content-wrapper")) {
    part.setAttribute("aria-label", part.closest("#main") ? "Rows" : "Menu");
  }
});
