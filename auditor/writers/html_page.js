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
  const fields = { q: find("#q"), c: find("#c"), d: find("#d"), l: find("#l"), o: find("#o") };
  const levels = all("#tools [name=s]");
  const only = find("#f"), fresh = find("#r"), count = find("#count"), keys = find("#keys");
  const articles = all("article", text), sections = all(".rows", text), gaps = all(".left", text);
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

  // The rows, read once; the first filter after that takes milliseconds.
  let index = null;
  const indexed = () => index ??= articles.map((article) => ({
    article,
    rows: all(".row", article).map((row) => ({
      row,
      text: all(":scope > p", row).map((cell) => cell.textContent).join("\n").toLowerCase(),
      notes: all(".note", row),
    })),
  }));
  const shown = (element, wanted) => { if (element.hidden === wanted) element.hidden = !wanted; };
  const number = (many, noun) => `${many.toLocaleString("en")} ${noun}${many === 1 ? "" : "s"}`;
  const levelOf = (note) => note.classList[1];

  const state = () => {
    const made = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) if (field?.value) made.set(name, field.value);
    const chosen = levels.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length) made.set("s", chosen.join(" "));
    if (only.checked) made.set("f", "1");
    if (fresh.checked) made.set("r", "1");
    return made;
  };

  const apply = () => {
    const wanted = state();
    const query = (wanted.get("q") || "").trim().toLowerCase();
    const severities = (wanted.get("s") || "").split(" ").filter(Boolean);
    const check = wanted.get("c"), done = new Set(reviewed.get());
    const matches = (note) => (!check || note.dataset.check === check)
      && (!severities.length || severities.includes(levelOf(note))) && !(fresh.checked && done.has(note.id));
    const narrow = Boolean(check || severities.length || fresh.checked || only.checked);
    let rows = 0, findings = 0;
    const open = new Set();
    for (const { article, rows: inside } of indexed()) {
      const fits = (!wanted.has("d") || article.id === wanted.get("d")) && (!wanted.has("l") || article.dataset.pair === wanted.get("l"));
      let visible = 0;
      for (const one of fits ? inside : []) {
        const kept = one.notes.filter(matches);
        const stays = (!narrow || kept.length > 0) && (!query || one.text.includes(query));
        shown(one.row, stays);
        if (!stays) continue;
        visible += 1;
        open.add(one.row.parentElement);
        findings += kept.length;
        for (const note of one.notes) shown(note, kept.includes(note));
      }
      rows += visible;
      shown(article, visible > 0);
    }
    for (const section of sections) shown(section, open.has(section));
    for (const one of gaps) shown(one, !(narrow || query));
    const filtered = narrow || Boolean(query) || wanted.has("d") || wanted.has("l");
    count.textContent = filtered ? `${number(findings, "finding")} in ${number(rows, "row")}` : "";
    text.classList.toggle("thin", filtered && rows <= 300); // so few that the browser need not guess their heights
    shown(find("#clear"), filtered);
    shown(find("#none"), rows === 0);
    return filtered;
  };

  const order = () => {
    const value = (one) => fields.o?.value === "worst" ? -Number(one.article.dataset.points) : articles.indexOf(one.article);
    for (const one of [...indexed()].sort((a, b) => value(a) - value(b))) text.append(one.article);
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
    for (const box of [...levels, only, fresh]) box.checked = false;
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
    if (wanted.has("o")) order();
    apply();
    const at = document.getElementById(wanted.get("at") || "");
    if (at?.classList.contains("note")) go(at); else text.scrollIntoView();
  };

  // Reviewed findings, suppressions and files.
  const paint = () => {
    for (const name of reviewed.get()) document.getElementById(name)?.classList.add("reviewed");
    find("#export").textContent = `Export ${reviewed.get().length} reviewed`;
    shown(find("#export"), reviewed.get().length > 0);
  };
  const review = (note) => {
    const known = reviewed.get(), is = known.includes(note.id);
    reviewed.set(is ? known.filter((name) => name !== note.id) : [...known, note.id]);
    note.classList.toggle("reviewed", !is);
    const button = find(".review", note);
    if (button) button.setAttribute("aria-pressed", String(!is));
    paint();
    if (fresh.checked) { step(".note", 1); apply(); }
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
    .map(([name, value]) => `${name} = ${quoted(value)}\n`).join("") + 'reason = ""\n';
  const download = (name, content, type) => {
    const link = make("a", "", { download: name });
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  // A cell that a spreadsheet would take for a formula gets an apostrophe before it.
  const cell = (value) => `"${value.replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  const table = () => {
    const head = ["document", "segment", "check", "severity", "text", "message", "suggestion"];
    const rows = indexed().flatMap((one) => one.rows).filter((one) => !one.row.closest("[hidden]"))
      .flatMap((one) => one.notes).filter((note) => !note.hidden).map((note) => {
        const known = facts(note);
        return [known.document, known.segment, known.check, levelOf(note), known.text,
          find(".message", note).textContent, find(".new", note)?.textContent ?? ""];
      });
    return "\ufeff" + [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  };
  const buttons = (note) => {
    if (find(".acts", note)) return;
    const acts = make("p", "", { class: "acts" });
    const done = make("button", "Reviewed", { type: "button", class: "review" });
    done.setAttribute("aria-pressed", String(reviewed.get().includes(note.id)));
    done.addEventListener("click", () => review(note));
    const copy = make("button", "Copy as suppression", { type: "button" });
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(suppression(note)); copy.textContent = "Copied"; }
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
      const below = list.find((one) => one.getBoundingClientRect().top > (by > 0 ? 80 : innerHeight));
      next = by > 0 ? inside || below || list[0] : list[Math.max(0, (below ? list.indexOf(below) : list.length) - 1)];
    }
    if (!next) return;
    go(next, query === "article" ? "start" : "center");
    keep(false);
  };
  const acts = {
    j: () => step(".note", 1),
    k: () => step(".note", -1),
    n: () => step("article", 1),
    p: () => step("article", -1),
    x: () => current?.classList.contains("note") && review(current),
    e: () => { const more = current && find("details", current); if (more) more.open = !more.open; },
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

  // Tables sort by a press on the head of a column.
  const sortable = (table) => all("thead th", table).forEach((head, column) => {
    const press = make("button", head.textContent, { type: "button" });
    head.replaceChildren(press);
    press.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : head.classList.contains("number");
      for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].textContent.trim();
      const compare = head.classList.contains("number")
        ? (a, b) => (Number(value(a).replace(/,/g, "")) || 0) - (Number(value(b).replace(/,/g, "")) || 0)
        : (a, b) => value(a).localeCompare(value(b), "en");
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

  tools.hidden = false;
  paint();
  if (location.hash) restore();
  (window.requestIdleCallback ?? setTimeout)(() => { indexed(); document.documentElement.dataset.ready = "1"; });
})();
