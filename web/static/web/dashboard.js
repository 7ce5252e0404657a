// The dashboard: the list follows its search box, cards of builds under way follow their builds, menus close
// by themselves, and deleting asks in a dialog.

import { LiveList } from "./live-list.js";
import { UserFeed } from "./user-feed.js";

const LOOK = 1_500; // how often progress is asked for while something is built
const $ = (selector, within = document) => within.querySelector(selector);
const live = $("#live");
const state = { timer: 0, looking: false };

const list = new LiveList($("[data-list]"), () => look());

function cardsUnderWay() {
  return [...document.querySelectorAll('.card[data-status="building"]')];
}

// Ask how far the builds are, as long as a card shows one. A build that is gone has ended: the list knows how.
async function look() {
  clearTimeout(state.timer);
  const cards = cardsUnderWay();
  if (!cards.length || state.looking || document.hidden) return;
  state.looking = true;
  try {
    const answer = await fetch(live.dataset.underWay, { headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected) await follow(await answer.json(), cards);
  } catch {
    // Offline: the next look is as good.
  } finally {
    state.looking = false;
  }
  clearTimeout(state.timer);
  if (cardsUnderWay().length) state.timer = setTimeout(look, LOOK);
}

async function follow({ builds, credits }, cards) {
  showCredits(credits);
  const known = new Map(builds.map((build) => [build.project_id, build]));
  let ended = false;
  for (const card of cards) {
    const build = known.get(card.dataset.project);
    if (!build) ended = true;
    else showProgress(card, build);
  }
  if (ended) await list.show(location.href);
}

function showProgress(card, build) {
  const bar = $("[data-progress]", card);
  if (!bar) return;
  bar.value = Math.max(bar.value, build.progress);
  $("[data-percent]", card).textContent = `${bar.value} %`;
  $("[data-stage]", card).textContent = build.stage;
}

function showCredits(credits) {
  for (const place of document.querySelectorAll("[data-wallet]")) place.textContent = credits;
}

const LIFE_CYCLE = new Set(["build_queued", "build_complete", "build_error", "build_cancelled"]);
new UserFeed({
  csrf: live.dataset.csrf,
  onFrame(frame) {
    if (frame.type === "snapshot" || frame.type === "credits_update") showCredits(frame.credits);
    if (frame.type === "snapshot") look();
    if (LIFE_CYCLE.has(frame.type) && list.region) list.show(location.href);
  },
}).open();
document.addEventListener("visibilitychange", () => look());
look();

// Examples fill the box instead of loading the page again.
for (const link of document.querySelectorAll("[data-example]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const box = $("#new-prompt");
    box.value = link.dataset.example;
    box.focus();
  });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const link = event.target.closest("[data-delete]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = $("[data-delete-dialog]");
  $("[data-delete-form]").action = link.href;
  $("[data-delete-name]").textContent = link.dataset.name;
  link.closest(".menu").open = false;
  dialog.showModal();
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && $(".menu[open]");
  if (!menu) return;
  menu.open = false;
  $("summary", menu).focus();
});
$("[data-delete-keep]").addEventListener("click", () => $("[data-delete-dialog]").close());
