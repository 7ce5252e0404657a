// The page of the preview: the agents as they report, the conversation, and the site at several widths.

import { $, $$, Refusal, ask, call, head, refresh, word } from "./page.js";
import { chosen, settled } from "./pictures.js";
import { latestBuild } from "./shell.js";

const bench = $("[data-bench]");
const form = $("[data-build-form]");
const skew = Date.now() - Date.parse(head().now); // our clock against the server's
const typical = Number(bench.dataset.typical) || 0;
const clock = { started: 0, timer: 0 };
const PHONE = 375;
const DESKTOP = 1280;
let width = innerWidth < 640 ? PHONE : DESKTOP;

// --- the agents

function setActive(active) {
  document.body.classList.toggle("is-active", active);
  $("[data-cancel]").hidden = !active;
  $("[data-submit]").disabled = active || waiting > 0;
  $("[data-wait-building]").hidden = !active;
  $("[data-wait-nothing]").hidden = active;
  if (!active) clearInterval(clock.timer);
}

function resetPanel() {
  for (const row of $$("[data-agent]")) {
    row.dataset.state = "idle";
    $("[data-state-word]", row).textContent = "";
    $("[data-message]", row).textContent = $("[data-message]", row).dataset.task;
    $("[data-message]", row).removeAttribute("lang");
    $("[data-progress]", row).value = 0;
  }
  $("[data-total]").value = 0;
  $("[data-line]").textContent = "";
  $("[data-retry]").hidden = true;
}

function startClock(from) {
  clock.started = from + skew;
  $("[data-clock]").hidden = false;
  clearInterval(clock.timer);
  showElapsed(Date.now());
  clock.timer = setInterval(() => showElapsed(Date.now()), 1000);
}

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function showElapsed(until, ended = false) {
  const seconds = Math.max(0, Math.round((until - clock.started) / 1000));
  const elapsed = minutes(seconds);
  const about = typical && !ended && seconds < typical * 3;
  $("[data-clock]").textContent = about ? word("ofAbout", { elapsed, typical: minutes(Math.max(1, Math.round(typical))) }) : elapsed;
}

function showAgent(frame) {
  const row = $(`[data-agent="${CSS.escape(frame.agent_type)}"]`);
  if (!row) return;
  row.dataset.state = frame.status;
  $("[data-state-word]", row).textContent = word(frame.status);
  $("[data-message]", row).textContent = frame.message;
  $("[data-message]", row).lang = $("#head").dataset.tongue || document.documentElement.lang;
  $("[data-progress]", row).value = frame.progress;
  if (frame.live) $("[data-run-title]").textContent = word("building");
}

function place(frame) {
  if (frame.position <= 1 && !frame.estimated_start_at) return word("starting");
  const at = frame.estimated_start_at && new Date(Date.parse(frame.estimated_start_at) + skew);
  const begins = at && word("mayBegin", { time: at.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" }) });
  return [frame.position > 1 ? word("place", frame) : word("starting"), frame.position > 1 && begins].filter(Boolean).join(" ");
}

function end(frame, title, line) {
  setActive(false);
  showElapsed(Date.parse(frame.timestamp) + skew, true); // a replayed build may have ended long ago
  $("[data-run-title]").textContent = title;
  $("[data-line]").textContent = line;
  scrollDown();
}

const FRAMES = {
  snapshot(frame) {
    if (!frame.build) return;
    const active = ["QUEUED", "RUNNING"].includes(frame.build.status);
    $("[data-run]").hidden = false;
    setActive(active);
    if (active) startClock(Date.parse(frame.build.queued_at));
  },
  build_queued(frame) {
    const again = frame.epoch > 0; // another worker goes on; what was done stays
    $("[data-run]").hidden = false;
    if (!again && frame.seq === 1) {
      resetPanel();
      clock.started = 0;
      if (frame.live) begin();
    }
    if (!clock.started) startClock(Date.parse(frame.timestamp));
    if (!frame.live) return;
    setActive(true);
    $("[data-run-title]").textContent = word("queued");
    $("[data-line]").textContent = place(frame);
  },
  agent_message(frame) {
    showAgent(frame);
    if (frame.live) $("[data-line]").textContent = "";
  },
  build_progress(frame) {
    $("[data-total]").value = frame.data.progress;
  },
  build_complete(frame) {
    const { result } = frame;
    $("[data-total]").value = 100;
    const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const seconds = Number(result.build_time).toLocaleString(document.documentElement.lang, one);
    end(frame, word("ready"), word("took", { pages: result.pages.length ?? result.pages, seconds, credits: result.credits_used }));
  },
  build_error(frame) {
    end(frame, word("failed"), `${frame.error} ${word("returned", { credits: frame.refunded })}`);
    $("[data-retry]").hidden = false;
  },
  build_cancelled(frame) {
    end(frame, word("cancelled"), word("returned", { credits: frame.refunded }));
    $("[data-retry]").hidden = false;
  },
};

// A build began, here or in another tab: its prompt is a line of the conversation now.
async function begin() {
  $("[data-agents]").open = true;
  await refresh();
  scrollDown();
}

document.addEventListener("frame", (event) => FRAMES[event.detail.type]?.(event.detail));
document.addEventListener("ended", async (event) => {
  // Whoever looked at an earlier version looks at the new one now.
  if (event.detail.result) history.replaceState(null, "", location.pathname);
  await refresh();
  if (event.detail.result) {
    $("[data-agents]").open = false;
    showSite();
  }
  scrollDown();
});

// To the end of the conversation, but not past the beginning of what is going on.
function scrollDown() {
  const area = $("[data-scroll]");
  const run = $("[data-run]");
  if (area.scrollHeight > area.clientHeight) area.scrollTop = run.hidden ? area.scrollHeight : run.offsetTop - 16;
  // On a phone the page itself scrolls, which only news may make it do.
  else if (head().active === "yes" && bench.dataset.pane === "talk") run.scrollIntoView({ block: "nearest" });
}

$("[data-cancel]").addEventListener("click", async (event) => {
  const button = event.currentTarget;
  if (!(await ask({ title: word("cancelTitle"), text: word("cancelText"), yes: word("cancelYes") }))) return;
  await act(button, () => call(`/build/${latestBuild()}/cancel`, {}));
});
$("[data-retry]").addEventListener("click", (event) => act(event.currentTarget, () => call(`/build/${latestBuild()}/retry`, {})));

async function act(button, work) {
  button.disabled = true;
  hideRefusal();
  try {
    await work();
  } catch (refusal) {
    showRefusal(refusal);
  }
  button.disabled = false;
}

// --- ordering a build

let waiting = 0;
let quote = { total: Number($("[data-quote-total]").textContent) };

function hideRefusal() {
  $("[data-refusal]").hidden = true;
}

function showRefusal(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  const { status, problem } = refusal;
  const money = status === 402;
  const busy = status === 409 && problem.code === "build_active";
  tell(money ? word("need", problem) : busy ? word("busy") : refusal.message, money ? word("needDo") : "");
  const credits = $("[data-refusal-credits]");
  if (credits) credits.hidden = !money;
  if (busy) $("[data-run]").scrollIntoView({ block: "nearest" });
  if (status === 429) countDown(refusal.retryAfter || 5);
}

function tell(text, what = "") {
  $("[data-refusal-text]").textContent = text;
  $("[data-refusal-do]").textContent = what;
  $("[data-refusal-do]").hidden = !what;
  $("[data-refusal]").hidden = false;
}

function countDown(seconds) {
  waiting = seconds;
  tell(word("wait", { seconds: waiting }));
  const timer = setInterval(() => {
    waiting -= 1;
    $("[data-refusal-text]").textContent = word("wait", { seconds: waiting });
    if (waiting > 0) return;
    clearInterval(timer);
    hideRefusal();
    $("[data-submit]").disabled = head().active === "yes";
  }, 1000);
  $("[data-submit]").disabled = true;
}

async function showQuote() {
  quote = await call("/build/quote", {}).catch(() => quote);
  $("[data-quote]").textContent = word("credits", { credits: quote.total });
  $("[data-quote-total]").textContent = quote.total;
  $("[data-discount]").textContent = `−${quote.discount}`;
  for (const line of quote.breakdown ?? []) {
    const cell = $(`[data-price="${CSS.escape(line.agent)}"]`);
    if (cell) cell.textContent = line.credits;
  }
  showShort(Number($("[data-wallet]")?.textContent ?? quote.total));
}

function showShort(have) {
  const short = $("[data-short]");
  short.hidden = have >= quote.total;
  short.textContent = word("short", { have });
}

document.addEventListener("wallet", (event) => showShort(event.detail));
for (const field of [form.template_id, form.keep_partial]) field.addEventListener("change", showQuote);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const prompt = form.prompt.value.trim();
  if (!prompt || head().active === "yes" || waiting > 0) return;
  const order = { prompt, template_id: form.template_id.value || null, options: { keep_partial: form.keep_partial.checked } };
  $("[data-submit]").disabled = true;
  hideRefusal();
  try {
    await settled();
    await call("/build", { ...order, uploaded_images: chosen() });
    form.prompt.value = "";
    keepDraft();
  } catch (refusal) {
    $("[data-submit]").disabled = false;
    showRefusal(refusal);
  }
});
form.prompt.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

// What was typed outlives a reload.
const draft = `draft:${head().project}`;
function keepDraft() {
  sessionStorage.setItem(draft, form.prompt.value);
}
form.prompt.value = sessionStorage.getItem(draft) || form.prompt.value;
form.prompt.addEventListener("input", keepDraft);

// --- the site

function showSite(path = "") {
  const { preview } = $("#viewbar").dataset;
  if (!preview) return;
  $("[data-frame]").src = preview + path;
  $("[data-paper]").hidden = false;
  $("[data-stage-wait]").hidden = true;
  fit();
}

// A width that the pane has no room for is shown smaller, as a whole.
function fit() {
  const stage = $("[data-stage]");
  const room = stage.clientWidth - 2 * parseFloat(getComputedStyle(stage).paddingInlineStart);
  const wide = width === DESKTOP ? Math.max(width, room) : width;
  const scale = Math.min(1, room / wide);
  // Custom properties set from script are allowed by the page's policy; a style attribute would not be.
  stage.style.setProperty("--wide", `${wide}px`);
  stage.style.setProperty("--scale", scale);
}

document.addEventListener("click", async (event) => {
  const chosen = event.target.closest("[data-width]");
  if (chosen) {
    width = Number(chosen.dataset.width);
    markWidth();
    fit();
  }
  if (event.target.closest("[data-reload]")) {
    const path = $("[data-pages]").value;
    await refresh(); // a link to a preview is good for some hours only
    if ([...$("[data-pages]").options].some((option) => option.value === path)) $("[data-pages]").value = path;
    showSite($("[data-pages]").value);
  }
  const pane = event.target.closest("[data-pane-button]");
  if (pane) showPane(pane.dataset.paneButton);
});

function markWidth() {
  for (const button of $$("[data-width]")) button.setAttribute("aria-pressed", String(Number(button.dataset.width) === width));
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pages]")) {
    showSite(event.target.value);
    $("[data-open]").href = $("#viewbar").dataset.preview + event.target.value;
  }
});

function showPane(name) {
  bench.dataset.pane = name;
  for (const button of $$("[data-pane-button]")) button.setAttribute("aria-pressed", String(button.dataset.paneButton === name));
  fit();
}

new ResizeObserver(fit).observe($("[data-stage]"));
// The bar is taken anew after a build; it must say which width is shown.
new MutationObserver(markWidth).observe($(".view"), { childList: true });
markWidth();
fit();
setActive(head().active === "yes");
showShort(Number($("[data-wallet]")?.textContent ?? quote.total));
scrollDown();
