// What pages do beyond plain HTML: theme, copying citations, keys. Without it everything can still be read.
"use strict";
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  if (stored()) root.dataset.theme = stored();

  const say = (text) => {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
  };
  const theme = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept then */ }
  };
  const copy = async (button) => {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.dataset.says ??= button.textContent;
    button.textContent = "Copied";
    say("Citation copied");
    setTimeout(() => { button.textContent = button.dataset.says; }, 1500);
  };
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-copy], [data-theme-switch], [data-print], [data-keys]") : null;
    if (!target) return;
    if (target.matches("[data-copy]")) copy(target);
    else if (target.matches("[data-theme-switch]")) theme();
    else if (target.matches("[data-print]")) print();
    else document.getElementById("keys")?.showModal();
  });

  // Keys: "/" to search, "?" for help, "g" and a letter for a page; pages add theirs by data-key on a link or button.
  let going = 0;
  const writes = (node) => node instanceof Element && node.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    // A key that is held down counts once: it would decide about one event after another, unread.
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || writes(event.target)) return;
    const key = event.key;
    if (Date.now() - going < 1200) {
      going = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (link) { event.preventDefault(); link.click(); return; }
    }
    if (key === "g") { going = Date.now(); return; }
    if (key === "/") { event.preventDefault(); document.querySelector("input[type=search]")?.focus(); return; }
    if (key === "?") { event.preventDefault(); document.getElementById("keys")?.showModal(); return; }
    const found = key.length === 1 ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
    if (found) { event.preventDefault(); found.focus(); found.click(); }
  });
})();
