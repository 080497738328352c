"""The HTML page in a real browser; skipped where Playwright or Chromium is missing.

`pip install playwright`, and Chromium on the PATH or named by AUDITOR_CHROMIUM. The
check by axe-core runs where AUDITOR_AXE names its `axe.min.js`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = os.environ.get("AUDITOR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = os.environ.get("AUDITOR_AXE", "")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium")

STORIES = {
    "bridge.en.txt": (
        "Old bridge closes for repairs\n\n"
        "The old bridge bridge over the river will close on Monday, the town council said.\n\n"
        "The town said & # 39;yes& # 39; to the plan. Workers will need about four months to mend it.\n\n"
        "Nothing is wrong in this last paragraph, which the reader may take as it stands.\n"
    ),
    "hidden.en.txt": (
        "Library opens again\n\n"
        "The libr\N{ZERO WIDTH SPACE}ary will open its doors on Sunday after the roof was mended.\n\n"
        "People in the town said they had waited for it for many months.\n"
    ),
    "market.en.txt": (
        "Market moves to the square\n\n"
        "The weekly market will will move to the main square while the hall is being painted.\n\n"
        "Traders said they were pleased with the new place and hoped to stay.\n"
    ),
    "kitab.ar.txt": (
        "المكتبة تفتح أبوابها من جديد\n\n"
        "قالت إدارة المكتبة إنها سوف تفتح أبوابها أبوابها يوم الأحد بعد إصلاح السقف.\n\n"
        "ورحب سكان المدينة بهذا الخبر وقالوا إنهم كانوا ينتظرونه منذ أشهر.\n"
    ),
}
ATTACKS = (
    "The the <script>window.hit=1</script><img src=x onerror=window.hit=1> story.\n\n"
    'It was was </script></style><svg onload=window.hit=1> " onfocus=window.hit=1 autofocus x=".\n\n'
    "A javascript:window.hit=1 \N{RIGHT-TO-LEFT OVERRIDE}gpj.exe & # 39;{{ 7*7 }}& # 39; <!-- -->.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of the command itself: the stories, and the attacks."""
    place = tmp_path_factory.mktemp("pages")
    for name, text in STORIES.items():
        (place / name).write_text(text, encoding="utf-8")
    (place / "<img src=x onerror=hit>.txt").write_text(ATTACKS, encoding="utf-8")
    (place / "rows.jsonl").write_text("".join(_rows(10_040)), encoding="utf-8")
    for page, names, more in (
        ("page", tuple(STORIES), ()),
        ("attack", ("<img src=x onerror=hit>.txt",), ()),
        ("arabic", tuple(STORIES), ("--report-language", "ar")),
        ("outside", tuple(STORIES), ("--assets", "external", "--report-language", "de")),
        ("large", ("rows.jsonl",), ("--select", "doubled-word,broken-entity")),
    ):
        command = [sys.executable, "-m", "auditor", "check", *names, "-q", "--exit-zero", "-o", f"{page}.html", *more]
        subprocess.run(command, cwd=place, check=True)
    return place


def _rows(count: int) -> Iterator[str]:
    """Rows in documents of twenty; every fiftieth has a defect, one of them attacks."""
    for number in range(count):
        text = f"Row {number} of the table table says no more." if number % 50 == 7 else f"Row {number} is fine."
        if number == 12:
            text = "Row 12 <img src=x onerror=window.hit=1> & </script> stays."
        row = {"document": f"d{number // 20}", "translation": text, "target_language": "en"}
        yield json.dumps(row) + "\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    offline = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_api.sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *offline])
        yield made
        made.close()


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Callable[..., Any]]:
    """Opens a report in a fresh context; fails the test on any script error, console error or request."""
    contexts, troubles = [], []

    def opened(name: str = "page", address: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: troubles.append(request.url) if not request.url.startswith(mine) else None)
        home = (folder / f"{name}.html").as_uri()
        mine = (home, "blob:", *((folder / f"report.{kind}").as_uri() for kind in ("css", "js") if name == "outside"))
        page.goto(home + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def visible(page: Any, query: str) -> int:
    return int(page.locator(query).locator("visible=true").count())


def test_filters_narrow_the_text(visit: Callable[..., Any]) -> None:
    """Check, words, document and severity narrow what is shown; the count says how much; Clear undoes it."""
    page = visit()
    rows = visible(page, ".row")
    page.select_option("#c", "broken-entity")
    assert visible(page, ".row") == 1
    assert visible(page, ".note") == page.locator(".note[data-check=broken-entity]").count()
    assert re.fullmatch(r"\d+ findings? in 1 row", page.inner_text("#count"))
    page.click("#clear")
    assert visible(page, ".row") == rows
    page.fill("#q", "PAINTED")
    sync_api.expect(page.locator("article:visible")).to_have_count(1)
    assert visible(page, ".row") == 1
    page.fill("#q", "no such words")
    page.wait_for_selector("#none:not([hidden])")
    page.click("#clear")
    page.select_option("#d", "d4")
    assert visible(page, "article") == 1 and "kitab" in page.inner_text("article:visible h3")
    page.click("#clear")
    page.check("#f")
    assert visible(page, ".row") == page.locator(".row.found").count() < rows


def test_view_stands_in_the_address(visit: Callable[..., Any]) -> None:
    """A view can be sent, and the back button returns to the one before."""
    page = visit()
    page.select_option("#c", "doubled-word")
    page.select_option("#d", "d3")
    assert page.evaluate("location.hash") == "#c=doubled-word&d=d3"
    page.go_back()
    sync_api.expect(page.locator("#d")).to_have_value("")
    assert page.input_value("#c") == "doubled-word"
    sent = visit(address="#c=doubled-word&d=d3")
    assert sent.input_value("#d") == "d3" and visible(sent, "article") == 1 and visible(sent, ".row") == 1


def test_anchor_of_a_hidden_finding_opens_it(visit: Callable[..., Any]) -> None:
    """A link to a finding that the filter hides takes the filter away."""
    page = visit(address="#d=d2")
    assert not page.locator("#d1f1").is_visible()
    page.evaluate("location.hash = '#d1f1'")
    sync_api.expect(page.locator("#d1f1")).to_be_visible()


def test_keys_step_over_findings_and_documents(visit: Callable[..., Any]) -> None:
    """j and k go from finding to finding, n and p from document to document, / to the search, ? to the list."""
    page = visit()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "d1f1" and page.locator("#d1f1").is_visible()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "d1f2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "d1f1"
    assert "at=d1f1" in page.evaluate("location.hash")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "d2"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "d2f1"
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.input_value("#q") == "jk?" and not page.locator("#keys").is_visible()
    page.click("#clear")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.uncheck("#allow")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()


def test_reviewed_is_kept_and_exported(visit: Callable[..., Any]) -> None:
    """What was marked as reviewed stays so, can be hidden, and leaves as TOML that names the finding."""
    page = visit()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.reload()
    assert "reviewed" in page.get_attribute("#d1f1", "class")
    page.check("#r")
    assert not page.locator("#d1f1").is_visible()
    with page.expect_download() as waiting:
        page.click("#export")
    (one,) = tomllib.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))["suppression"]
    assert one["document"] == "bridge.en.txt" and one["check"] == "doubled-word" and one["text"] == "bridge bridge"


def test_dismissals_are_read_back(visit: Callable[..., Any], folder: Path) -> None:
    """The exported file, given as settings, takes away the finding and no other."""
    page = visit()
    page.keyboard.press("j")
    page.keyboard.press("x")
    with page.expect_download() as waiting:
        page.click("#export")
    (folder / "dismissed.toml").write_bytes(Path(waiting.value.path()).read_bytes())
    command = [sys.executable, "-m", "auditor", "check", "bridge.en.txt", "-q", "--exit-zero"]
    command += ["--config", "dismissed.toml", "-o", "json=again.json"]
    subprocess.run(command, cwd=folder, check=True)
    results = json.loads((folder / "again.json").read_text(encoding="utf-8"))
    found = [one for part in results["documents"] for segment in part["segments"] for one in segment["findings"]]
    assert [one["check"] for one in found if one.get("suppressed")] == ["doubled-word"]
    assert results["summary"]["suppressed"] == 1 and len(found) > 1


def test_results_leave_without_a_network(visit: Callable[..., Any]) -> None:
    """The page hands out its results as JSON, and all findings as CSV, whatever the filter shows."""
    page = visit(address="#c=broken-entity")
    with page.expect_download() as waiting:
        page.click("#json")
    results = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert results["version"] and len(results["documents"]) == len(STORIES)
    with page.expect_download() as waiting:
        page.click("#every-csv")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == page.locator(".note").count() and {"category", "line", "confidence"} <= set(rows[0])


def test_reading_view(visit: Callable[..., Any]) -> None:
    """The reading view hides the notes, keeps the marks, and stands in the address."""
    page = visit()
    page.check("#v")
    assert visible(page, ".note") == 0 and visible(page, "mark") > 0
    assert page.evaluate("location.hash") == "#v=1"
    page.keyboard.press("v")
    assert visible(page, ".note") == page.locator(".note").count()


def test_map_of_the_story(visit: Callable[..., Any]) -> None:
    """A story longer than the window has a map beside it; a press on a tick goes to the finding."""
    page = visit("large", viewport={"width": 1280, "height": 300})
    page.click("#every")
    page.wait_for_selector("#every", state="hidden", timeout=60_000)
    page.evaluate("document.querySelector('#d1').scrollIntoView()")
    sync_api.expect(page.locator(".map")).to_be_visible()
    tick = page.locator(".map rect").first
    tick.click()
    assert page.evaluate("document.activeElement.classList.contains('note')")


def test_rows_left_out_come_on_demand(visit: Callable[..., Any]) -> None:
    """A large run shows the worst rows; the others come, in their places, when asked for, and are text still."""
    page = visit("large")
    assert page.locator(".row").count() == page.locator(".row.found").count() < 300
    assert page.locator("#d1s13").count() == 0
    page.locator("#d1 .left button").last.click()
    sync_api.expect(page.locator("#d1s13")).to_have_count(1)
    assert "<img src=x onerror=window.hit=1> & </script> stays." in page.locator("#d1s13").inner_text()
    page.click("#every")
    page.wait_for_selector("#every", state="hidden", timeout=60_000)
    assert page.locator(".row").count() == 10_040 and page.locator(".left").count() == 0
    texts = page.locator(".row > .translation").all_text_contents()
    assert [int(text.split()[1]) for text in texts] == list(range(10_040))
    page.fill("#q", "row 12 <img")
    sync_api.expect(page.locator("article:visible")).to_have_count(1)
    assert page.evaluate("window.hit") is None and page.locator("#documents img").count() == 0


def test_assets_outside(visit: Callable[..., Any]) -> None:
    """With stylesheet and script beside it the page looks and works the same, in German here."""
    page = visit("outside")
    assert page.evaluate("getComputedStyle(document.querySelector('.row')).display") == "grid"
    page.select_option("#c", "broken-entity")
    assert re.fullmatch(r"\d+ Befunde? in 1 Zeile", page.inner_text("#count"))


def test_strictest_server(browser: Any, folder: Path) -> None:
    """Under the policy that Jenkins sends, without scripts, the page beside its stylesheet is laid out and whole.

    Source: Jenkins, "Configuring Content Security Policy", the default header.
    """
    policy = {"Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'self'"}
    kinds = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
    context = browser.new_context()

    def answer(route: Any) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        headers = policy | {"Content-Type": f"{kinds[name.rsplit('.', 1)[1]]}; charset=utf-8"}
        route.fulfill(body=(folder / name).read_bytes(), headers=headers)

    context.route("**/*", answer)
    page = context.new_page()
    page.goto("http://reports.example/outside.html")
    assert page.locator(".row.found").first.evaluate("one => getComputedStyle(one).display") == "grid"
    assert "Nicht bestanden" in page.inner_text("h1") and page.locator("#tools").is_hidden()
    assert page.locator(".note .message").first.is_visible()
    context.close()


def test_arabic_page(visit: Callable[..., Any]) -> None:
    """The page in Arabic runs from the right, filters, counts in Arabic, and fits a narrow window."""
    page = visit("arabic", viewport={"width": 320, "height": 700})
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".message").first.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
    page.select_option("#c", "broken-entity")
    assert "ملاحظ" in page.inner_text("#count")


def test_suppression_holds_the_characters_themselves(visit: Callable[..., Any]) -> None:
    """Where the page spells a character out, the copied suppression has the character, escaped."""
    page = visit(address="#c=invisible-character")
    note = page.locator(".note:visible").first
    page.keyboard.press("j")
    page.keyboard.press("x")
    with page.expect_download() as waiting:
        page.click("#export")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.isascii() and "\N{ZERO WIDTH SPACE}" in tomllib.loads(text)["suppression"][0]["text"]
    assert "reviewed" in note.get_attribute("class")


def test_findings_leave_as_csv(visit: Callable[..., Any]) -> None:
    """The CSV holds a head and the findings that are shown."""
    page = visit(address="#c=broken-entity")
    with page.expect_download() as waiting:
        page.click("#csv")
    head, *rows = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith('"document","segment","check"')
    assert len(rows) == visible(page, ".note") and all("& # 39;" in row for row in rows)


def test_mark_and_note_light_up_together(visit: Callable[..., Any]) -> None:
    """Pointing at a mark lights its note, and the other way round."""
    page = visit()
    page.hover("mark[data-f=d1f1]")
    assert "lit" in page.get_attribute("#d1f1", "class")
    page.hover("#d1f2")
    assert "lit" in page.get_attribute("mark[data-f=d1f2]", "class")
    assert "lit" not in page.get_attribute("#d1f1", "class")


def test_tables_sort(visit: Callable[..., Any]) -> None:
    """A press on a column's head sorts by it and says so; another turns it round."""
    page = visit()
    head = page.locator("#table .heat thead th", has_text=re.compile("^Words$"))
    numbers = []
    for direction in ("descending", "ascending"):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == direction
        numbers.append([int(cell) for cell in page.locator("#table .heat tbody td:nth-child(3)").all_inner_texts()])
    assert numbers[0] == sorted(numbers[0], reverse=True) and numbers[1] == sorted(numbers[1])


def test_nothing_hostile_runs(visit: Callable[..., Any]) -> None:
    """Attack strings are shown and searched as text; none of them runs."""
    page = visit("attack")
    page.wait_for_timeout(300)
    page.keyboard.press("j")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.fill("#q", "<script>window.hit=1</script>")
    sync_api.expect(page.locator("#count")).not_to_be_empty()
    assert page.evaluate("window.hit") is None
    shown = page.locator(".row:visible .translation").text_content()
    assert "<script>window.hit=1</script><img src=x onerror=window.hit=1>" in shown
    assert page.locator("#documents script, #documents img, #documents svg[onload]").count() == 0


def test_page_is_whole_without_scripts(visit: Callable[..., Any]) -> None:
    """With scripts off every row and finding is there, and no control that would do nothing."""
    page = visit(java_script_enabled=False)
    assert page.locator("#tools").is_visible() is False
    assert visible(page, ".row") == page.locator(".row").count() > 0
    assert page.locator(".note").first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
def test_page_fits(visit: Callable[..., Any], width: int) -> None:
    """Nothing sticks out sideways, down to 320 pixels (a 1280 window at 400 %)."""
    page = visit(viewport={"width": width, "height": 700})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arabic_runs_from_the_right(visit: Callable[..., Any]) -> None:
    """Arabic text stands to the right while the page around it stays as it is."""
    page = visit()
    cell = page.locator("#d4 .translation").first
    assert cell.evaluate("(cell) => getComputedStyle(cell).direction") == "rtl"
    assert page.locator("#d4 .message").first.evaluate("(one) => getComputedStyle(one).direction") == "ltr"


def test_dark_and_print(visit: Callable[..., Any]) -> None:
    """The ground is dark where the reader wants it, and white with all rows on paper."""
    page = visit(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert sum(map(int, re.findall(r"\d+", page.evaluate(ground))[:3])) < 120
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert not page.locator("#tools").is_visible() and visible(page, ".note") == page.locator(".note").count()
    assert page.pdf()[:5] == b"%PDF-"


@pytest.mark.skipif(not AXE, reason="AUDITOR_AXE does not name axe.min.js")
@pytest.mark.parametrize("name", ["page", "arabic"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(visit: Callable[..., Any], name: str, scheme: str, width: int) -> None:
    """No violation of WCAG 2.2 AA or of axe's own best practice, with everything opened."""
    page = visit(name, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document)")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
