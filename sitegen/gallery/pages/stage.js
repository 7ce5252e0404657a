// Shows the variant and tone that the address asks for; without a wish all of them.
{
  const wish = new URLSearchParams(location.search);
  document.addEventListener("DOMContentLoaded", () => {
    document.body.classList.toggle("stage--bare", wish.has("bare"));
    for (const shot of document.querySelectorAll(".stage-shot")) {
      shot.hidden = ["variant", "tone"].some((name) => wish.get(name) && wish.get(name) !== shot.dataset[name]);
    }
  });
}
