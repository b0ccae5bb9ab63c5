// What the pages do beyond links and forms. Everything works without it, too.
(() => {
  "use strict";
  const spoken = document.documentElement.lang || "en";
  const language = spoken === "en" ? "en-GB" : spoken;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Times in the reader's zone.
  const shown = {
    "date": new Intl.DateTimeFormat(language, { dateStyle: "medium" }),
    "date-time": new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }),
  };
  function localTimes(root) {
    for (const time of all("time[data-show]", root)) {
      const at = new Date(time.dateTime);
      if (isNaN(at)) continue;
      time.title = time.dateTime;
      time.textContent = (shown[time.dataset.show] || shown["date-time"]).format(at);
    }
  }

  // The slider: the page as it was then takes the place of the page as it is.
  let asked = 0;
  async function goTo(address, focus) {
    const mine = ++asked;
    one("#dossier")?.setAttribute("aria-busy", "true");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (mine !== asked || !answer.ok) return;
    const there = new DOMParser().parseFromString(await answer.text(), "text/html");
    const from = one("#dossier", there), here = one("#dossier");
    if (mine !== asked || !from || !here) return;
    const old = one("#slide");
    const value = old && focus ? old.value : null;
    here.replaceWith(document.adoptNode(from));
    history.replaceState(null, "", address);
    prepare(one("#dossier"));
    const slide = one("#slide");
    if (slide && value !== null) { slide.value = value; slide.focus(); }
  }
  function slider(root) {
    const form = one("[data-slide]", root);
    if (!form) return;
    const input = one("input[type=range]", form), says = one("output", form);
    let waiting;
    input.addEventListener("input", () => {
      const last = Number(input.value) >= Number(input.max);
      if (!last) says.textContent = shown["date-time"].format(new Date(Number(input.value) * 60000));
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const address = new URL(form.action);
        if (!last) address.searchParams.set("t", input.value);
        goTo(address.pathname + address.search, document.activeElement === input);
      }, 120);
    });
    for (const button of all(".noscript", form)) button.hidden = true;
  }

  // A mark, its card and its other parts light up together.
  function lights(root) {
    const view = one(".reader", root);
    if (!view) return;
    const light = (event, on) => {
      const part = event.target.closest("[data-n]");
      if (!part) return;
      for (const number of part.dataset.n.split(" ").filter(Boolean)) {
        for (const each of all(`[data-n~="${CSS.escape(number)}"]`, view)) each.classList.toggle("on", on);
      }
    };
    for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      view.addEventListener(name, (event) => light(event, on));
    }
  }

  function prepare(root) {
    localTimes(root);
    slider(root);
    lights(root);
  }

  // Keys: j, k, Enter, /, b, ?
  const help = one("#keys");
  const openHelp = () => { if (help && !help.open) help.showModal(); };
  for (const button of all("[data-keys]")) { button.hidden = false; button.addEventListener("click", openHelp); }
  let at = -1;
  function move(step) {
    const items = all("[data-item]");
    if (!items.length) return;
    at = Math.min(Math.max(at + step, 0), items.length - 1);
    const link = one("a", one("h2", items[at]) || items[at]);
    link.focus();
    items[at].scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog[open]")) return;
    const here = all("[data-item]").findIndex((item) => item.contains(document.activeElement));
    if (here >= 0) at = here;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/") one("#find")?.focus();
    else if (event.key === "b") location.assign(one(".brand").href);
    else if (event.key === "?") openHelp();
    else return;
    event.preventDefault();
  });

  prepare(document);
})();
