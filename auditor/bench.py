# SPDX-License-Identifier: Apache-2.0
"""Measures the checks against labelled text: recall of gold spans, and false alarms on clean text.

Three kinds of material are told apart by what they hold:

- stories: a folder of `NAME.gold.json` with the texts they name (README of `seeds/`);
- injected: JSON lines with `lang`, `type`, `damaged`, `spans` and sources (`source_en` …);
- parallel: a table with `doc_id`, `lang`, `source_en` and `reference`, clean human text. Its documents stand
  in several languages, so that it can be read in any direction.

A gold span is found when a finding touches it; a finding is off the gold when it touches none.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor import shelf
from auditor.errors import InputError
from auditor.model import Document, Finding, Segment, Severity, Span
from auditor.pipeline import inspect_document, pair_stories
from auditor.policy import Policy, build
from auditor.readers.plain import story
from auditor.text.words import word_count


@dataclass
class Measure:
    """What was found, missed and raised in vain, by group. Groups are `(kind, language, type)`."""

    gold: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    hits: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    alarms: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)  # kind, language, check, severity
    finders: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # kind, type, check that touched the span
    shown: list[str] = field(default_factory=list)

    def __iadd__(self, other: Measure) -> Measure:
        self.gold += other.gold
        self.hits += other.hits
        self.words += other.words
        self.alarms += other.alarms
        self.finders += other.finders
        self.shown += other.shown
        return self


Pair = tuple[str | None, str | None]  # languages of source and translation; None is any


@dataclass(frozen=True)
class Case:
    """One document with its gold spans in offsets of `text`, and what it is counted under."""

    kind: str
    document: Document
    language: str
    text: str
    gold: tuple[tuple[Span, str], ...]  # span and its group
    whole: bool = False  # offsets are those of the file


def measure(
    paths: Sequence[Path],
    policy: Policy,
    jobs: int,
    progress: Callable[[int], None],
    languages: frozenset[str] = frozenset(),
    pairs: Sequence[Pair] = (),
) -> Measure:
    """Audit all labelled material under the paths. `progress` gets the number of documents done.

    `languages` keeps only translations in these; empty keeps all. `pairs` are the directions in
    which parallel tables are read; empty reads them from English.
    """
    total, done = Measure(), 0
    cases = (case for path in paths for case in load(path, pairs) if not languages or case.language in languages)
    batches = iter(lambda: list(itertools.islice(cases, 64)), [])
    with ProcessPoolExecutor(jobs) as pool:
        for part in pool.map(_measure_batch, ((batch, policy) for batch in batches)):
            total += part
            done += 64
            progress(done)
    return total


def load(path: Path, pairs: Sequence[Pair] = ()) -> Iterator[Case]:
    """The cases of a folder or file. Raises InputError when it is of none of the three kinds."""
    if path.is_dir():
        for gold in sorted(path.glob("*.gold.json")):
            yield from _stories(gold)
        return
    text = _unpacked(path)
    if text.startswith("{"):
        rows = [json.loads(line) for line in text.split("\n") if line]
        if rows and "damaged" in rows[0]:
            yield from _injected(rows)
            return
    elif text.startswith("doc_id\t"):
        yield from _between(text, pairs) if pairs else _parallel(text)
        return
    raise InputError("holds no labelled text that bench knows: stories, injected or parallel", str(path))


def _unpacked(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


def _stories(gold_file: Path) -> Iterator[Case]:
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    text = (gold_file.parent / gold["document"]).read_text(encoding="utf-8")
    name = gold["document"]
    spans = tuple((Span(s["start"], s["end"]), f"{s['tier']} {s['label']}") for s in gold["spans"])
    document = story(text, name, gold["language"])
    kind = "clean stories" if gold["clean"] else "stories"
    yield Case(kind, document, gold["language"], text, spans, whole=True)
    if gold.get("source_document"):
        original = story(
            (gold_file.parent / gold["source_document"]).read_text(encoding="utf-8"), "source", gold["translated_from"]
        )
        paired = pair_stories(document, original, "source")
        yield Case("stories beside the source", paired, gold["language"], text, spans, whole=True)


def _injected(rows: list[dict[str, Any]]) -> Iterator[Case]:
    for row in rows:
        spans = tuple((Span(*span), row["type"]) for span in row["spans"])
        alone = Segment(row["id"], row["damaged"], document=row["id"], language=row["lang"])
        beside = replace(alone, source=row["source_" + row["source_lang"]], source_language=row["source_lang"])
        for kind, segment in (("injected", alone), ("injected beside the source", beside)):
            kind = kind.replace("injected", "untouched") if row["type"] == "control" else kind
            yield Case(kind, Document(row["id"], "", (segment,), row["lang"]), row["lang"], row["damaged"], spans)


def _parallel(text: str) -> Iterator[Case]:
    for (tag, name), batch in itertools.groupby(_rows(text), key=lambda row: (row["lang"], row["doc_id"])):
        group = list(batch)
        segments = tuple(
            Segment(f"{tag}:{name}:{row['seg_id']}", row["reference"], document=name, language=tag, paragraph=number)
            for number, row in enumerate(group)
        )
        beside = tuple(
            replace(s, source=row["source_en"], source_language="en") for s, row in zip(segments, group, strict=True)
        )
        for kind, part in (("clean", segments), ("clean beside the source", beside)):
            yield Case(kind, Document(name, "", part, tag), tag, "", ())


def _between(text: str, pairs: Sequence[Pair]) -> Iterator[Case]:
    """The documents of a parallel table in the directions asked for, beside their source."""
    texts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))  # language, document, segment
    for row in _rows(text):
        texts[row["lang"]][row["doc_id"]][row["seg_id"]] = row["reference"]
        texts["en"][row["doc_id"]][row["seg_id"]] = row["source_en"]
    for source, target in itertools.permutations(sorted(texts), 2):
        if not any(one in (None, source) and other in (None, target) for one, other in pairs):
            continue
        for name, rows in texts[target].items():
            theirs = texts[source][name]
            segments = tuple(
                Segment(
                    f"{source}-{target}:{name}:{number}",
                    line,
                    theirs[number],
                    document=name,
                    language=target,
                    source_language=source,
                    paragraph=place,
                )
                for place, (number, line) in enumerate(rows.items())
                if number in theirs
            )
            yield Case("clean beside the source", Document(name, "", segments, target), f"{source}-{target}", "", ())


def _rows(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)


def _measure_batch(work: tuple[list[Case], Policy]) -> Measure:
    cases, policy = work
    rules = build(policy, shelf.checks())
    result = Measure()
    for case in cases:
        found = inspect_document(case.document, rules)
        _count(case, found, result)
    return result


def _count(case: Case, found: dict[str, tuple[Finding, ...]], result: Measure) -> None:
    placed = []
    for segment in case.document.segments:
        result.words[case.kind, case.language] += word_count(segment.translation)
        shift = (segment.location.start or 0) if case.whole and segment.location else 0
        for finding in found.get(segment.id, ()):
            placed.append((Span(finding.span.start + shift, finding.span.end + shift), finding, segment))
            placed += [(Span(f.span.start + shift, f.span.end + shift), f, segment) for f in finding.explains]
    for span, group in case.gold:
        result.gold[case.kind, case.language, group] += 1
        finders = {finding.check for other, finding, _ in placed if span.touches(other)}
        result.finders.update((case.kind, group, check) for check in finders)
        hit = bool(finders)
        result.hits[case.kind, case.language, group] += hit
        if not hit:
            result.shown.append(f"missed\t{case.kind}\t{case.language}\t{group}\t{_shown(case.text, span)}")
    below = {id(f) for _, finding, _ in placed for f in finding.explains}
    for span, finding, segment in placed:
        if id(finding) in below or any(span.touches(gold) for gold, _ in case.gold):
            continue
        result.alarms[case.kind, case.language, finding.check, finding.severity.label] += 1
        shown = _shown(segment.translation, finding.span)
        result.shown.append(f"alarm\t{case.kind}\t{case.language}\t{finding.check} {finding.severity.label}\t{shown}")


def _shown(text: str, span: Span) -> str:
    """The span with what stands around it, in one line."""
    shown = (
        f"{text[max(0, span.start - 40) : span.start]}⟦{text[span.start : span.end]}⟧{text[span.end : span.end + 30]}"
    )
    return shown.translate({ord("\n"): "⏎", ord("\t"): "⇥", ord("\r"): "␍"})


def tables(result: Measure, command: str = "auditor bench") -> str:
    """The figures as Markdown: recall by type and language, alarms by language and by check."""
    parts = [
        "# Measured\n",
        f"Made by `{command}`. Recall counts gold spans that a finding touches; findings off the gold touch none.",
        "A real defect in a text that is held to be clean counts as one off the gold.\n",
    ]
    for kind in sorted({key[0] for key in result.gold}):
        parts += [_recall_table(result, kind), _finder_table(result, kind)]
    for kind in sorted({key[0] for key in result.words}):
        parts.append(_alarm_table(result, kind))
    return "\n".join(parts)


def _recall_table(result: Measure, kind: str) -> str:
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for (where, language, group), count in result.gold.items():
        if where == kind:
            rows[group][language] += count
            hits[group][language] += result.hits[where, language, group]
    tiers = {group[:1] for group in rows} if kind.startswith("stories") else set()
    for tier in sorted(tiers):
        for group in [g for g in rows if g.startswith(f"{tier} ")]:
            rows[f"**tier {tier}**"] += rows[group]
            hits[f"**tier {tier}**"] += hits[group]
    languages = sorted({language for counts in rows.values() for language in counts})
    out = [
        f"## Recall: {kind}\n",
        "| type | spans | recall | " + " | ".join(languages) + " |",
        "| --- " * (3 + len(languages)) + "|",
    ]
    for group in sorted(rows):
        count, found = rows[group].total(), hits[group].total()
        cells = [f"{hits[group][tag] / rows[group][tag]:.2f}" if rows[group][tag] else "" for tag in languages]
        out.append(f"| {group} | {count} | {found / count:.3f} | " + " | ".join(cells) + " |")
    return "\n".join(out) + "\n"


def _finder_table(result: Measure, kind: str) -> str:
    """Which checks touch the spans of a type, and how many; tiers of stories are left out."""
    out = [f"## Who finds what: {kind}\n", "| type | checks and the spans each touches |", "| --- | --- |"]
    for group in sorted({group for where, group, _ in result.finders if where == kind}):
        counts = Counter({c: n for (where, g, c), n in result.finders.items() if where == kind and g == group})
        named = ", ".join(
            f"{check} {count}" for check, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        )
        out.append(f"| {group} | {named} |")
    return "\n".join(out) + "\n"


def figures(result: Measure) -> dict[str, Any]:
    """What `auditor explain` says of each check: findings on clean text, by kind, as counts and words."""
    clean = [kind for kind in ("clean", "clean beside the source") if any(where == kind for where, _ in result.words)]
    words = {kind: sum(n for (where, _), n in result.words.items() if where == kind) for kind in clean}
    languages = sorted({language for where, language in result.words if where in clean})
    checks: dict[str, dict[str, dict[str, int]]] = {}
    for (where, _, check, label), count in sorted(result.alarms.items()):
        if where in clean:
            counts = checks.setdefault(check, {}).setdefault(where, {"all": 0, "major": 0})
            counts["all"] += count
            counts["major"] += count if label in ("major", "critical") else 0
    return {"languages": languages, "words": words, "checks": checks}


def _alarm_table(result: Measure, kind: str) -> str:
    out = [
        f"## Findings off the gold: {kind}\n",
        "| language | words | all per 1,000 | minor or above | major or above |",
        "| --- | --- | --- | --- | --- |",
    ]
    languages = sorted(language for where, language in result.words if where == kind)
    for language in [*languages, "all"]:
        chosen = languages if language == "all" else [language]
        words = sum(result.words[kind, tag] for tag in chosen)
        rates = []
        for least in (Severity.NEUTRAL, Severity.MINOR, Severity.MAJOR):
            labels = {severity.label for severity in Severity if severity >= least}
            count = sum(
                n
                for (where, tag, _, label), n in result.alarms.items()
                if where == kind and tag in chosen and label in labels
            )
            rates.append(f"{1000 * count / max(words, 1):.3f}")
        out.append(f"| {language} | {words} | " + " | ".join(rates) + " |")
    by_check: Counter[tuple[str, str]] = Counter()
    for (where, _, check, label), count in result.alarms.items():
        if where == kind:
            by_check[check, label] += count
    total = sum(result.words[kind, tag] for tag in languages)
    out += ["", "| check | severity | findings | per 1,000 words |", "| --- | --- | --- | --- |"]
    out += [
        f"| {check} | {label} | {count} | {1000 * count / max(total, 1):.4f} |"
        for (check, label), count in sorted(by_check.items())
    ]
    return "\n".join(out) + "\n"
