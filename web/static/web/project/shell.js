// On every page of a project: the state of its build, the wallet, questions before what cannot be undone.

import { Feed } from "./feed.js";
import { $, $$, ask, head, refresh, showTimes, word } from "./page.js";

const wallets = new BroadcastChannel("wallet");
const rendered = Date.parse(head().now);
const shownAtStart = head().active === "no" ? head().build : "";
let latest = head().build;

function showWallet(credits) {
  for (const wallet of $$("[data-wallet]")) wallet.textContent = credits;
  document.dispatchEvent(new CustomEvent("wallet", { detail: credits }));
}

function showPulse(state, text) {
  const pulse = $("[data-pulse]");
  pulse.dataset.state = state;
  if (text) pulse.textContent = text;
}

function showProgress(progress) {
  showPulse("building", `${word("building")} ${progress} %`);
}

// The server says how it stands; nothing here guesses what an end means for the project.
function renewAtEnd(frame) {
  head().active = "no";
  if (!frame.live) return;
  const number = frame.result?.version;
  if (number) showPulse("completed", word("newVersion", { version: number }));
  document.dispatchEvent(new CustomEvent("ended", { detail: frame }));
  // The page of the preview shows another version from now on and renews itself.
  if (!$("[data-bench]")) refresh();
}

const HANDLERS = {
  snapshot(frame) {
    if (!frame.build) return;
    latest = frame.build.id;
    const active = ["QUEUED", "RUNNING"].includes(frame.build.status);
    head().active = active ? "yes" : "no";
    if (active) showProgress(frame.build.progress);
  },
  build_queued(frame) {
    latest = frame.build_id;
    if (!frame.live) return;
    head().active = "yes";
    showPulse("building", word("queued"));
  },
  build_progress(frame) {
    if (frame.live) showProgress(frame.data.progress);
  },
  build_complete: renewAtEnd,
  build_error: renewAtEnd,
  build_cancelled: renewAtEnd,
  credits_update(frame) {
    // The replay of an old build tells what the wallet held then.
    if (Date.parse(frame.timestamp) < rendered) return;
    showWallet(frame.credits);
    wallets.postMessage(frame.credits);
  },
};

/** The build that the page is about now. */
export const latestBuild = () => latest;

const feed = new Feed({
  project: head().project,
  csrf: head().csrf,
  onFrame(frame) {
    // Frames of a build that had ended before the page was opened only fill in the panel.
    const told = { ...frame, live: Boolean(frame.build_id) && frame.build_id !== shownAtStart };
    HANDLERS[frame.type]?.(told);
    document.dispatchEvent(new CustomEvent("frame", { detail: told }));
  },
  onState(state) {
    for (const live of $$("[data-live]")) {
      live.dataset.state = state;
      live.textContent = word({ on: "live", lost: "lost", connecting: "connecting", off: "off" }[state]);
    }
  },
});

// Another device may have spent something meanwhile.
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch("/api/v2/user/credits").catch(() => null);
  if (answer?.ok) showWallet((await answer.json()).credits);
});
wallets.addEventListener("message", (event) => showWallet(event.data));

// Forms that ask first, and those that act when something is chosen.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const question = form.dataset.ask !== undefined ? form : null;
  if (!question || form.dataset.sure) return;
  event.preventDefault();
  const { askTitle, askText, askYes } = form.dataset;
  if (!(await ask({ title: askTitle, text: askText, yes: askYes }))) return;
  form.dataset.sure = "yes";
  form.requestSubmit(event.submitter);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form) form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) await copy(copier);
  // A small menu closes when something else is pressed.
  for (const pop of $$("details[data-pop][open]")) if (!pop.contains(event.target)) pop.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const pop of $$("details[data-pop][open]")) {
    pop.open = false;
    $("summary", pop).focus();
  }
});

async function copy(button) {
  const { copy: text, copyFrom } = button.dataset;
  try {
    await navigator.clipboard.writeText(copyFrom ? await (await fetch(copyFrom)).text() : text);
  } catch {
    // No clipboard without a secure context: then the text is selected, to be copied by hand.
    const field = button.parentElement.querySelector("input");
    field?.select();
    return;
  }
  const label = $("span", button);
  const before = label.textContent;
  label.textContent = word("copied");
  setTimeout(() => (label.textContent = before), 2000);
}

showTimes();
// On a phone the tabs are wider than the screen: the open one shall be seen.
const tab = $(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
// The modules of a page listen before the first frame comes.
queueMicrotask(() => feed.open());
