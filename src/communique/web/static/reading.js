// A report and the events beside it: pointing at one shows the other; n and p go from event to event.
"use strict";
(() => {
  const acts = (node) => node.dataset.acts.split(" ");
  const all = [...document.querySelectorAll(".reading [data-acts]")];
  const light = (wanted, name) => {
    for (const node of all) node.classList.toggle(name, acts(node).some((act) => wanted.includes(act)));
  };
  const under = (target) => target instanceof Element ? target.closest(".reading [data-acts]") : null;
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (event) => { const node = under(event.target); if (node) light(acts(node), "near"); });
    document.addEventListener(off, (event) => { if (under(event.target)) light([], "near"); });
  }
  const show = (act, where) => {
    light([act], "lit");
    const card = document.getElementById(`card-${act}`);
    if (card) card.open = true;
    document.getElementById(`${where}-${act}`)?.scrollIntoView({ block: "center" });
    const url = new URL(location.href);
    url.searchParams.set("act", act);
    url.hash = `act-${act}`;
    history.replaceState(null, "", url);
  };
  document.addEventListener("click", (event) => {
    const node = event.target instanceof Element ? event.target.closest('.reading a[href^="#act-"], .reading a[href^="#card-"], .reading .ev') : null;
    if (!node) return;
    const [act] = node.matches(".ev") ? acts(node.closest("[data-acts]")) : [node.hash.split("-")[1]];
    if (node.matches("a")) event.preventDefault();
    else if (!getSelection().isCollapsed) return;
    show(act, node.matches("a") && node.hash.startsWith("#act-") ? "act" : "card");
    if (node.matches(".ref")) document.querySelector(`#card-${act} summary`)?.focus({ preventScroll: true });
  });
  const cards = [...document.querySelectorAll("details.beside")];
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !["n", "p"].includes(event.key)) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
    const at = cards.findIndex((card) => card.classList.contains("lit"));
    const next = cards[event.key === "n" ? at + 1 : Math.max(0, at - 1)];
    if (!next) return;
    show(next.dataset.acts, "act");
    next.querySelector("summary").focus({ preventScroll: true });
  });
})();
