// The timeline without losing the place: marks open within the page, the fields of the window follow the zoom.
"use strict";
(() => {
  const toEnd = () => {
    const box = document.querySelector(".drawing");
    if (box) box.scrollLeft = box.scrollWidth;
  };
  const follow = () => {
    const view = document.getElementById("view");
    if (!view) return;
    document.getElementById("since").value = view.dataset.since;
    document.getElementById("until").value = view.dataset.until;
    toEnd();
  };
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest(".plot a") : null;
    const to = mark?.getAttribute("href") ?? "";
    if (!to.startsWith("?") || event.ctrlKey || event.metaKey || event.shiftKey || !window.htmx) return;
    event.preventDefault();
    opened = to.split("#")[1] ?? "";
    htmx.ajax("GET", location.pathname + to, { target: "#view", select: "#view", selectOOB: "#files", swap: "outerHTML show:none", push: "true" });
  });
  document.addEventListener("htmx:afterSwap", follow);
  // Who opened a mark goes on from its card; without this the keyboard would be back at the top of the page.
  let opened = "";
  document.addEventListener("htmx:afterSettle", () => {
    const card = opened && document.getElementById(opened);
    if (!card) return;
    opened = "";
    card.focus({ preventScroll: true });
  });
  // A field of the filters is asked for at once; without scripts the button does it.
  document.addEventListener("change", (event) => {
    if (event.target.form?.id === "filters" && event.target.type !== "date") event.target.form.requestSubmit();
  });
  toEnd();
})();
