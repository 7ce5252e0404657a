// A link to a place on the same page leaves the phone menu open: close it.
const menu = document.querySelector(".header-centred .site-nav");
menu?.addEventListener("click", (event) => {
  if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
});
