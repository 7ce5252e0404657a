// Forms send without leaving the page. Whatever goes wrong, the plain form still does: what was typed is never lost.
for (const form of document.querySelectorAll("form[data-form]")) {
  // By attribute and prototype: a field may be called “action” or “reset”.
  const address = new URL(form.getAttribute("action"), document.baseURI).href;
  const texts = form.dataset;
  const status = form.querySelector(".form-status");
  const button = form.querySelector("[type=submit]");
  const controls = () => [...form.querySelectorAll(".field :is(input, select, textarea)")];
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const ask = async (url, options) => {
    const response = await fetch(url, { ...options, headers: { Accept: "application/json" }, credentials: "omit" });
    return { code: response.status, body: await response.json() };
  };
  // A token tells that this page was open for a moment; it is fetched when somebody begins to write.
  let token;
  const fetchToken = async () => {
    const { body } = await ask(address);
    if (!body.token) throw new Error("no token");
    const now = Date.now();
    return { value: body.token, ready: now + body.wait * 1000, end: now + (body.expires ?? 3600) * 1000 };
  };
  const begin = () => {
    token ??= fetchToken().catch(() => { token = undefined; });
    return token;
  };
  const freshToken = async () => {
    const known = await begin();
    if (known && known.end - Date.now() > 60000) return known;
    token = undefined;
    return begin();
  };
  const unmark = (control) => {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
    document.getElementById(`${control.id}-error`)?.remove();
  };
  const mark = (control, text) => {
    unmark(control);
    const note = document.createElement("p");
    note.className = "field-error";
    note.id = `${control.id}-error`;
    note.textContent = text;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", note.id);
    control.closest(".field").append(note);
  };
  const complaint = ({ validity, type, validationMessage }) => {
    if (validity.valid) return "";
    if (validity.valueMissing) return texts.required;
    return type === "email" ? texts.email : validationMessage;
  };
  const show = (problems) => {
    for (const [control, text] of problems) mark(control, text);
    status.textContent = texts.wrong;
    problems[0]?.[0].focus();
  };
  const finish = (message) => {
    HTMLFormElement.prototype.reset.call(form);
    token = undefined;
    form.dataset.state = "sent";
    status.textContent = message || texts.success;
    status.tabIndex = -1;
    status.focus();
  };
  const settle = async ({ code, body }) => {
    if (code === 202) {
      // One more step, which a reader without a script takes by a button.
      await pause(2000);
      return settle(await ask(`${address}/confirm`, { method: "POST", body: new URLSearchParams({ value: body.value }) }));
    }
    if (code < 300) return finish(body.message);
    if (!body.errors?.length) { status.textContent = body.detail || texts.failed; return undefined; }
    const named = body.errors.map(({ field, detail }) => [controls().find(({ name }) => name === field), detail]);
    return show(named.filter(([control]) => control));
  };
  const plainly = () => HTMLFormElement.prototype.submit.call(form);
  const send = async () => {
    const known = await freshToken();
    if (!known) return plainly();
    await pause(Math.max(0, known.ready - Date.now()));
    const data = new FormData(form);
    data.set("_token", known.value);
    const plain = [...data.values()].every((value) => typeof value === "string");
    const answer = await ask(address, { method: "POST", body: plain ? new URLSearchParams(data) : data });
    return settle(answer);
  };
  form.noValidate = true;
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("input", ({ target }) => { if (target.ariaInvalid) unmark(target); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.ariaDisabled === "true") return;
    controls().forEach(unmark);
    const problems = controls().map((control) => [control, complaint(control)]).filter(([, text]) => text);
    if (problems.length) { show(problems); return; }
    // Not disabled: that would take the focus away.
    button.ariaDisabled = "true";
    status.textContent = `${texts.sending} …`;
    try { await send(); } catch { status.textContent = texts.failed; }
    button.ariaDisabled = null;
  });
}
