// Between the explorer and its host. JupyterLab takes keys that are meant for a control unless the
// focused element says otherwise; a part that is made anew loses the focus; the buttons, selects
// and forms of the parts are no widgets. Nothing is asked of the outside.
function guard(root, send, signal) {
  const on = (name, act) =>
    root.addEventListener(name, (event) => act(event, event.target), { capture: true, signal });
  let key; // of the element in the parts that had the focus last
  on("focusin", (_, target) => {
    target.dataset.lmSuppressShortcuts = "true";
    key = target.dataset.key;
  });
  on("keydown", (event, target) => {
    if (event.key === "Escape") target.blur();
    if (event.key !== "Enter" || !target.matches("form[data-event] input")) return;
    event.preventDefault(); // as JupyterLab does, so that no form is sent twice elsewhere
    target.form.requestSubmit();
  });
  on("click", (event, target) => {
    const button = target.closest("button[data-event]");
    if (button && event.detail < 2) send(button.dataset.event, button.dataset.value);
  });
  on("change", (_, { dataset, value }) => dataset.event && send(dataset.event, value));
  on("submit", (event, form) => {
    event.preventDefault();
    const value = event.submitter?.dataset.value ?? form.dataset.value; // of one of several buttons
    send(form.dataset.event, value, Object.fromEntries(new FormData(form)));
  });
  const refocus = () => {
    if (!key || document.activeElement !== document.body) return;
    const find = (selector) => root.querySelector(selector);
    (find(`[data-key="${CSS.escape(key)}"]`) ?? find('.tabs [aria-pressed="true"]'))?.focus();
  };
  new MutationObserver(refocus).observe(root, { childList: true, subtree: true });
}

function receive({ act, name, text }, buffers) {
  if (act === "copy") return void navigator.clipboard.writeText(text);
  const href = URL.createObjectURL(new Blob(buffers));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function render({ model, el, signal }) {
  const place = `cchc ${location.pathname}`;
  const send = (event, value = "", fields = {}) => model.send({ event, value, fields });
  const say = () => (el.textContent = model.get("says"));
  const keep = () => sessionStorage.setItem(place, model.get("kept"));
  send("restore", sessionStorage.getItem(place) ?? ""); // before the first choice is kept
  model.on({ "change:says": say, "change:kept": keep, "msg:custom": receive });
  el.setAttribute("role", "status");
  say();
  (function begin() {
    const root = el.closest(".cchc-explorer");
    if (!root) return void setTimeout(begin, 20); // not on the page yet
    guard(root, send, signal);
    root.classList.add("guarded");
  })();
}
export default { render };
