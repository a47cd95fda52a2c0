// Between the explorer and its host. JupyterLab takes keys that are meant for a control unless the
// focused element says otherwise; a part that is made anew loses the focus; the buttons, selects
// and forms of the parts are no widgets. Nothing is asked of the outside.
const ROOT = ".cchc-explorer";
const CHOSEN_TAB = '[data-event="tab"][aria-pressed="true"]';

function render({ model, el, signal }) {
  const place = `cchc ${location.pathname}`;
  const stored = sessionStorage.getItem(place) ?? ""; // before the kernel's first choice is kept
  let key; // of the element in the parts that had the focus last
  const send = (event, value = "", fields = {}) => model.send({ event, value, fields });
  const on = (name, act) => {
    const listen = (event) => el.closest(ROOT)?.contains(event.target) && act(event, event.target);
    document.addEventListener(name, listen, { capture: true, signal });
  };
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
    const find = (selector) => el.closest(ROOT)?.querySelector(selector);
    (find(`[data-key="${CSS.escape(key)}"]`) ?? find(CHOSEN_TAB))?.focus();
  };
  let due; // what changes comes in several messages
  const watch = new MutationObserver(() => {
    clearTimeout(due);
    due = setTimeout(refocus, 50);
  });
  const begin = () => {
    const root = el.closest(ROOT);
    if (!root) return void setTimeout(begin, 20);
    root.classList.add("guarded");
    watch.observe(root, { childList: true, subtree: true });
    send("restore", stored);
  };
  const say = () => (el.textContent = model.get("says"));
  const keep = () => sessionStorage.setItem(place, model.get("kept"));
  const receive = ({ act, name, text }, buffers) => {
    if (act === "copy") return void navigator.clipboard.writeText(text);
    const href = URL.createObjectURL(new Blob(buffers));
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };
  model.on({ "change:says": say, "change:kept": keep, "msg:custom": receive });
  signal.addEventListener("abort", () => watch.disconnect());
  el.setAttribute("role", "status");
  say();
  begin();
}
export default { render };
