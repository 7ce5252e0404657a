// The pictures of the composer: dropped or picked, uploaded one by one, described, ticked and removed. The page of
// all pictures uploads with it, too, and shows what has arrived in a list of its own.

import { $, $$, Refusal, call, head, key, refresh, word } from "./page.js";

const box = $("[data-pictures]");
const list = $("[data-picture-list]", box);
const form = box.closest("form");
let queue = Promise.resolve(); // one after the other: pictures keep the order in which they were given
const THUMB = 96;

/** Ids of the ticked pictures, in the order of the list. */
export function chosen() {
  return $$("[data-picture]", list).filter((row) => row.dataset.picture && $("[data-picture-chosen]", row).checked).map((row) => row.dataset.picture);
}

/** Resolves when no upload is under way any more. */
export async function settled() {
  for (let last; last !== queue; ) await (last = queue);
}

function say(text) {
  $("[data-picture-status]").textContent = text;
}

// --- uploading

function add(files) {
  for (const file of files) {
    const row = newRow(file.name);
    showThumb(file, row);
    queue = queue.then(() => row.isConnected && send(file, row)).catch(reportError);
  }
}

function newRow(name) {
  const row = $("[data-picture-template]").content.firstElementChild.cloneNode(true);
  row.dataset.name = name;
  $("[data-picture-name]", row).textContent = name;
  $("[data-picture-use]", row).textContent = word("pictureUse", { name });
  $("[data-picture-alt]", row).setAttribute("aria-label", word("pictureShows", { name }));
  $("[data-picture-progress]", row).setAttribute("aria-label", word("pictureUploading", { name }));
  $("[data-picture-remove-word]", row).textContent = word("pictureRemove", { name });
  list.append(row);
  box.hidden = false;
  row.scrollIntoView({ block: "nearest" });
  return row;
}

async function send(file, row) {
  try {
    if (file.size > Number(box.dataset.mostBytes)) throw new Refusal(413, { code: "too_large" });
    arrived(row, (await post(file, row))[0]);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (row.isConnected) fail(row, refusal.message);
  }
}

// fetch cannot tell how far a body has come.
function post(file, row) {
  const body = new FormData();
  body.append("file", file);
  const request = new XMLHttpRequest();
  row.request = request;
  request.open("POST", `/api/v2/projects/${head().project}/assets`);
  request.responseType = "json";
  request.setRequestHeader("X-CSRFToken", head().csrf);
  request.setRequestHeader("Idempotency-Key", key());
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) $("[data-picture-progress]", row).value = (event.loaded / event.total) * 100;
  });
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new Refusal(request.status, request.response ?? {}, 0));
    request.addEventListener("load", () => (request.status === 201 ? resolve(request.response) : refuse()));
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, refuse);
    request.send(body);
  });
}

function arrived(row, picture) {
  if (!row.isConnected) return call(`/assets/${picture.id}`, undefined, "DELETE").catch(() => undefined);
  say(word("pictureDone", { name: row.dataset.name }));
  if (box.dataset.thenRefresh !== undefined) {
    row.remove();
    box.hidden = !list.childElementCount;
    return refresh();
  }
  row.dataset.picture = picture.id;
  $("[data-picture-progress]", row).hidden = true;
  $("[data-picture-alt]", row).hidden = false;
  const image = $("img", row);
  image.src = picture.url;
  image.hidden = false;
  keepToLimit(row);
}

function fail(row, text) {
  row.classList.add("picture--failed");
  $("[data-picture-progress]", row).hidden = true;
  $("[data-picture-chosen]", row).checked = false;
  $("[data-picture-chosen]", row).disabled = true;
  show(row, text);
  say(`${row.dataset.name}: ${text}`);
}

function show(row, text) {
  const error = $("[data-picture-error]", row);
  error.textContent = text;
  error.hidden = !text;
}

// Drawn small, for the page may not show whole files; what the browser cannot read shows up once it is uploaded.
async function showThumb(file, row) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap || row.dataset.picture) return;
  const canvas = document.createElement("canvas");
  const scale = THUMB / Math.min(bitmap.width, bitmap.height);
  canvas.width = bitmap.width * scale;
  canvas.height = bitmap.height * scale;
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  $("img", row).src = canvas.toDataURL("image/jpeg", 0.8);
  $("img", row).hidden = false;
}

// --- choosing, describing, removing

function keepToLimit(row) {
  const most = Number(box.dataset.mostChosen);
  if (chosen().length <= most) return;
  $("[data-picture-chosen]", row).checked = false;
  show(row, word("pictureMost", { most }));
  say(word("pictureMost", { most }));
}

list.addEventListener("change", async (event) => {
  const row = event.target.closest("[data-picture]");
  if (event.target.matches("[data-picture-chosen]")) {
    show(row, "");
    keepToLimit(row);
  }
  if (event.target.matches("[data-picture-alt]")) {
    try {
      await call(`/assets/${row.dataset.picture}`, { alt: event.target.value }, "PATCH");
      show(row, "");
    } catch (refusal) {
      show(row, refusal.message);
    }
  }
});

list.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-picture-remove]");
  if (!button) return;
  const row = button.closest("[data-picture]");
  row.request?.abort();
  try {
    if (row.dataset.picture) await call(`/assets/${row.dataset.picture}`, undefined, "DELETE");
  } catch (refusal) {
    if (refusal.status !== 404) return show(row, refusal.message);
  }
  const next = $("[data-picture-remove]", row.nextElementSibling ?? row.previousElementSibling ?? document.createElement("i"));
  row.remove();
  box.hidden = !list.childElementCount;
  (next ?? $("[data-files]", form)).focus();
  say(word("pictureRemoved", { name: row.dataset.name }));
});

// Enter in a description means “done”, not “build”.
list.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-picture-alt]")) {
    event.preventDefault();
    event.target.blur();
  }
});

$("[data-files]", form).addEventListener("change", (event) => {
  add(event.target.files);
  event.target.value = ""; // the same file again is a change, too
});

// --- dropping

let inside = 0;
const bringsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

function highlight(step) {
  inside = step ? Math.max(0, inside + step) : 0;
  form.classList.toggle("composer--drop", inside > 0);
}

form.addEventListener("dragenter", (event) => bringsFiles(event) && highlight(1));
form.addEventListener("dragleave", (event) => bringsFiles(event) && highlight(-1));
form.addEventListener("dragover", (event) => bringsFiles(event) && event.preventDefault());
form.addEventListener("drop", (event) => {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  highlight(0);
  add(event.dataTransfer.files);
});
form.addEventListener("paste", (event) => {
  const { files } = event.clipboardData;
  if (!files.length) return;
  event.preventDefault();
  add(files);
});
