# SPDX-License-Identifier: Apache-2.0
"""The tables of the language pairs say what they mean: every pattern finds itself."""

import pytest

from auditor.errors import AuditorError
from auditor.languages import profile
from auditor.languages.pairs import KINDS, Entry, names, parse, read
from auditor.model import Segment
from auditor.text.phrases import compile_phrase, tokens
from auditor.text.wording import wordings

ENTRIES = [
    pytest.param(name, kind, entry, id=f"{name}-{number}")
    for name in names()
    for number, (kind, entry) in enumerate(read(name).entries())
]


def written(pattern: str, language: str, sets: dict[str, tuple[str, ...]]) -> str:
    """A text that the pattern describes: the first form of each place."""
    spaced = profile(language).spaced
    out: list[str] = []
    for item in pattern.replace("[", " ").replace("]", " ").split():
        if item in ("^", "$", "...") or item.startswith("!") or item.endswith("?"):
            continue
        form = item.split("|")[0]
        form = sets[form[1:]][0] if form.startswith("@") else form
        if form == "," and out:
            out[-1] += "," if spaced else "、"
            continue
        out.append({"#": "20", "Aa": "Anna", "_": "x"}.get(form, form.strip("*")))
    if pattern.rstrip(" ]").endswith(","):
        out.append("x")  # a comma stands before something
    return (" " if spaced else "").join(out)


def is_found(name: str, kind: str, entry: Entry, pattern: str, source: str | None) -> bool:
    """Whether the entry's kind is found in what its pattern describes."""
    home, language = name.split("-")
    text = written(pattern, language, read(name).sets)
    text = f"x. {text}" if profile(language).spaced else f"x。{text}"
    segment = Segment("1", text, source, language=language, source_language=home)
    return any(wording.entry.write == entry.write for wording in wordings(segment, kind))  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "kind", "entry"), ENTRIES)
def test_entry_finds_itself(name: str, kind: str, entry: Entry) -> None:
    """Each pattern is found where it stands, beside a source that has the origin."""
    home = name.split("-")[0]
    source = written(entry.origin[0], home, read(name).sets) if entry.origin else None
    patterns = (*entry.wrong, *entry.alone)
    assert [pattern for pattern in patterns if not is_found(name, kind, entry, pattern, source)] == []


@pytest.mark.parametrize(("name", "kind", "entry"), ENTRIES)
def test_source_without_the_origin_keeps_it_silent(name: str, kind: str, entry: Entry) -> None:
    """Beside a source that lacks the origin nothing is flagged."""
    if entry.origin:
        assert not any(is_found(name, kind, entry, pattern, "0") for pattern in (*entry.wrong, *entry.alone))


@pytest.mark.parametrize("name", names())
def test_pair_is_broad(name: str) -> None:
    """A pair names its works and has at least twenty entries."""
    known = read(name)
    assert len(list(known.entries())) >= 20
    assert set(known.sources) == {entry.source for _, entry in known.entries()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('wrong = ["a"]', "needs `origin` or `near`"),
        ("", "needs a pattern"),
        ('alone = ["a b"]\nsource = "nobody"', "no work 'nobody'"),
        ('alone = ["a b"]\nseverity = "grave"', "severity"),
        ('alnoe = ["a b"]', "alnoe"),
    ],
)
def test_faults_are_located(line: str, said: str) -> None:
    """A fault in a pair file names the file, and the entry or field."""
    source = "" if "source" in line else 'source = "w"'
    with pytest.raises(AuditorError, match=r"here\.toml") as caught:
        parse(f'[sources]\nw = "Work"\n[[calque]]\nwrite = "b"\n{source}\n{line}\n', "here.toml")
    assert said in str(caught.value)


@pytest.mark.parametrize("pattern", ["[a b", "[a] [b]", "a||b", "a|it's", "@nothing", "*"])
def test_pattern_that_is_not_well_formed(pattern: str) -> None:
    """A pattern that cannot be read is an error that quotes it."""
    with pytest.raises(AuditorError, match="“"):
        compile_phrase(pattern, {}, frozenset())


@pytest.mark.parametrize(
    ("pattern", "text", "marked"),
    [
        ("the [actual] president", "The actual president left", "actual"),
        ("realis* a|the? film", "He realises film after film", "realises film"),
        ("since # days", "closed since three days", "since three days"),
        ("has ... years", "It has at least two years", "has at least two years"),
        ("actual !size", "the actual size", None),
        ("!the house", "the house", None),
        ("^ since # days", "closed since 3 days", None),
        ("years 80 $", "the years 80.", "years 80"),
        ("years 80 $", "the years 80 were", None),
        ("in order , he", "In order, he left", "In order, he"),
        ("of Aa", "of Anna", "of Anna"),
        ("chief of state", "Chief of State", None),
        ("actual president", "actual. President", None),
    ],
)
def test_phrase(pattern: str, text: str, marked: str | None) -> None:
    """A phrase marks what its pattern describes, within one clause, and leaves names alone."""
    numbers = frozenset(profile("en").number_words)
    found = [text[f.start : f.end] for f in compile_phrase(pattern, {}, numbers).find(tokens(text))]
    assert found == ([] if marked is None else [marked])


@pytest.mark.parametrize(
    ("text", "pair", "suggestion"),
    [
        ("Rebels have resumed the base held by the army.", "fr-en", "recaptured"),
        ("Resuming the base held by the army took a day.", "fr-en", "Recapturing"),
        ("He arrives to the airport.", "ar-en", "arrives at"),
        ("He said me that it rained.", "ar-en", "told"),
        ("The insurer looked at any eventual complaints.", "fr-en", "possible"),
        ("It was an eventual complaint.", "fr-en", "a possible"),
        ("Elle est accusée avec homicide.", "en-fr", "accusée d'homicide"),
        ("He searches after the boy.", "de-en", None),
    ],
)
def test_answer_has_the_form_of_what_it_replaces(text: str, pair: str, suggestion: str | None) -> None:
    """Whichever pattern finds a word, the answer is the one to its form; one for all forms is a hint."""
    home, language = pair.split("-")
    segment = Segment("1", text, language=language, source_language=home)
    found = [wording for kind in KINDS for wording in wordings(segment, kind)]
    assert [wording.suggestion for wording in found] == [suggestion]
