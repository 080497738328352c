// SPDX-License-Identifier: Apache-2.0
// Comfort for the report: filters kept in the address, keys, lit pairs, sorting, what was reviewed.
// The page is whole without it. Audited text is only ever read as text and set as text. Pure ASCII.
"use strict";
(() => {
  const find = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const text = find("#documents");
  const tools = find("#tools");
  if (!tools) return;
  const fields = { q: find("#q"), c: find("#c"), d: find("#d"), l: find("#l"), b: find("#b"), o: find("#o") };
  const levels = all("#tools [name=s]");
  const only = find("#f"), fresh = find("#r"), count = find("#count"), keys = find("#keys");
  const differing = find("#w"), reading = find("#v");
  const space = "http://www.w3.org/2000/svg"; // a name, not an address: nothing is fetched
  const words = JSON.parse(find("#words").textContent);
  const root = document.documentElement;
  let current = null;

  const make = (tag, content, attributes = {}) => {
    const made = document.createElement(tag);
    made.textContent = content;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  // What is kept between visits, where the browser lets us.
  const shelf = (name, start) => {
    let value = start;
    try { value = JSON.parse(localStorage.getItem(name)) ?? start; } catch { /* kept for this visit only */ }
    return {
      get: () => value,
      set: (next) => {
        value = next;
        try { localStorage.setItem(name, JSON.stringify(next)); } catch { /* the same */ }
      },
    };
  };
  const reviewed = shelf("auditor-reviewed-" + document.body.dataset.report, []);
  const wantsKeys = shelf("auditor-keys", true);

  // What the page says, in its language.
  const plural = new Intl.PluralRules(root.lang);
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, words.group);
  const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const counted = (many, noun) => filled(words[noun][plural.select(many)] ?? words[noun].other, { n: number(many) });

  // The rows, read once; the first filter after that takes milliseconds.
  let index = null;
  const indexed = () => {
    index ??= Object.assign(all("article", text).map((article, place) => ({
      article,
      place,
      batch: article.parentElement.closest(".batch"),
      document: { ...article.dataset },
      sections: all(":scope > .rows", article),
      rows: all(".row", article).map((row) => ({
        row,
        section: row.parentElement,
        text: all(":scope > p", row).map((cell) => cell.textContent).join("\n").toLowerCase(),
        notes: row.querySelector(".note") ? all(".note", row).map((note) => ({
          note, id: note.id, check: note.dataset.check, level: levelOf(note), aside: note.classList.contains("aside"),
        })) : [],
      })),
    })), { gaps: all(".left", text) });
    return index;
  };
  const shown = (element, wanted) => { if (element.hidden === wanted) element.hidden = !wanted; };
  const levelOf = (note) => note.classList[1];

  const state = () => {
    const made = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) if (field?.value) made.set(name, field.value);
    const chosen = levels.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length) made.set("s", chosen.join(" "));
    if (only.checked) made.set("f", "1");
    if (fresh.checked) made.set("r", "1");
    if (reading.checked) made.set("v", "1");
    if (differing?.checked) made.set("w", "1");
    return made;
  };

  const apply = () => {
    const wanted = state();
    const query = (wanted.get("q") || "").trim().toLowerCase();
    const severities = (wanted.get("s") || "").split(" ").filter(Boolean);
    const check = wanted.get("c"), done = new Set(reviewed.get());
    const one = wanted.get("d"), pair = wanted.get("l"), sender = wanted.get("b");
    const matches = (it) => !it.aside && (!check || it.check === check)
      && (!severities.length || severities.includes(it.level)) && !(fresh.checked && done.has(it.id));
    const narrow = Boolean(check || severities.length || fresh.checked || only.checked);
    const filtered = narrow || Boolean(query || one || pair || sender);
    let rows = 0, findings = 0;
    const open = new Set(), batches = new Set(), entries = indexed();
    // Two passes: what lies in a hidden batch or section need not be touched, and the browser then has less to undo.
    const kept = [];
    for (const entry of entries) {
      const { article, document: about, batch } = entry;
      const fits = (!one || article.id === one) && (!pair || about.pair === pair) && (!sender || about.from === sender);
      const stays = !fits ? [] : entry.rows.filter((it) => (!narrow || it.notes.some(matches)) && (!query || it.text.includes(query)));
      kept.push(stays);
      if (batch && stays.length) batches.add(batch);
      for (const it of stays) open.add(it.section);
    }
    for (const batch of new Set(entries.map((entry) => entry.batch))) if (batch) shown(batch, batches.has(batch));
    entries.forEach((entry, place) => {
      const stays = kept[place];
      rows += stays.length;
      if (entry.batch && !batches.has(entry.batch)) return;
      shown(entry.article, stays.length > 0);
      if (!stays.length) return;
      for (const section of entry.sections) shown(section, open.has(section));
      let next = 0; // both lists are in order
      for (const it of entry.rows) {
        const wanted = stays[next] === it;
        if (wanted) next += 1;
        else if (!open.has(it.section)) continue;
        shown(it.row, wanted);
        if (wanted) for (const known of it.notes) shown(known.note, !narrow || matches(known));
      }
    });
    if (filtered) for (const stays of kept) for (const it of stays) findings += it.notes.filter(matches).length;
    for (const one of entries.gaps) shown(one, !filtered);
    count.textContent = filtered
      ? filled(words.count, { findings: counted(findings, "finding"), rows: counted(rows, "row") }) : "";
    text.classList.toggle("thin", filtered && rows <= 100); // so few that the browser need not guess their heights
    shown(find("#clear"), filtered);
    shown(find("#none"), rows === 0);
    drawn = null;
    return filtered;
  };

  // Articles in another order keep their batches, fifty in each.
  const order = () => {
    const worst = fields.o?.value === "worst";
    const list = indexed().sort((a, b) => (worst ? b.document.points - a.document.points : 0) || a.place - b.place);
    const left = all(".left", text).filter((one) => !one.closest("article"));
    const made = [];
    let batch = null;
    for (const one of list) {
      one.batch = null;
      if (!one.article.classList.contains("short")) { batch = null; made.push(one.article); continue; }
      if (!batch || batch.childElementCount >= 50) made.push(batch = make("div", "", { class: "batch" }));
      batch.append(one.article);
      one.batch = batch;
    }
    for (const old of all(".batch", text)) old.remove();
    text.append(...made, ...left);
  };

  const keep = (push) => {
    const made = state();
    if (current?.isConnected && !current.hidden) made.set("at", current.id);
    const address = "#" + made.toString();
    if (address === (location.hash || "#")) return;
    history[push ? "pushState" : "replaceState"](null, "", address);
  };

  const clear = () => {
    for (const field of Object.values(fields)) if (field) field.value = "";
    for (const box of [...levels, only, fresh, reading, differing]) if (box) box.checked = false;
  };

  const go = (target, block = "center") => {
    if (!target) return;
    current?.classList.remove("now");
    current = target;
    current.classList.add("now");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block });
  };

  // The address is either an anchor of the page or a view: #c=doubled-word&s=major&at=d1f3
  const restore = () => {
    const address = location.hash.slice(1);
    if (!address.includes("=")) {
      const target = address && document.getElementById(address);
      if (target?.closest("#documents [hidden]")) { clear(); apply(); target.scrollIntoView(); }
      if (target?.classList.contains("note")) {
        go(target);
        if (state().size) keep(false);
      }
      return;
    }
    const wanted = new URLSearchParams(address);
    clear();
    for (const [name, field] of Object.entries(fields)) if (field) field.value = wanted.get(name) || "";
    for (const box of levels) box.checked = (wanted.get("s") || "").split(" ").includes(box.value);
    only.checked = wanted.has("f");
    fresh.checked = wanted.has("r");
    reading.checked = wanted.has("v");
    if (differing) differing.checked = wanted.has("w");
    if (wanted.has("o")) order();
    apply();
    const at = document.getElementById(wanted.get("at") || "");
    if (at?.classList.contains("note")) go(at); else text.scrollIntoView();
  };

  // Reviewed findings, suppressions and files.
  const paint = () => {
    for (const name of reviewed.get()) document.getElementById(name)?.classList.add("reviewed");
    find("#export").textContent = filled(words.export, { n: number(reviewed.get().length) });
    shown(find("#export"), reviewed.get().length > 0);
  };
  const review = (note) => {
    const known = reviewed.get(), is = known.includes(note.id);
    reviewed.set(is ? known.filter((name) => name !== note.id) : [...known, note.id]);
    note.classList.toggle("reviewed", !is);
    const button = find(".review", note);
    if (button) button.setAttribute("aria-pressed", String(!is));
    paint();
    if (fresh.checked) { step(".note:not(.aside)", 1); apply(); }
  };
  const flagged = (note, raw) => all(`.translation mark[data-f="${note.id}"]`, note.closest(".row")).map((mark) => {
    const copy = mark.cloneNode(true); // the character itself again, where the page spells it out
    if (raw) for (const one of all(".u", copy)) one.textContent = String.fromCodePoint(parseInt(one.dataset.c, 16));
    return copy.textContent;
  }).join("");
  const facts = (note, raw) => ({
    check: note.dataset.check,
    document: note.closest("article").dataset.document,
    segment: note.dataset.segment,
    text: flagged(note, raw),
  });
  // A TOML string in which nothing is unseen.
  const quoted = (value) => JSON.stringify(value).replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu,
    (sign) => "\\U" + sign.codePointAt(0).toString(16).padStart(8, "0"));
  const suppression = (note) => "[[suppression]]\n" + Object.entries(facts(note, true))
    .map(([name, value]) => `${name} = ${quoted(value)}\n`).join("") + `reason = ${quoted(words.reason)}\n`;
  const download = (name, content, type) => {
    const link = make("a", "", { download: name });
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  // A cell that a spreadsheet would take for a formula gets an apostrophe before it.
  const cell = (value) => `"${value.replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  const csv = (rows) => "\ufeff" + rows.map((row) => row.map((value) => cell(String(value ?? ""))).join(",")).join("\r\n") + "\r\n";
  const head = ["document", "segment", "check", "severity", "text", "message", "suggestion"];
  const table = () => csv([head, ...indexed().flatMap((one) => one.rows).filter((one) => !one.row.closest("[hidden]"))
    .flatMap((one) => one.notes).filter((one) => !one.note.hidden).map(({ note }) => {
      const known = facts(note);
      return [known.document, known.segment, known.check, levelOf(note), known.text,
        find(".message", note).textContent, find(".new", note)?.textContent ?? ""];
    })]);

  // What the page carries packed: the results, and rows that it does not show yet.
  const unpacked = async (element) => {
    const raw = Uint8Array.from(atob(element.textContent), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  const every = (results) => csv([["document", "segment", "line", "column", "check", "category", "its", "severity", "confidence", "text", "message", "suggestion"],
    ...results.documents.flatMap((one) => one.segments).flatMap((segment) => segment.findings.map((one) => [
      segment.document, segment.id, one.location?.line ?? segment.location?.line, one.location?.column ?? segment.location?.column,
      one.check, one.category, one.its, one.severity, one.confidence, one.text, one.message, one.suggestion]))]);

  // Markup that the page's own templates wrote, made into nodes one by one: text stays text, and only what
  // those templates use is let through.
  const tags = new Set("a article b bdi br dd details div dl dt h3 header li mark ol p section span summary".split(" "));
  const drawing = new Set(["svg", "rect"]);
  const names = /^(?:id|class|lang|dir|tabindex|title|href|aria-[a-z]+|data-[a-z]+|viewBox|preserveAspectRatio|x|y|rx|width|height)$/;
  const plain = (coded) => coded.replace(/&(?:amp|lt|gt|#34|#39);/g,
    (one) => ({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" })[one]);
  const grown = (markup) => {
    const top = document.createDocumentFragment();
    let at = top;
    for (const [, end, tag, attributes, single, words_] of markup.matchAll(/<(\/?)([a-z0-9]+)((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>|([^<]+)/gi)) {
      if (words_ !== undefined) { at.append(plain(words_)); continue; }
      if (end) { if (at.localName === tag) at = at.parentNode; continue; }
      if (!tags.has(tag) && !drawing.has(tag)) continue;
      const made = drawing.has(tag) ? document.createElementNS(space, tag) : document.createElement(tag);
      for (const [, name, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
        if (names.test(name) && (name !== "href" || value.startsWith("#"))) made.setAttribute(name, plain(value));
      }
      at.append(made);
      if (!single && tag !== "br") at = made;
    }
    return top;
  };
  const chunks = new Map();
  const packedRow = async (row) => {
    const place = Math.floor(row / 100);
    if (!chunks.has(place)) {
      chunks.clear(); // one is enough: rows come in order
      chunks.set(place, JSON.parse(await unpacked(find(`#chunk-${place}`))));
    }
    return chunks.get(place)[row % 100];
  };
  // Fill a gap: inside its article, or with new articles between two of them.
  const filledIn = async (gap, most) => {
    const first = Number(gap.dataset.first), last = Number(gap.dataset.last), until = Math.min(last, first + most);
    const home = gap.closest("article");
    let section = null, article = home, before = gap;
    if (home) { // what follows the gap moves to a section of its own
      const old = gap.parentElement, rest = old.cloneNode(false);
      while (gap.nextSibling) rest.append(gap.nextSibling);
      old.after(gap, rest);
      if (!rest.childNodes.length) rest.remove();
    }
    for (let row = first; row < until; row += 1) {
      const [opening, markup] = await packedRow(row);
      if (opening) {
        article = grown(opening).querySelector("article");
        before.before(article);
        section = null;
      } else if (!home && !article) {
        article = gap.previousElementSibling;
      }
      if (!section || section.childElementCount >= 100) {
        section = make("section", "", { class: "rows many" });
        if (home) gap.before(section); else article.append(section);
      }
      section.append(grown(markup));
    }
    index = null;
    if (until < last) { gap.dataset.first = until; offer(gap); } else gap.remove();
  };
  const offer = (gap) => {
    const left = Number(gap.dataset.last) - Number(gap.dataset.first);
    const press = make("button", left > 500 ? filled(words.next, { n: number(500), rows: counted(left, "row") })
      : filled(words.show, { rows: counted(left, "row") }), { type: "button" });
    press.addEventListener("click", async () => { press.disabled = true; await filledIn(gap, 500); apply(); });
    gap.replaceChildren(press);
  };

  const buttons = (note) => {
    if (find(".acts", note)) return;
    const acts = make("p", "", { class: "acts" });
    const done = make("button", words.reviewed, { type: "button", class: "review" });
    done.setAttribute("aria-pressed", String(reviewed.get().includes(note.id)));
    done.addEventListener("click", () => review(note));
    const copy = make("button", words.copy, { type: "button" });
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(suppression(note)); copy.textContent = words.copied; }
      catch { copy.after(make("pre", suppression(note))); copy.remove(); }
    });
    acts.append(done, " ", copy);
    find("details", note).append(acts);
  };

  // Keys.
  const step = (query, by) => {
    const list = all(query, text).filter((one) => !one.closest("[hidden]"));
    const at = list.indexOf(current);
    let next = at < 0 ? null : list[at + by];
    if (at < 0) {
      // From where the reader is, or from the finding left last.
      const inside = current && list.find((one) => current.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
      const limit = by > 0 ? 80 : innerHeight, known = new Map();
      const below = list.find((one) => {
        // What is not in view is not laid out: its section says enough.
        const section = one.closest(".batch") ?? one.closest(".rows") ?? one;
        if (!known.has(section)) known.set(section, section.getBoundingClientRect());
        const box = known.get(section);
        return box.bottom > limit && (box.top > limit || one.getBoundingClientRect().top > limit);
      });
      next = by > 0 ? inside || below || list[0] : list[Math.max(0, (below ? list.indexOf(below) : list.length) - 1)];
    }
    if (!next) return;
    go(next, query === "article" ? "start" : "center");
    keep(false);
  };
  const acts = {
    j: () => step(".note:not(.aside)", 1),
    k: () => step(".note:not(.aside)", -1),
    n: () => step("article", 1),
    p: () => step("article", -1),
    x: () => current?.classList.contains("note") && review(current),
    e: () => { const more = current && find("details", current); if (more) more.open = !more.open; },
    v: () => { reading.checked = !reading.checked; apply(); keep(false); },
    "/": () => fields.q.focus(),
    "?": () => keys.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (keys.open || event.target.closest?.("input:not([type=checkbox]), select, textarea")) return;
    if (!wantsKeys.get() || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });

  // A mark, its note and the matching place of the source light up together; so do sentences side by side.
  let lit = [];
  const light = (event) => {
    for (const one of lit) one.classList.remove("lit");
    lit = [];
    const row = event.target.closest?.(".row");
    if (!row) return;
    const name = event.target.closest("[data-f]")?.dataset.f ?? event.target.closest(".note")?.id;
    const sentence = event.target.closest("[data-s]")?.dataset.s;
    if (name) lit = [...all(`[data-f="${name}"]`, row), document.getElementById(name)];
    if (sentence && row.querySelectorAll(":scope > p").length > 1) lit.push(...all(`[data-s="${sentence}"]`, row));
    for (const one of lit) one.classList.add("lit");
  };
  text.addEventListener("pointerover", light);
  text.addEventListener("focusin", light);
  text.addEventListener("toggle", (event) => {
    const note = event.target.closest(".note");
    if (note) buttons(note);
  }, true);

  // A map of the story being read, at the edge of the window: its findings by place, and what is in view.
  const map = make("div", "", { class: "map", "aria-hidden": "true" });
  const view = make("i", "");
  const svg = (tag, attributes) => {
    const made = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  let drawn = null, frame = 0;
  // Only boxes that the browser lays out anyway are measured: a row inside one stands where its number says.
  const placed = (article) => {
    const made = [], inside = new Map();
    const entry = indexed().find((one) => one.article === article);
    for (const it of entry?.rows ?? []) {
      if (it.row.hidden || it.section.hidden) continue;
      if (!inside.has(it.section)) inside.set(it.section, []);
      inside.get(it.section).push(it);
    }
    for (const [section, rows] of inside) {
      const box = section.getBoundingClientRect(), isShort = entry.rows.length <= 100;
      rows.forEach((it, place) => {
        const wanted = it.notes.filter((one) => !one.aside && !one.note.hidden);
        if (!wanted.length) return;
        const y = isShort ? it.row.getBoundingClientRect().top : box.top + (box.height * (place + 0.3)) / rows.length;
        wanted.forEach((one, number) => made.push([one.note, y + 12 * number]));
      });
    }
    return made;
  };
  const mapped = () => {
    frame = 0;
    const middle = innerHeight / 2, area = text.getBoundingClientRect();
    const wanted = innerWidth >= 700 && area.top < middle && area.bottom > middle;
    const under = wanted && document.elementFromPoint(innerWidth / 2, middle)?.closest("article");
    const article = under || (wanted && drawn?.article);
    const box = article && article.getBoundingClientRect();
    map.hidden = !box || box.height < innerHeight || box.top > middle || box.bottom < middle;
    if (map.hidden) return;
    const part = (y) => Math.max(0, Math.min(1, (y - box.top) / box.height));
    if (drawn?.article !== article || Math.abs(drawn.height - box.height) > 40) {
      const marks = placed(article), stride = Math.ceil(marks.length / 400);
      const picture = svg("svg", { viewBox: "0 0 10 1000", preserveAspectRatio: "none" });
      marks.filter((_, place) => place % stride === 0).forEach(([note, y]) => {
        const tick = svg("rect", { class: levelOf(note), x: 0, y: (996 * part(y)).toFixed(1), width: 10, height: 4 });
        tick.addEventListener("click", () => { go(note); keep(false); });
        picture.append(tick);
      });
      map.replaceChildren(picture, view);
      drawn = { article, height: box.height };
    }
    view.style.top = `${100 * part(0)}%`;
    view.style.height = `${100 * Math.max(0.02, part(innerHeight) - part(0))}%`;
  };
  const soon = () => { frame ||= requestAnimationFrame(mapped); };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });

  // Tables sort by a press on the head of a column.
  const figure = (value) => Number(value.split(words.group).join("").replace(words.decimal, ".")) || 0;
  const sortable = (table) => all("thead th", table).forEach((head, column) => {
    const press = make("button", head.textContent, { type: "button" });
    head.replaceChildren(press);
    press.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : head.classList.contains("number");
      for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].textContent.trim();
      const compare = head.classList.contains("number")
        ? (a, b) => figure(value(a)) - figure(value(b))
        : (a, b) => value(a).localeCompare(value(b), root.lang);
      const body = table.tBodies[0];
      body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)));
    });
  });
  all("table.sortable").forEach(sortable);
  const linked = (element, view) => {
    const link = make("a", element.textContent, { href: "#" + new URLSearchParams(view) });
    element.replaceChildren(link);
  };
  for (const name of all("#checks tbody .check")) linked(name, { c: name.textContent });
  for (const word of all(".legend .word")) linked(word, { s: word.parentElement.className });

  let waiting = 0;
  tools.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target === fields.o) order();
    const act = () => { apply(); keep(event.target !== fields.q); };
    if (event.target === fields.q) waiting = setTimeout(act, 60); else act();
  });
  for (const box of [reading, differing]) box?.addEventListener("change", () => { apply(); keep(false); soon(); });
  find("#clear").addEventListener("click", () => { clear(); apply(); keep(true); fields.q.focus({ preventScroll: true }); });
  find("#close").addEventListener("click", () => keys.close());
  find("#help").addEventListener("click", () => keys.showModal());
  find("#csv").addEventListener("click", () => download("findings.csv", table(), "text/csv"));
  find("#export").addEventListener("click", () => download(
    "suppressions.toml",
    reviewed.get().map((name) => document.getElementById(name)).filter(Boolean).map(suppression).join("\n"),
    "application/toml",
  ));
  const allow = find("#allow");
  allow.checked = wantsKeys.get();
  allow.addEventListener("change", () => wantsKeys.set(allow.checked));
  addEventListener("hashchange", restore);
  addEventListener("popstate", restore);

  const packedResults = find("#results");
  if (packedResults) {
    find("#files").hidden = false;
    find("#json").addEventListener("click", async () => download("results.json", await unpacked(packedResults), "application/json"));
    find("#every-csv").addEventListener("click", async () => download("findings.csv", every(JSON.parse(await unpacked(packedResults))), "text/csv"));
  }
  const whole = find("#every");
  if (whole) {
    for (const gap of all(".left", text)) offer(gap);
    whole.hidden = false;
    whole.addEventListener("click", async () => {
      whole.disabled = true;
      for (const gap of all(".left", text)) await filledIn(gap, Infinity);
      find(".cut").hidden = true;
      apply();
    });
  }

  document.body.append(map);
  tools.hidden = false;
  paint();
  if (location.hash) restore();
  soon();
  (window.requestIdleCallback ?? setTimeout)(() => { indexed(); root.dataset.ready = "1"; });
})();
