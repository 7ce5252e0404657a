// What all modules of a project's pages share: finding elements, words of the page's language, calls of
// the API, and taking parts of the page anew from the server.

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
export const head = () => document.getElementById("head").dataset;

const words = document.getElementById("words").dataset;

/** A text of the page's language with its {names} filled in. */
export function word(key, values = {}) {
  return (words[`t${key[0].toUpperCase()}${key.slice(1)}`] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

const sentences = JSON.parse(words.refusals);

// The API speaks English; the page has a sentence of its own language for what can be refused here. One that
// needs a member which the problem has not is no help.
function sentence(problem) {
  const text = sentences[problem.code]?.replace(/\{(\w+)\}/g, (braces, name) => problem[name] ?? braces);
  return text && !/\{\w+\}/.test(text) ? text : problem.detail;
}

/** What the API refused: status, code and members of its problem (RFC 9457). */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(sentence(problem) ?? (status ? word("server", { status }) : word("unreachable")));
    Object.assign(this, { status, problem, retryAfter });
  }
}

/** Ask the API about this project; by default POST if there is a body. Throws Refusal. */
export async function call(path, body, method = body === undefined ? "GET" : "POST") {
  const headers = { "X-CSRFToken": head().csrf };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  // A request that is sent twice acts once.
  if (method === "POST") headers["Idempotency-Key"] = key();
  let answer;
  try {
    answer = await fetch(`/api/v2/projects/${head().project}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, {}, 0);
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, data, Number(answer.headers.get("Retry-After")) || 0);
  return data;
}

/** A new Idempotency-Key. randomUUID is there in secure contexts only, and a local network may be none. */
export function key() {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}

const TRIES = [0, 500, 1000, 2000, 4000, 8000];
let refreshing = Promise.resolve();

/** Take the parts marked data-refresh anew from the server, one refresh after the other. */
export function refresh() {
  refreshing = refreshing.catch(() => undefined).then(renew);
  return refreshing;
}

// What is missed here would stay wrong until somebody reloads, so a server that restarts is waited for.
async function renew() {
  for (const pause of TRIES) {
    await new Promise((done) => setTimeout(done, pause));
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) return exchange(await answer.text());
    if (answer && answer.status < 500) return; // signed out or deleted elsewhere: nothing to wait for
  }
}

function exchange(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of $$("[data-refresh]")) {
    const other = fresh.getElementById(part.id);
    // Whoever is writing in it or has opened something must not lose that.
    if (!other || $("input:focus, textarea:focus, details[open]:not([data-keep])", part)) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceWith(document.adoptNode(other));
    if (focused) document.getElementById(focused)?.focus();
  }
  showTimes();
}

/** Times as the reader's clock has them. */
export function showTimes(within = document) {
  const shape = new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "medium", timeStyle: "short" });
  for (const time of $$("time[data-time]", within)) time.textContent = shape.format(new Date(time.dateTime));
}

/** Ask before something is done; resolves to whether it shall be. */
export function ask({ title, text, yes }) {
  const dialog = $("dialog[data-ask]"); // forms that ask bear the attribute, too
  $("[data-ask-title]", dialog).textContent = title;
  $("[data-ask-text]", dialog).textContent = text;
  $("[data-ask-yes]", dialog).textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
