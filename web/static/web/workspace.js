// The workspace: shows a build as its frames arrive, and the site when it is there.

import { Feed } from "./feed.js";

const root = document.getElementById("workspace");
const $ = (selector, within = document) => within.querySelector(selector);
const { project, csrf } = root.dataset;
const STATE_WORDS = { thinking: "thinking", waiting: "waiting", working: "at work", completed: "done", warning: "careful", error: "failed" };
const state = { started: 0, timer: 0 };

async function call(path, body) {
  const answer = await fetch(`/api/v2/projects/${project}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "X-CSRFToken": csrf, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID?.() ?? String(Math.random()) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.detail ?? `The server answered ${answer.status}.`);
  return data;
}

function setActive(active) {
  root.dataset.active = active ? "yes" : "no";
  document.body.classList.toggle("is-active", active);
  $("[data-cancel]").hidden = !active;
  $("[data-submit]").disabled = active;
  if (!active) clearInterval(state.timer);
}

function resetPanel() {
  for (const row of document.querySelectorAll("[data-agent]")) {
    row.dataset.state = "idle";
    $("[data-state-word]", row).textContent = "";
    $("[data-progress]", row).value = 0;
  }
  $("[data-total]").value = 0;
  $("[data-line]").textContent = "";
}

function startClock(from) {
  state.started = from;
  $("[data-clock]").hidden = false;
  clearInterval(state.timer);
  showElapsed(Date.now());
  state.timer = setInterval(() => showElapsed(Date.now()), 1000);
}

function showElapsed(until) {
  const seconds = Math.max(0, Math.round((until - state.started) / 1000));
  $("[data-clock]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function showAgent(frame) {
  const row = $(`[data-agent="${CSS.escape(frame.agent_type)}"]`);
  if (!row) return;
  row.dataset.state = frame.status;
  $("[data-state-word]", row).textContent = STATE_WORDS[frame.status] ?? "";
  $("[data-message]", row).textContent = frame.message;
  $("[data-progress]", row).value = frame.progress;
}

function say(text, role = "assistant") {
  const item = document.createElement("li");
  item.className = `talk__item talk__item--${role}`;
  item.textContent = text;
  $("[data-talk]").append(item);
}

async function showSite() {
  const detail = await call("");
  if (!detail.preview_url) return;
  const frame = $("[data-frame]");
  frame.src = detail.preview_url;
  frame.hidden = false;
  $("[data-wait]").hidden = true;
  for (const link of document.querySelectorAll(".view__open")) link.hidden = false;
  $("[data-open]").href = detail.preview_url;
  root.dataset.preview = detail.preview_url;
  $("[data-project-name]").textContent = detail.name;
  const select = $("[data-pages]");
  select.replaceChildren(...(detail.pages ?? []).map((page) => new Option(page.label, page.path)));
  select.hidden = !select.options.length;
}

function end(frame, title, line) {
  setActive(false);
  showElapsed(Date.parse(frame.timestamp)); // a replayed build may have ended long ago
  $("[data-run-title]").textContent = title;
  $("[data-line]").textContent = line;
}

const HANDLERS = {
  snapshot(frame) {
    if (!frame.build) return;
    const active = ["QUEUED", "RUNNING"].includes(frame.build.status);
    setActive(active);
    if (active) startClock(Date.parse(frame.build.queued_at ?? frame.timestamp));
  },
  build_queued(frame) {
    resetPanel();
    setActive(true);
    startClock(Date.parse(frame.timestamp));
    $("[data-run-title]").textContent = "Building";
    $("[data-line]").textContent = frame.position > 1 ? `Place ${frame.position} in the queue` : "Starting";
  },
  agent_message: showAgent,
  build_progress(frame) {
    $("[data-total]").value = frame.data.progress;
  },
  build_complete(frame) {
    const { result } = frame;
    $("[data-total]").value = 100;
    end(frame, "Ready", `${result.pages.length ?? result.pages} pages in ${Number(result.build_time).toFixed(1)} s for ${result.credits_used} credits.`);
    if (frame.live) showSite();
  },
  build_error(frame) {
    end(frame, "The build failed", `${frame.error} ${frame.refunded} credits were returned.`);
  },
  build_cancelled(frame) {
    end(frame, "Cancelled", `${frame.refunded} credits were returned.`);
  },
  credits_update(frame) {
    const wallet = $("[data-wallet]");
    if (wallet) wallet.textContent = frame.credits;
  },
};

const shownAtStart = root.dataset.active === "no" ? root.dataset.build : "";
const feed = new Feed({
  project,
  csrf,
  onFrame(frame) {
    // Frames of a build that had ended before the page was opened only fill in the panel.
    HANDLERS[frame.type]?.({ ...frame, live: frame.build_id !== shownAtStart });
  },
  onState(now) {
    const live = $("[data-live]");
    live.dataset.state = now;
    live.textContent = { on: "live", lost: "reconnecting", connecting: "connecting", off: "not connected" }[now];
  },
});
feed.open();

$("[data-build-form]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const error = $("[data-form-error]");
  error.hidden = true;
  $("[data-submit]").disabled = true;
  const prompt = form.prompt.value.trim();
  try {
    await call("/build", { prompt });
    say(prompt, "user");
    form.reset();
  } catch (reason) {
    error.textContent = reason.message;
    error.hidden = false;
    $("[data-submit]").disabled = false;
  }
});

$("[data-cancel]").addEventListener("click", async (event) => {
  event.currentTarget.disabled = true;
  try {
    const builds = await call("/builds");
    const active = builds.find((build) => ["PENDING", "PROGRESS"].includes(build.status));
    if (active) await call(`/build/${active.task_id}/cancel`, {});
  } catch (reason) {
    $("[data-line]").textContent = reason.message;
  }
  event.target.disabled = false;
});

$("[data-pages]").addEventListener("change", (event) => {
  $("[data-frame]").src = root.dataset.preview + event.target.value;
});

for (const button of document.querySelectorAll("[data-width]")) {
  button.addEventListener("click", () => {
    for (const other of document.querySelectorAll("[data-width]")) other.setAttribute("aria-pressed", String(other === button));
    const width = button.dataset.width;
    // A custom property set from script is allowed by the page's policy; a style attribute would not be.
    $(".view__stage").style.setProperty("--stage-width", width ? `${width}px` : "100%");
  });
}

setActive(root.dataset.active === "yes");
