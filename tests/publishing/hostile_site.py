"""A site whose script tries to act as whoever looks at it, and writes down how far it came."""

from __future__ import annotations

# What a hostile site would try with whoever looks at it.
SCRIPT = b"""
const tries = {
  cookie: () => document.cookie,
  local: () => localStorage.length,
  session: () => sessionStorage.length,
  database: () => new Promise((done, fail) => {
    const open = indexedDB.open("x"); open.onsuccess = done; open.onerror = fail;
  }),
  worker: () => navigator.serviceWorker.register("assets/site.js"),
  api: () => fetch("/api/v2/user/me", { credentials: "include" }).then((r) => r.status),
  page: () => fetch("/projects", { credentials: "include" }).then((r) => r.text()),
  popup: () => window.open("/projects").document.title,
  frame: () => new Promise((done, fail) => {
    const frame = document.createElement("iframe");
    frame.onload = () => { try { done(frame.contentDocument.title); } catch (error) { fail(error); } };
    frame.src = "/projects"; document.body.append(frame); setTimeout(fail, 3000);
  }),
};
(async () => {
  const told = {};
  for (const [name, attempt] of Object.entries(tries)) {
    try { told[name] = `read ${await attempt()}`; } catch (error) { told[name] = "refused"; }
  }
  document.getElementById("told").textContent = JSON.stringify(told);
})();
"""
FILES = {
    "index.html": b'<!doctype html><html lang="en"><title>x</title>'
    b'<script src="assets/site.js" defer></script><h1>x</h1><p id="told"></p></html>',
    "assets/site.js": SCRIPT,
}
