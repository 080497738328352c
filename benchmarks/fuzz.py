# SPDX-License-Identifier: Apache-2.0
"""Audits texts that nobody would write, and looks whether every promise holds.

    python benchmarks/fuzz.py [--minutes 10] [--seed 1] [--save failures.jsonl]

A round makes a dozen segments, most beside a source and some beside a reference, of
pieces of the examples of all checks, of odd characters and of random ones, and
audits them as rows, as rows one by one, and as stories. It looks for exceptions and
checks that broke, spans outside their text or out of order, another result the
second time, alone or in two processes, and for calls that take too long. What
fails is made smaller, printed with the seed of its round, and saved if asked.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy loads

from auditor import languages, shelf
from auditor.errors import AuditorError
from auditor.inspection import Auditor
from auditor.library import audit
from auditor.model import Audit, Document, DocumentAudit, Finding, Segment
from auditor.parallel import Result, inspected
from auditor.policy import Policy

_ROWS = 12
_SLOW = 5.0  # seconds for a call that takes a twentieth of that on news
_NEAR = 0.05  # of a score: what the order of sums may change in a quality of 0 to 100
_PATIENCE = 30.0  # seconds for making a failing case smaller
_TOGETHER = 150  # rounds after which their rows are audited once more in two processes
_ODD = (
    "\0", "\t", "\n", "\n\n", "\r\n", "\x0b", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u0300", "\u0301" * 30,
    "\u061c", "\u200b", "\u200d", "\u200e", "\u202e", "\u2028", "\u2029", "\u2066", "\ufeff", "\ufffd", "\uffff",
    "\ud83d", "\udc00", "\U0001f468\u200d\U0001f469", "\U0001f1e9", "\U000e0041", "\U0010ffff", "\ufdfa", "\u1e9e",
    "\u0130", "\ufb01", "\u3000", "\u0640", "\u0e33", "\uac00\u11a8", "9" * 400, "\u0664\u0665", "\u4e09\u5341", "\xbd",
    "\u2167", "1,2,3,4", "1.000.000,00", "31.02.2023", "2024-13-45", "25:61", "-", "--", "\u2014", "...", "?!?!",
    "\"", "''", "\u201c", "\u201e", "\xab", "\u300c", "(", ")))", "[[", "}", "{0}", "%s", "%(x)d", "&amp;amp;", "&#0;",
    "<b>", "</i", "<!--", "http://a.b/c?d=e&f", "a@b.c", "#x", "@y", "\\N{", "$", "\u20ac\u20ac", "a" * 2000,
    "ab " * 300, "%", "\xb0C", "km\xb2", "x\xb2", "No.", "Mr.", "U.S.", "O'", "d'", "\u02bc", "_", "*", "|", "~",
    "`", "^",
)  # fmt: skip


class Case(NamedTuple):
    """Segments and their languages, as one call takes them."""

    texts: tuple[str, ...]
    sources: tuple[str | None, ...]
    references: tuple[str | None, ...]
    language: str | None
    source_language: str | None


class Broken(Exception):
    """A promise that a case does not find kept."""


def main() -> None:
    """Fuzz for a time; leave with 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1, help="Of the first round; the next has the next.")
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    auditor = Auditor.of(Policy())
    pieces = _pieces()
    until = time.monotonic() + 60 * options.minutes
    seed, failed, held = options.seed, 0, []
    known: set[str] = set()
    while time.monotonic() < until:
        case = _case(random.Random(seed), pieces)
        told = _told(case, auditor)
        if told:
            failed += 1
            is_new = _kind(told) not in known
            known.add(_kind(told))
            _tell(seed, told, _smaller(case, auditor, told) if is_new else case, options.save)
        held.append(_document(case, f"d{seed}"))
        if len(held) == _TOGETHER:
            _in_two(auditor, held)
            held = []
        seed += 1
    print(f"{seed - options.seed} rounds of {_ROWS} segments, {failed} failed")
    sys.exit(failed > 0)


def _pieces() -> list[tuple[str, str]]:
    """Texts and languages of the examples of every check."""
    examples = (example for rule in shelf.checks().values() for example in (*rule.bad, *rule.good))
    return [(text, one.language) for one in examples for text in (one.text, one.source) if text]


def _case(random_: random.Random, pieces: list[tuple[str, str]]) -> Case:
    tags = [*languages.tags(), "und", "xx", "zh-Hant-HK", "sr-Latn", "pt-br", "EN", ""]
    language = random_.choice([None, *tags])
    texts = tuple(_text(random_, pieces, language) for _ in range(_ROWS))
    sources = tuple(_beside(random_, pieces, text) for text in texts)
    references = tuple(_beside(random_, pieces, text) if random_.random() < 0.2 else None for text in texts)
    return Case(texts, sources, references, language, random_.choice([None, "en", *tags]))


def _text(random_: random.Random, pieces: list[tuple[str, str]], language: str | None) -> str:
    """One to five pieces, most of them of the language where there are any, cut and joined anyhow."""
    own = [text for text, tag in pieces if tag == language] or [text for text, _ in pieces]
    made: list[str] = []
    for _ in range(random_.choice((0, 1, 1, 2, 3, 5))):
        kind = random_.random()
        if kind < 0.55:
            made.append(random_.choice(own))
        elif kind < 0.65:
            made.append(random_.choice(pieces)[0])
        elif kind < 0.9:
            made.append(random_.choice(_ODD))
        else:
            top = random_.choice((0x7F, 0x24F, 0x2FFF, 0xFFFF, 0x10FFFF))
            made.append("".join(chr(random_.randrange(top + 1)) for _ in range(random_.randrange(1, 30))))
    text = random_.choice(("", " ", " ", "  ", "\n")).join(made)
    for _ in range(random_.choice((0, 0, 1, 3))):
        start = random_.randrange(len(text) + 1)
        end = min(len(text), start + random_.choice((0, 1, 4, 30)))
        text = text[:start] + random_.choice((*_ODD[:60], "", text[start:end] * 2)) + text[end:]
    return text


def _beside(random_: random.Random, pieces: list[tuple[str, str]], text: str) -> str | None:
    kind = random_.random()
    if kind < 0.15:
        return None
    return text if kind < 0.25 else _text(random_, pieces, None)


def _document(case: Case, name: str) -> Document:
    every = enumerate(zip(case.texts, case.sources, case.references, strict=True))
    tag = case.language or "und"
    segments = tuple(
        Segment(f"{name}:{number}", *texts, language=tag, source_language=case.source_language or None)
        for number, texts in every
    )
    return Document(name, name, segments, tag, case.source_language, rows=True)


def _told(case: Case, auditor: Auditor) -> str:
    """What is wrong with a case; empty: nothing."""
    began = time.monotonic()
    try:
        _look(case, auditor)
    except Broken as broken:
        return str(broken)
    except AuditorError as error:
        return f"refused: {error}"
    except Exception as error:  # what a fuzzer is for
        return f"{type(error).__name__}: {error}"
    took = time.monotonic() - began
    return f"slow: {took:.0f} s" if took > 8 * _SLOW else ""


def _look(case: Case, auditor: Auditor) -> None:
    document = _document(case, "d")
    together, _ = auditor.inspect(document)
    _sound(together)
    again, _ = auditor.inspect(document)
    if repr(again) != repr(together):
        raise Broken("another result the second time")
    for segment in document.segments:
        began = time.monotonic()
        alone, _ = auditor.inspect(replace(document, segments=(segment,)))
        if time.monotonic() - began > _SLOW:
            raise Broken(f"slow: segment {segment.id} took {time.monotonic() - began:.1f} s")
        if alone.findings.get(segment.id) != together.findings.get(segment.id):
            raise Broken(f"segment {segment.id} alone has other findings")
        ours, theirs = alone.scores.get(segment.id, {}), together.scores.get(segment.id, {})
        if ours.keys() != theirs.keys() or any(abs(ours[name] - theirs[name]) > _NEAR for name in ours):
            raise Broken(f"segment {segment.id} alone has other scores: {ours}, {theirs}")
    tags = {"language": case.language or None, "source_language": case.source_language or None}
    _whole(audit(list(case.texts), [text or "" for text in case.sources], **tags))
    _whole(audit("\n".join(case.texts), "\n".join(text or "" for text in case.sources), **tags), is_story=True)
    _whole(audit("\n".join(case.texts), **tags), is_story=True)


def _whole(made: Audit, *, is_story: bool = False) -> None:
    """Raise Broken where an audit is not what it promises to be."""
    if [one for one in made.errors if "nothing to audit" not in one]:
        raise Broken(f"errors: {made.errors}")
    made._repr_html_()
    place = 0
    for audited in made.documents:
        _sound(audited)
        for segment in audited.document.segments if is_story else ():
            if segment.location is None or segment.location.start is None or segment.location.start < place:
                raise Broken(f"segment {segment.id} is out of order")
            place = segment.location.start


def _sound(audited: DocumentAudit) -> None:
    """Raise Broken where a check broke, or a finding lies outside its text or out of order."""
    if audited.faults:
        raise Broken(f"{audited.faults[0].what}: {audited.faults[0].why}")
    for segment in audited.document.segments:
        found = audited.findings.get(segment.id, ())
        if [one.span.start for one in found] != sorted(one.span.start for one in found):
            raise Broken(f"findings of {segment.id} out of order")
        for finding in _every(found):
            if not 0 <= finding.span.start <= finding.span.end <= len(segment.translation):
                raise Broken(f"{finding.check}: span {finding.span} outside")
            beside = finding.source_span
            if beside is not None and not 0 <= beside.start <= beside.end <= len(segment.source or ""):
                raise Broken(f"{finding.check}: source span {beside} outside")
            if not 0 <= finding.confidence <= 1 or not finding.message:
                raise Broken(f"{finding.check}: confidence {finding.confidence}, message {finding.message!r}")


def _every(found: tuple[Finding, ...]) -> Iterator[Finding]:
    for finding in found:
        yield finding
        yield from _every(finding.explains)


def _in_two(auditor: Auditor, documents: list[Document]) -> None:
    """The same documents here and in two processes; ends the run where they differ."""
    one = [repr(Result.of(*each)) for each in inspected(auditor, documents)]
    two = [repr(Result.of(*each)) for each in inspected(auditor, documents, jobs=2, alone=_ROWS)]
    if one != two:
        raise SystemExit(f"two processes find other things than one, from document {documents[0].id} on")


def _kind(told: str) -> str:
    """What is wrong without where: the same for two cases of one fault, more or less."""
    return re.sub(r"\S*\d\S*", "", told)[:60]


def _smaller(case: Case, auditor: Auditor, told: str) -> Case:
    """The case with as much left out as the time allows while the same thing is told."""
    until = time.monotonic() + _PATIENCE

    def fails(one: Case) -> bool:
        return time.monotonic() < until and _kind(_told(one, auditor)) == _kind(told)

    for place in range(len(case.texts) - 1, -1, -1):
        columns = [column[:place] + column[place + 1 :] for column in case[:3]]
        fewer = case._replace(texts=columns[0], sources=columns[1], references=columns[2])
        if columns[0] and fails(fewer):
            case = fewer
    for column in ("references", "sources", "texts"):
        for place in range(len(case.texts)):
            text = getattr(case, column)[place]
            if text:
                case = _put(case, column, place, _shortest(text, _putting(case, column, place, fails)))
    return case


def _put(case: Case, column: str, place: int, text: str) -> Case:
    held = list(getattr(case, column))
    held[place] = text
    return case._replace(**{column: tuple(held)})


def _putting(case: Case, column: str, place: int, fails: Callable[[Case], bool]) -> Callable[[str], bool]:
    return lambda text: fails(_put(case, column, place, text))


def _shortest(text: str, fails: Callable[[str], bool]) -> str:
    """The text without what is not needed, in halves, then in quarters, and so on."""
    size = len(text)
    while size:
        start = 0
        while start < len(text):
            shorter = text[:start] + text[start + size :]
            if fails(shorter):
                text = shorter
            else:
                start += size
        size //= 2
    return text


def _tell(seed: int, told: str, case: Case, save: Path | None) -> None:
    print(f"seed {seed}: {told}\n  {json.dumps(case._asdict())}", flush=True)
    if save is not None:
        with save.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"seed": seed, "told": told, **case._asdict()}) + "\n")


if __name__ == "__main__":
    main()
