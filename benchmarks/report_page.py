# SPDX-License-Identifier: Apache-2.0
"""Samples, pictures and timings of the HTML page.

    python benchmarks/report_page.py samples      # reports/sample-story.html and reports/sample-feed.html
    python benchmarks/report_page.py pictures     # reports/screenshots/*.png, of the samples
    python benchmarks/report_page.py timings      # reports/report-page.md

Pictures and timings need `pip install playwright` and Chromium on the PATH, or
named by AUDITOR_CHROMIUM. Texts of the timings are drawn from a small list of
words with a fixed seed; the samples are stories of `seeds/`.
"""

from __future__ import annotations

import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from auditor.model import (
    Audit,
    Document,
    DocumentAudit,
    Finding,
    Location,
    Reason,
    Run,
    Score,
    Segment,
    Severity,
    Span,
    Verdict,
)
from auditor.writers.html_page import HtmlPage, PageSettings

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "reports"
STORY = "seeds/harbour-talks.en.txt"
VENDORS = ("Vendor A", "Vendor B")
DAYS = ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05")
DOCUMENTS = 40
REPEATS = 5
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")
TEXT = """the harbour council closed bridge after storm while workers waited for news about repairs that cost more than
anyone in town had expected last year and nobody said when it would open again"""
WORDS = TEXT.split()
CHECKS = ("doubled-word", "stray-stop", "mojibake", "number-mismatch", "untranslated-run")


class Shape(NamedTuple):
    """A run to time: so many segments in documents of so many, with what beside them."""

    name: str
    segments: int
    size: int  # segments of a document
    beside: bool = False  # with source, reference and adequacy


SHAPES = (
    Shape("10,000 rows of one file", 10_000, 10_000),
    Shape("10,000 rows with source and reference", 10_000, 10_000, beside=True),
    Shape("10,000 documents of one row", 10_000, 1),
    Shape("400 stories of 25 segments", 10_000, 25),
    Shape("15,000 segments, packed", 15_000, 25),
    Shape("100,000 segments, pages beside", 100_000, 25),
)


def samples() -> None:
    """Write the two sample reports."""
    REPORTS.mkdir(exist_ok=True)
    _audit(STORY, output=REPORTS / "sample-story.html")
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "feed.json"
        feed.write_text(json.dumps(list(_items()), ensure_ascii=False, indent=1), encoding="utf-8")
        _audit(feed.name, output=REPORTS / "sample-feed.html", folder=Path(folder))


def pictures() -> None:
    """Photograph the samples for the README."""
    (REPORTS / "screenshots").mkdir(exist_ok=True)
    views = (
        ("story", "sample-story.html", 1280, "#documents"),
        ("verdict", "sample-feed.html", 1280, ""),
        ("vendors", "sample-feed.html", 1280, "#table"),
        ("phone", "sample-story.html", 390, "#worst"),
    )
    with _browser() as browser:
        for name, report, width, anchor in views:
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
                page.goto((REPORTS / report).as_uri())
                page.wait_for_selector("html[data-ready]", state="attached")
                if anchor:
                    page.evaluate("(one) => scrollTo(0, document.querySelector(one).offsetTop + 16)", anchor)
                page.wait_for_timeout(300)  # for the map at the edge
                page.screenshot(path=REPORTS / "screenshots" / f"{name}-{scheme}.png")
                page.close()


def timings() -> None:
    """Measure how long pages take to write, open and filter, and write the table."""
    lines = [
        "# The report page, timed",
        "",
        "`python benchmarks/report_page.py timings`",
        "",
        f"Headless Chromium {{version}}, file on disk, window of 1280 × 900, {os.cpu_count()} cores of a "
        f"{platform.machine()} machine that does other work too; the median of {REPEATS} visits, the best in brackets. "
        "*write*: processor time of the writer. *open*: from the request to the second frame after `load`. *filter*: "
        "from a change of a control to the second frame after it, which is 33 ms when nothing has to be done; *words* "
        "is the search box, without its 60 ms of waiting for the next key. *busy*: processor time of the page's main "
        "thread until it is open.",
        "",
        "| run | write | page | open | busy | severity | check | words | next finding |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        for shape in SHAPES:
            path = Path(folder) / "page.html"
            began = time.process_time()
            _write(shape, path)
            took = time.process_time() - began
            visits = [_visit(browser, path) for _ in range(REPEATS)]
            cells = [
                shape.name,
                f"{took:.1f} s",
                f"{path.stat().st_size / 1e6:.1f} MB",
                _median([visit["open"] for visit in visits], "s"),
                _median([visit["busy"] for visit in visits], "s"),
                *(_median([visit[key] for visit in visits], "ms") for key in ("severity", "check", "words", "next")),
            ]
            lines.append(f"| {' | '.join(cells)} |")
            print(lines[-1])
        text = "\n".join(lines).replace("{version}", browser.version)
    (REPORTS / "report-page.md").write_text(text + "\n", encoding="utf-8")


def _audit(path: str, *, output: Path, folder: Path = ROOT) -> None:
    command = [sys.executable, "-m", "auditor", "check", path, "-q", "--exit-zero", "-o", str(output)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, check=True, env=environment)


def _items() -> Iterator[dict[str, str]]:
    """Stories of the seeds as ninjs: the first vendor gets most of the damaged ones."""
    texts = [path for path in sorted((ROOT / "seeds").glob("*.txt")) if ".source." not in path.name]
    damaged = [path for path in texts if not path.name.startswith("clean-") and str(path.relative_to(ROOT)) != STORY]
    clean = [path for path in texts if path.name.startswith("clean-")]
    half = DOCUMENTS // 2
    by_vendor = (damaged[: half - 6] + clean[:6], damaged[half - 6 : half] + clean[6:half])
    for number in range(DOCUMENTS):
        vendor, place = number % 2, number // 2
        # A step without a common divisor deals good and bad over the days.
        path = by_vendor[vendor][place * 7 % half]
        head, _, body = path.read_text(encoding="utf-8").partition("\n")
        yield {
            "uri": path.name.split(".")[0],
            "language": path.name.split(".")[1],
            "provider": VENDORS[vendor],
            "versioncreated": f"{DAYS[place * len(DAYS) // half]}T06:00:00Z",
            "headline": head,
            "body_text": body.strip(),
        }


def _write(shape: Shape, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        writer = HtmlPage(out, PageSettings(path=path))
        words = points = 0.0
        for audited in _documents(shape):
            writer.add(audited)
            words, points = words + audited.words, points + audited.points
        writer.close(_conclusion(shape, int(words), points))


def _documents(shape: Shape) -> Iterator[DocumentAudit]:
    chance = random.Random(7)
    for first in range(0, shape.segments, shape.size):
        name = f"story-{first // shape.size + 1}"
        segments, found = [], {}
        scores: dict[str, dict[str, float]] = {}
        for number in range(first, min(first + shape.size, shape.segments)):
            text = _sentence(chance, chance.randint(8, 28))
            segment = Segment(f"{name}:{number + 1}", text, document=name, language="en")
            segment = replace(segment, location=Location("rows.tsv", number + 1))
            scores[segment.id] = {"fluency": chance.random()}
            if shape.beside:
                other = " ".join(word if chance.random() < 0.8 else chance.choice(WORDS) for word in text.split())
                segment = replace(segment, source=_sentence(chance, 20), reference=other, source_language="fr")
                scores[segment.id]["adequacy"] = chance.random()
            if chance.random() < 0.2:
                found[segment.id] = tuple(_finding(chance, segment) for _ in range(chance.randint(1, 3)))
            segments.append(segment)
        document = Document(name, "rows.tsv", tuple(segments), "en", rows=shape.size == shape.segments)
        points = sum(5.0 for findings in found.values() for _ in findings)
        yield DocumentAudit(document, found, scores, 18 * len(segments), points)


def _sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."


def _finding(chance: random.Random, segment: Segment) -> Finding:
    start = chance.randrange(len(segment.translation))
    span = Span(start, min(len(segment.translation), start + chance.randint(1, 30)))
    level = chance.choice(list(Severity))
    return Finding(chance.choice(CHECKS), segment.id, span, level, "It stands “twice” in a row here.", "word")


def _conclusion(shape: Shape, words: int, points: float) -> Audit:
    documents = -(-shape.segments // shape.size)
    return Audit(
        Run("0", ("rows.tsv",), ("rows.tsv: read as tsv",), ("fr-en",), "0", 7, documents, shape.segments, words),
        Verdict(False, (Reason("findings of major severity or above", "0", "500", False),)),
        points,
        1000 * points / words,
        {level.label: 500 for level in Severity},
        {check: {level.label: 100 for level in Severity} for check in CHECKS},
        {},
        (Score("fluency", 0.5, "run", "random"),),
    )


_ACTS = """async () => {
  const frames = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const fire = (one) => one.dispatchEvent(new Event("input", { bubbles: true }));
  const made = {};
  const take = async (name, act, waits = 0) => {
    await frames();
    const began = performance.now();
    act();
    if (waits) await new Promise((go) => setTimeout(go, waits));
    await frames();
    made[name] = performance.now() - began - waits;
  };
  const box = document.querySelector("[name=s]"), check = document.querySelector("#c");
  const query = document.querySelector("#q");
  await take("severity", () => { box.checked = true; fire(box); });
  box.checked = false; fire(box);
  await take("check", () => { check.selectedIndex = 2; fire(check); });
  check.selectedIndex = 0; fire(check);
  await take("words", () => { query.value = "repairs that"; fire(query); }, 60);
  document.querySelector("#clear").click();
  await take("next", () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true })));
  return made;
}"""


def _visit(browser: Any, path: Path) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    began = time.perf_counter()
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
    made = {"open": time.perf_counter() - began}
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    made["busy"] = metrics["TaskDuration"]
    page.wait_for_selector("html[data-ready]", state="attached")
    made |= page.evaluate(_ACTS)
    context.close()
    return made


def _median(values: list[float], unit: str) -> str:
    digits = 2 if unit == "s" else 0
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}) {unit}"


def _browser() -> Any:  # Playwright has no part in the house's types
    from contextlib import contextmanager

    from playwright.sync_api import sync_playwright

    @contextmanager
    def opened() -> Iterator[Any]:
        program = os.environ.get("AUDITOR_CHROMIUM") or shutil.which("chromium")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=list(QUIET))
            yield browser
            browser.close()

    return opened()


if __name__ == "__main__":
    {"samples": samples, "pictures": pictures, "timings": timings}[sys.argv[1]]()
