// The map of incidents: land only, halos as wide as places are vague, near marks put together. Needs d3-geo, topojson.
"use strict";
(async () => {
  const figure = document.getElementById("map");
  if (!figure || !window.d3 || !window.topojson) return;
  // How far a place may be off, in kilometres, by how precisely it is told.
  const REACH = { site: 3, city: 12, admin1: 80, water: 120, region: 150, country: 300, unknown: 40 };
  const NEAR = 26, MOST = 4000, BASE = 1000, CLOSE = 36, NAMES = 40;
  const get = async (from) => {
    const answer = await fetch(from);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };
  let told, land;
  try {
    [told, land] = await Promise.all([get(figure.dataset.from), get(figure.dataset.land)]);
  } catch {
    figure.querySelector(".wait").textContent = "The map could not be loaded. The table has everything that it shows.";
    return;
  }
  const make = (name, attributes = {}, parent = null) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    parent?.append(node);
    return node;
  };
  const projection = d3.geoMercator().scale(BASE / (2 * Math.PI)).translate([BASE / 2, BASE / 2]).precision(0);
  const shape = d3.geoPath(projection)(topojson.feature(land, land.objects.land));
  const points = told.features.map(({ geometry: { coordinates: [lon, lat] }, properties }) => {
    const [x, y] = projection([lon, Math.max(-84, Math.min(84, lat))]);
    // Mercator stretches with the latitude; the base map is one earth wide.
    const reach = ((REACH[properties.precision] ?? REACH.unknown) / 40075) * BASE / Math.max(0.1, Math.cos(lat * Math.PI / 180));
    return { x, y, reach, ...properties };
  });

  const svg = make("svg", { tabindex: 0, role: "group", "aria-label": "Map of the incidents. Arrows move it, plus and minus zoom, 0 shows all." });
  const ground = make("path", { class: "land", d: shape }, svg);
  const halos = make("g", { class: "halos" }, svg), marks = make("g", { class: "marks force" }, svg);
  const buttons = document.createElement("div");
  buttons.className = "steer";
  figure.querySelector(".wait").replaceWith(svg, buttons);

  let k = 1, tx = 0, ty = 0, width = 0, height = 0, going = 0;
  const measure = () => { ({ width, height } = svg.getBoundingClientRect()); };
  const around = (some) => {
    const xs = some.map((p) => p.x), ys = some.map((p) => p.y), off = Math.max(...some.map((p) => p.reach));
    const left = Math.min(...xs) - off, right = Math.max(...xs) + off, top = Math.min(...ys) - off, bottom = Math.max(...ys) + off;
    const scale = Math.max(0.3, Math.min(CLOSE, 0.8 * width / (right - left || 1e-6), 0.8 * height / (bottom - top || 1e-6)));
    return [scale, width / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2];
  };
  const numbers = (low, high) => (low === high ? `${low}` : `${low ?? "up to"}–${high ?? "more"}`);
  const words = (p) => `${p.start ?? "no date"}, ${p.place}${p.modes ? `: ${p.modes}` : ""}${p.killed_claims ? `; killed ${numbers(p.killed_low, p.killed_high)}` : ""}`;
  const row = (p) => document.getElementById(`thread-${p.thread}`);

  const within = (place) => {
    const asked = new URLSearchParams(location.search);
    asked.set("where", place);
    asked.delete("page");
    return `?${asked}`;
  };

  const clusters = () => {
    const cells = new Map(), found = [];
    for (const p of points) {
      const x = k * p.x + tx, y = k * p.y + ty;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      const cx = Math.floor(x / NEAR), cy = Math.floor(y / NEAR);
      let near = null;
      for (let i = -1; i < 2 && !near; i++) for (let j = -1; j < 2 && !near; j++)
        near = (cells.get(`${cx + i} ${cy + j}`) ?? []).find((c) => Math.hypot(c.x - x, c.y - y) < NEAR) ?? null;
      if (near) { near.all.push(p); continue; }
      const made = { x, y, all: [p] }, key = `${cx} ${cy}`;
      cells.set(key, [...(cells.get(key) ?? []), made]);
      found.push(made);
    }
    return found;
  };
  const draw = () => {
    ground.setAttribute("transform", `translate(${tx} ${ty}) scale(${k})`);
    const held = document.activeElement?.closest?.(".marks a")?.dataset.key;
    const seen = new Set();
    halos.replaceChildren();
    for (const p of points) {
      const key = `${p.x} ${p.y} ${p.reach}`;
      if (seen.has(key) || seen.size > MOST) continue;
      seen.add(key);
      make("circle", { cx: k * p.x + tx, cy: k * p.y + ty, r: Math.max(9, k * p.reach) }, halos);
    }
    marks.replaceChildren();
    const found = clusters();
    // A name stands where no other mark is in its way.
    const free = (x, y, name) => found.length <= NAMES && x + 7 * name.length + 12 < width && !found.some((c) => c.x > x && c.x < x + 7 * name.length + 24 && Math.abs(c.y - y) < 16);
    for (const { x, y, all } of found) {
      const [first] = all, one = all.length === 1;
      const same = all.every((p) => p.x === first.x && p.y === first.y);
      const to = one ? (row(first) ? `#thread-${first.thread}` : `/threads/${first.thread}`) : same ? within(first.place) : "#map";
      const link = make("a", { href: to, "data-key": all.map((p) => p.thread).join(" ") }, marks);
      make("title", {}, link).textContent = one ? words(first) : `${all.length} incidents ${same ? `in ${first.place}` : "close to each other: look closer"}`;
      make("circle", { cx: x, cy: y, r: one ? 5 : 7 + 2.5 * String(all.length).length }, link);
      if (!one) make("text", { x, y: y + 4 }, link).textContent = all.length;
      if (same && free(x, y, first.place)) make("text", { class: "name", x: x + (one ? 9 : 16), y: y + 4 }, link).textContent = first.place;
      if (!one && !same) link.addEventListener("click", (event) => { event.preventDefault(); moved || glide(around(all)); });
      if (link.dataset.key === held) link.focus({ preventScroll: true });
    }
  };
  const put = ([scale, x, y]) => { [k, tx, ty] = [scale, x, y]; draw(); };
  const glide = (to) => {
    cancelAnimationFrame(going);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return put(to);
    const from = [k, tx, ty], begin = performance.now();
    const step = (now) => {
      const part = Math.min(1, (now - begin) / 220), ease = part * (2 - part);
      put(from.map((value, i) => value + (to[i] - value) * ease));
      if (part < 1) going = requestAnimationFrame(step);
    };
    going = requestAnimationFrame(step);
  };
  const zoomed = (by, x = width / 2, y = height / 2) => {
    const scale = Math.max(0.3, Math.min(400, k * by));
    return [scale, x - (x - tx) * scale / k, y - (y - ty) * scale / k];
  };
  const all = () => glide(around(points));
  const steer = { "+": () => glide(zoomed(2)), "-": () => glide(zoomed(0.5)), 0: all };
  const push = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };
  for (const [key, words, sign] of [["+", "Zoom in", "+"], ["-", "Zoom out", "−"], ["0", "Show all", "All"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", words);
    button.textContent = sign;
    button.addEventListener("click", steer[key]);
    buttons.append(button);
  }
  svg.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : steer[event.key] ?? (push[event.key] && (() => glide([k, tx + push[event.key][0], ty + push[event.key][1]])));
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  // The wheel moves the page until the map was clicked, so that nobody is caught in it.
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !svg.contains(document.activeElement)) return;
    event.preventDefault();
    const { left, top } = svg.getBoundingClientRect();
    cancelAnimationFrame(going);
    put(zoomed(2 ** (-event.deltaY / 240), event.clientX - left, event.clientY - top));
  }, { passive: false });
  let grip = null, moved = false;
  svg.addEventListener("pointerdown", (event) => { grip = [event.clientX - tx, event.clientY - ty, event.clientX, event.clientY]; moved = false; });
  window.addEventListener("pointermove", (event) => {
    if (!grip) return;
    moved ||= Math.hypot(event.clientX - grip[2], event.clientY - grip[3]) > 4;
    if (moved) put([k, event.clientX - grip[0], event.clientY - grip[1]]);
  });
  for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, () => { grip = null; });
  svg.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);

  // A mark and its row show each other.
  const show = (threads, on) => {
    for (const thread of threads) document.getElementById(`thread-${thread}`)?.classList.toggle("lit", on);
    for (const link of marks.children) if (link.dataset.key.split(" ").some((t) => threads.includes(t))) link.classList.toggle("lit", on);
  };
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => {
      const from = event.target instanceof Element ? event.target.closest(".marks a, tbody[data-thread]") : null;
      if (from) show((from.dataset.key ?? from.dataset.thread).split(" "), on);
    });
  }
  new ResizeObserver(() => { measure(); put(around(points)); }).observe(svg);
})();
