// What a script adds to pages that are whole without it. The URL is the only state; htmx asks for pages and swaps them.
// Listeners are the document's: what they act on is found when they act, for pages are swapped under them.
"use strict";

(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const on = (type, act) => document.addEventListener(type, act);
  const over = (event, selector) => event.target.closest?.(selector);
  const root = document.documentElement;

  if (window.htmx) root.classList.add("scripted");
  if (navigator.clipboard) root.classList.add("copying");

  // Filters: what is open stays open, and the focus stays in its facet where its own value is gone.

  let open = [], facet = null;

  on("htmx:beforeRequest", () => one("#main")?.setAttribute("aria-busy", "true"));
  on("htmx:afterRequest", () => one("#main")?.removeAttribute("aria-busy"));

  on("htmx:beforeSwap", () => {
    open = all("details[open][id]").map((each) => each.id);
    facet = document.activeElement.closest("fieldset")?.id;
  });

  const reopen = () => open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  on("htmx:oobAfterSwap", reopen);
  on("htmx:afterSwap", reopen);

  on("htmx:afterSettle", () => {
    if (facet && document.activeElement === document.body) one(`#${facet} input`)?.focus({ preventScroll: true });
    facet = null;
  });

  // What htmx cannot show, a refusal or no server at all, the browser shows.
  for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    on(failed, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  }

  // Suggestions: an ARIA combobox with a list. Choosing words fills the box; nothing is sent before Enter.

  const PAUSE = 120; // ms between keys that are not typing
  const box = () => one("#q");
  const list = () => one("#suggestions");
  let pause = 0, asking = null;

  const options = () => [...list().children];
  const active = () => options().find((option) => option.ariaSelected === "true");

  function close() {
    clearTimeout(pause);
    asking?.abort();
    list().hidden = true;
    list().replaceChildren();
    box().ariaExpanded = "false";
    box().removeAttribute("aria-activedescendant");
  }

  async function suggest() {
    asking?.abort();
    asking = new AbortController();
    const asked = new URLSearchParams({ q: box().value, size: 8 });
    try {
      const answer = await fetch(`/api/v1/suggest?${asked}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close(); // nobody answers: the text can still be sent
    }
  }

  function show(found) {
    if (!found.length || document.activeElement !== box()) return close();
    list().replaceChildren(...found.map(option));
    list().hidden = false;
    box().ariaExpanded = "true";
    box().removeAttribute("aria-activedescendant");
  }

  // The list that the box asks of, with its filters and one value more in place of words.
  function narrowed(kind, value) {
    const { form } = box(), asked = new URLSearchParams(new FormData(form));
    asked.delete("q");
    if (!asked.getAll(kind).includes(value)) asked.append(kind, value);
    return `${form.action}?${asked}`;
  }

  function option({ kind, text, value, url }, place) {
    const item = document.createElement("li");
    item.id = `suggestion-${place}`;
    item.role = "option";
    item.ariaSelected = "false";
    Object.assign(item.dataset, kind === "query" ? { text } : { url: kind === "title" ? url : narrowed(kind, value) });
    const label = document.createElement("bdi"), what = document.createElement("span");
    label.textContent = text;
    what.textContent = list().dataset[kind];
    item.append(label, " ", what);
    return item;
  }

  function move(step) {
    const shown = options(), at = shown.indexOf(active());
    const next = at < 0 && step < 0 ? shown.length - 1 : (at + step + shown.length) % shown.length;
    shown.forEach((each, place) => (each.ariaSelected = String(place === next)));
    shown[next].scrollIntoView({ block: "nearest" });
    box().setAttribute("aria-activedescendant", shown[next].id);
  }

  function choose({ dataset }) {
    if (dataset.url) return location.assign(dataset.url);
    box().value = dataset.text;
    close();
  }

  const moves = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: close,
    Enter: () => (active() ? choose(active()) : false),
  };

  on("focusin", ({ target }) => {
    if (target !== box() || target.role === "combobox") return;
    Object.assign(target, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    target.setAttribute("aria-controls", "suggestions");
  });
  on("input", ({ target, isComposing }) => {
    if (target !== box() || isComposing) return;
    clearTimeout(pause);
    if (target.value.trim()) pause = setTimeout(suggest, PAUSE);
    else close();
  });
  on("focusout", ({ target }) => target === box() && close());
  on("submit", ({ target }) => target.contains(box()) && close());
  on("pointerdown", (event) => over(event, "#suggestions") && event.preventDefault()); // the focus stays in the box
  on("click", (event) => {
    const chosen = over(event, "#suggestions [role=option]");
    if (chosen) choose(chosen);
  });

  // Keys. They act outside fields only, and can be switched off (WCAG 2.1.4).

  const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable], dialog";
  const SWITCH = "pullquote-keys";
  const results = () => all(".hits > li");
  const title = (result) => one("h2 a, h3 a, .from a", result);
  const current = () => results().findIndex((result) => result.contains(document.activeElement));

  function result(step) {
    const found = results(), at = current();
    const next = found[at < 0 ? (step > 0 ? 0 : -1) : at + step];
    if (next) title(next).focus();
  }

  function hit(step) {
    const hits = all("[id^=hit-]");
    if (!hits.length) return;
    const at = hits.findIndex((mark) => `#${mark.id}` === location.hash);
    const next = at < 0 ? (step > 0 ? 0 : hits.length - 1) : (at + step + hits.length) % hits.length;
    location.replace(`#${hits[next].id}`);
  }

  function filters() {
    const first = one("#narrow input:not([type=hidden])");
    if (first && !first.checkVisibility()) one("#drawer").open = true;
    first?.focus();
  }

  function help() {
    one("#keys-on").checked = localStorage.getItem(SWITCH) !== "off";
    one("#keys").showModal();
  }

  const keys = {
    "/": () => (box()?.focus(), box()?.select()),
    j: () => result(1),
    k: () => result(-1),
    o: () => current() >= 0 && title(results()[current()]).click(),
    n: () => hit(1),
    p: () => hit(-1),
    f: filters,
    x: () => one(".chips .all a")?.click(),
    "?": help,
  };

  const leaving = { Escape: () => box().blur() }; // out of the box, its text kept: the other keys act again

  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = over(event, TYPING);
    const boxed = typing && typing === box();
    const known = boxed ? (list().hidden ? leaving : moves) : typing ? {} : keys;
    if (known !== moves && localStorage.getItem(SWITCH) === "off") return;
    if (Object.hasOwn(known, event.key) && known[event.key]() !== false) event.preventDefault();
  });
  on("click", (event) => over(event, "#keys-open") && help());
  on("change", ({ target }) => target.id === "keys-on" && localStorage.setItem(SWITCH, target.checked ? "on" : "off"));

  // Copying: the text of what is named, or of a quotation with its source and its address.

  function cited(item) {
    const said = one("blockquote", item).innerText.trim();
    const who = one("figcaption p", item).innerText.trim();
    const from = item.closest("li")?.querySelector(".from")?.innerText ?? one("h1").innerText;
    return `${said} – ${who}. ${from.trim()}. ${one("a[data-own]", item).href}`;
  }

  on("click", async (event) => {
    const button = over(event, "[data-copy]");
    if (!button) return;
    const text = button.dataset.copy === "quote" ? cited(button.closest("figure")) : one(button.dataset.copy).innerText;
    await navigator.clipboard.writeText(text.trim());
    button.firstChild.data = button.dataset.done;
  });

  // The chart: dragging over bars asks for their time. The fields beside it do the same without a drag.

  const bar = (event) => one("#from") && over(event, ".timeline svg a");
  const bound = (link, name) => new URL(link.getAttribute("href"), location).searchParams.get(name);
  let from = null, to = null;

  function reach() {
    const bars = all(".timeline svg a"), ends = [bars.indexOf(from), bars.indexOf(to)].sort((a, b) => a - b);
    bars.forEach((each, at) => each.classList.toggle("reached", at >= ends[0] && at <= ends[1]));
    return [bars[ends[0]], bars[ends[1]]];
  }

  on("pointerdown", (event) => ([from, to] = [bar(event), null]));
  on("pointermove", (event) => {
    const under = from && bar(event);
    if (!under || (under === from && !to)) return;
    to = under;
    reach();
  });
  on("pointerup", () => {
    if (from && to) {
      const [first, last] = reach();
      one("#from").value = bound(first, "from");
      one("#to").value = bound(last, "to");
      one("#from").form.requestSubmit();
    }
    from = null;
  });
  on("click", (event) => to && over(event, ".timeline") && event.preventDefault());
  on("dragstart", (event) => over(event, ".timeline") && event.preventDefault());

  addEventListener("beforeprint", () => all(".paper time").forEach((time) => (time.textContent = new Date().toLocaleString())));
})();
