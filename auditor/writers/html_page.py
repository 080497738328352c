# SPDX-License-Identifier: Apache-2.0
"""The report as an HTML page: verdict, facts, scores, findings, and every document with its marked text.

Rows are rendered as documents come and wait on the disk for the verdict, which
stands first; what stays in memory is a summary of each document and two numbers
of each row. A larger run keeps the worst rows on the page and the others packed
in it; a still larger one puts them on pages of their own beside it.
"""

from __future__ import annotations

import base64
import bisect
import heapq
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from markupsafe import Markup

from auditor.contract import Writer
from auditor.errors import AuditorError
from auditor.model import Audit, Document, DocumentAudit, Severity
from auditor.policy import Weights
from auditor.shelf import scorers
from auditor.writers._page_groups import GROUPS, density_interval, groups
from auditor.writers._page_language import page_language
from auditor.writers._page_rows import Entry, Note, Worst, finite, rows
from auditor.writers._page_store import CHUNK, ResultsStore, RowStore
from auditor.writers._template import Asset, asset, template

_ROWS = 10_000  # up to here, and to _WHOLE bytes of them, every row is in the page
_WHOLE = 20_000_000  # 10,000 rows with source, reference and a finding in every third take 13 million
_PACKED = 20_000  # rows: more of them stand on pages of their own, where there is a folder to put them in
_BYTES = 2_000_000  # of the worst rows, in the page of a larger run: it opens in 0.6 s
_PAGE = 500  # rows of a page; short documents share one. Source: our judgement, half a megabyte
_WORST = 20  # segments in the list of where to look first
_LISTED = 500  # documents in the table and in the filter, the worst first
_ASIDE = 500  # findings in the list of those that do not count
_BINS = 20  # of a distribution
_BATCH = 50  # short documents the browser lays out together. Source: measured, 10,000 of them open in 60 % of the time
_SHORT = 3  # segments of a short document

_POINTS = Weights()  # to rank by; the figures of the report are the audit's own

Articles = Iterator[tuple[Entry, Iterator[Markup]]]


class Assets(StrEnum):
    """Where the stylesheet and the script of a page are."""

    INSIDE = "inside"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How a page is written: its language, where its stylesheet and script are, and what else may lie beside it."""

    language: str = "en"
    assets: Assets = Assets.INSIDE
    path: Path | None = None  # of the page when it is finished; None: nothing can lie beside it


class Page(NamedTuple):
    """A page of rows beside the first."""

    number: int
    address: str  # from the first page
    first: int  # row
    last: int  # row after it
    title: str


class Aside(NamedTuple):
    """A finding that does not count."""

    document: str
    row: str
    note: Note


class HtmlPage(Writer):
    """One self-contained page; nothing is asked of a network, and the script only adds comfort.

    With a path in its settings it may write more beside it: stylesheet and script,
    and pages for the documents of a very large run.
    """

    format = "html"
    suffixes = (".html", ".htm")

    def __init__(self, out: TextIO, settings: PageSettings | None = None) -> None:
        super().__init__(out)
        self.settings = settings or PageSettings()
        if self.settings.assets is Assets.EXTERNAL and self.settings.path is None:
            raise AuditorError("--assets external needs a file to write beside: -o html=PATH")
        self._language = page_language(self.settings.language)
        self._store = RowStore()
        self._results = ResultsStore()
        self._entries: list[Entry] = []
        self._worst: list[Worst] = []  # a heap
        self._aside: list[Aside] = []
        self._bins: dict[str, Counter[int]] = {}  # scorer -> bin -> segments
        self._plane: Counter[tuple[int, int]] = Counter()  # bins of adequacy and fluency -> segments

    def add(self, document: DocumentAudit) -> None:
        """Render the document's rows; consecutive batches of one document are one story."""
        self._results.add(document)
        entry = self._entry(document.document)
        render = self._template("_page_parts").module.row
        above = self._worst[0].points if len(self._worst) == _WORST else 0.0
        for row in rows(entry, document, self._language, above):
            self._store.add(str(render(row)), row.points)
            for worst in row.ranked:
                (heapq.heappush if len(self._worst) < _WORST else heapq.heappushpop)(self._worst, worst)
            for note in row.notes:
                if note.aside and len(self._aside) < _ASIDE:
                    self._aside.append(Aside(entry.document.id, row.name, note))
        entry.end = len(self._store)
        for scores in document.scores.values():
            self._count(dict(finite(scores)))

    def close(self, audit: Audit) -> None:
        """Write it all."""
        total, path = len(self._store), self.settings.path
        whole = total <= _ROWS and self._store.size <= _WHOLE
        pages = [] if whole or total <= _PACKED or path is None else self._pages(path)
        chosen = range(total) if whole else self._store.worst(_BYTES, self._documents())
        starts = {entry.number: start for entry, start, _ in self._extents()}
        articles = [
            (entry, self._sections(part, (starts[entry.number], entry.end), pages))
            for entry, part in self._parts(chosen)
        ]
        is_packed = not whole and not pages and total <= _PACKED
        results = self._results.close(audit)
        shared = self._shared(audit)
        page = self._template("html_page").generate(
            **shared,
            **self._figures(audit),
            articles=self._between(articles, is_packed),
            present={entry.number for entry, _ in articles},
            pages=pages,
            page_of=self._page_of(pages),
            rows=total,
            shown=len(chosen),
            chunks=self._chunks(chosen) if is_packed else (),
            results=base64.b64encode(results).decode("ascii") if whole or is_packed else "",
            home="",
        )
        for part in page:
            self._write(part)
        if path is not None:
            self._write_beside(path, pages, shared, results if pages else b"")
        self._store.close()

    def _template(self, name: str) -> Any:  # a macro of a template has no type
        return template(name, self.settings.language)

    def _write(self, text: str) -> None:
        if (self.out.encoding or "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8"):
            # The page declares UTF-8; ASCII with references is that in every encoding.
            text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
        self.out.write(text)

    def _entry(self, document: Document) -> Entry:
        last = self._entries[-1] if self._entries else None
        if last is None or last.document.id != document.id:
            last = Entry.of(len(self._entries) + 1, document)
            self._entries.append(last)
        return last

    def _count(self, scores: Mapping[str, float]) -> None:
        at = {name: place for name, value in scores.items() if (place := _bin(name, value)) is not None}
        for name, place in at.items():
            self._bins.setdefault(name, Counter())[place] += 1
        if "adequacy" in at and "fluency" in at:
            self._plane[at["adequacy"], at["fluency"]] += 1

    def _shared(self, audit: Audit) -> dict[str, object]:
        """What every page is given."""
        external = self.settings.assets is Assets.EXTERNAL
        assets: dict[str, Asset] = {kind: asset(kind) for kind in ("css", "js")}
        return {"audit": audit, "assets": assets, "external": external, "report": self._store.digest}

    def _figures(self, audit: Audit) -> dict[str, object]:
        entries, seed = self._entries, audit.run.seed
        places: Counter[tuple[int, Severity]] = Counter()
        for entry in entries:
            places.update(entry.places)
        return {
            "entries": entries,
            "listed": sorted(entries, key=lambda entry: (-entry.points, entry.number))[:_LISTED],
            "worst": sorted(self._worst, reverse=True),
            "aside": self._aside,
            "checks": sorted(audit.checks.items(), key=lambda one: (-_cost(one[1]), one[0])),
            "documents_of": Counter(check for entry in entries for check in entry.checks),
            "bins": {name: (_limits(name), [counts[at] for at in range(_BINS)]) for name, counts in self._bins.items()},
            "plane": [((x / _BINS, y / _BINS), count) for (x, y), count in sorted(self._plane.items())],
            "places": places,
            "groups": {kind: groups(entries, kind, seed) for kind in GROUPS},
            "interval": density_interval(entries, seed),
        }

    def _documents(self) -> list[int]:
        """The number of the document of each row."""
        made: list[int] = []
        for entry in self._entries:
            made += [entry.number] * (entry.end - len(made))
        return made

    def _parts(self, chosen: Sequence[int]) -> Iterator[tuple[Entry, Sequence[int]]]:
        """Chosen rows by document."""
        place = 0
        for entry in self._entries:
            first = place
            while place < len(chosen) and chosen[place] < entry.end:
                place += 1
            if place > first:
                yield entry, chosen[first:place]

    def _sections(self, chosen: Sequence[int], extent: tuple[int, int], pages: Sequence[Page]) -> Iterator[Markup]:
        """Chosen rows in sections, with what is left out of the extent between them."""
        last = extent[0] - 1
        for first in range(0, len(chosen), CHUNK):
            part = chosen[first : first + CHUNK]
            made = []
            for row in part:
                made += [self._left(last + 1, row, pages)] if row > last + 1 else []
                made.append(self._store.read(row))
                last = row
            if row == chosen[-1] and row + 1 < extent[1]:
                made.append(self._left(row + 1, extent[1], pages))
            size = "few" if len(part) <= 12 else "some" if len(part) <= 40 else "many"
            yield Markup('<section class="rows {}">{}</section>\n').format(size, Markup("").join(made))

    def _left(self, first: int, last: int, pages: Sequence[Page]) -> Markup:
        page = next((page for page in pages if page.first <= first < page.last), None)
        return Markup(self._template("_page_parts").module.left(first, last, page))  # a macro of ours escapes

    def _between(self, articles: Sequence[tuple[Entry, Iterator[Markup]]], is_packed: bool) -> Iterator[Any]:
        """Articles in batches of the short ones; where the others are packed, the rows left out between them."""
        starts = {entry.number: start for entry, start, _ in self._extents()}
        keyed = groupby(enumerate(articles), lambda one: (one[1][0].segments > _SHORT, one[0] // _BATCH))
        reached = 0
        for (is_long, _), batch in keyed:
            made = []
            for _, (entry, sections) in batch:
                gap = (reached, starts[entry.number]) if is_packed and starts[entry.number] > reached else None
                made.append((gap, entry, sections))
                reached = entry.end
            yield not is_long, made
        if is_packed and reached < len(self._store):
            yield False, [((reached, len(self._store)), None, ())]

    def _extents(self) -> Iterator[tuple[Entry, int, int]]:
        start = 0
        for entry in self._entries:
            yield entry, start, entry.end
            start = entry.end

    def _chunks(self, chosen: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The chunks in which a row is left out, packed."""
        head = self._template("_page_parts").module.opening
        heads = {start: str(head(entry, False)) for entry, start, end in self._extents() if start < end}
        shown = Counter(row // CHUNK for row in chosen)
        for first in range(0, len(self._store), CHUNK):
            if shown[first // CHUNK] < min(CHUNK, len(self._store) - first):
                yield first // CHUNK, self._store.packed(first, heads)

    def _pages(self, path: Path) -> list[Page]:
        """The pages of a very large run: short documents share one, long ones take several."""
        made: list[Page] = []
        first, named = 0, ""
        for entry, _, end in self._extents():
            named = named or entry.document.id
            while end - first >= _PAGE:
                last = end if end - first < 2 * _PAGE else first + _PAGE
                made.append(self._page(path, len(made) + 1, (first, last), (named, entry.document.id)))
                first, named = last, entry.document.id if last < end else ""
        if first < len(self._store):
            made.append(
                self._page(path, len(made) + 1, (first, len(self._store)), (named, self._entries[-1].document.id))
            )
        return made

    @staticmethod
    def _page(path: Path, number: int, extent: tuple[int, int], names: tuple[str, str]) -> Page:
        title = names[0] if names[0] == names[1] else f"{names[0]} – {names[1]}"
        return Page(number, f"{path.stem}-pages/{number}.html", *extent, title)

    def _page_of(self, pages: Sequence[Page]) -> dict[int, str]:
        """The address of each document that has rows, by its number, where they stand on other pages."""
        lasts = [page.last for page in pages]
        return {
            entry.number: f"{pages[bisect.bisect_right(lasts, start)].address}#d{entry.number}"
            for entry, start, end in self._extents()
            if pages and start < end
        }

    def _write_beside(self, path: Path, pages: Sequence[Page], shared: Mapping[str, object], results: bytes) -> None:
        if self.settings.assets is Assets.EXTERNAL:
            for kind in ("css", "js"):
                path.with_name(f"report.{kind}").write_text(asset(kind).text, encoding="utf-8")
        if not pages:
            return
        folder = path.with_name(f"{path.stem}-pages")
        folder.mkdir(exist_ok=True)
        (folder / "results.json.gz").write_bytes(results)
        made = self._template("_page_part")
        for page in pages:
            parts = list(self._parts(range(page.first, page.last)))
            articles = [(entry, self._sections(part, (part[0], part[-1] + 1), ())) for entry, part in parts]
            with (folder / f"{page.number}.html").open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(
                    made.generate(
                        **shared,
                        articles=self._between(articles, False),
                        entries=[entry for entry, _ in parts],
                        pages=pages,
                        here=page,
                        home=f"../{path.name}",
                    )
                )


def _cost(counts: Mapping[str, int]) -> float:
    """What a check's findings cost at the multipliers of MQM Core: the table has the dearest first."""
    return sum(_POINTS.of(Severity[label.upper()]) * count for label, count in counts.items())


def _limits(name: str) -> tuple[float, float] | None:
    scorer = scorers().get(name)
    if scorer is None:
        return None
    low, high = scorer.range
    return low, high if math.isfinite(high) else 100.0  # TER has no end; what is over 100 stands in the last bar


def _bin(name: str, value: float) -> int | None:
    limits = _limits(name)
    if limits is None:
        return None
    return min(_BINS - 1, max(0, int(_BINS * (value - limits[0]) / (limits[1] - limits[0]))))
