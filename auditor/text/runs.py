# SPDX-License-Identifier: Apache-2.0
"""Runs of words that do not belong to the language of a text."""

from __future__ import annotations

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base
from auditor.text.foreign import foreign_votes, is_known, is_strange
from auditor.text.words import Word, words

_PLACES = 20  # places of one word in the source that are tried: bounds the work on a text that says one word only
_FARTHER = 1.0  # Zipf by which a function word of one language is rarer in another, at least
_EXPLAINED = 4  # words from which a run is no term
_CLOSING = frozenset(".!?:;…。！？")
_OPENING_QUOTES = frozenset('"“„«‘‚‹「『([（［')


def copied_runs(
    text: str, source: str, source_language: Language, language: Language, least: int
) -> list[tuple[int, int]]:
    """Longest runs of at least `least` words that the source has in the same order.

    A run counts when a function word of the source language is in it that the
    translation's language does not have, and half its lower-case words are unknown.
    """
    ours, theirs = words(text), [word.folded for word in words(source)]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(theirs):
        places.setdefault(word, []).append(place)
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(ours):
        length = max(
            (_common(ours, index, theirs, start) for start in places.get(ours[index].folded, ())[:_PLACES]), default=0
        )
        run = ours[index : index + length]
        if (
            length >= least
            and not _is_part_of_name(text, ours, index, length)
            and _is_foreign(run, source_language, language)
            and not is_quoted(text, run)
        ):
            found.append((run[0].start, run[-1].end))
        index += max(length, 1)
    return found


def foreign_runs(text: str, language: Language, least: int) -> list[tuple[int, int]]:
    """Runs of `least` or more words of another script, or rich in another language's function words; names are none."""
    if not language.scripts:
        return []
    ours = words(text)
    if language.scripts == ("Latin",):
        return _by_function_words(text, ours, language, least)
    runs, run = [], list[Word]()
    for word in ours:
        if is_strange(word.text[0], language.scripts):
            run.append(word)
            continue
        if word.text[0].isdigit() and run:
            continue
        runs.append(run)
        run = []
    runs.append(run)
    return [(r[0].start, r[-1].end) for r in runs if len(r) >= least and _reads_as_prose(r) and not is_quoted(text, r)]


def _reads_as_prose(run: list[Word]) -> bool:
    """Mostly lower-case words: titles and names are not."""
    return sum(word.text.islower() for word in run) > 0.6 * len(run)


def _by_function_words(text: str, ours: tuple[Word, ...], language: Language, least: int) -> list[tuple[int, int]]:
    strange = [word.text.islower() and len(word.text) > 1 and not is_known(word, language) for word in ours]
    if sum(strange) < 3:
        return []
    found = []
    first = None
    for index in range(len(ours) + 1):
        inside = index < len(ours) and (strange[index] or _bridges(strange, ours, index, language))
        if inside and first is None and strange[index]:
            first = index
        if not inside and first is not None:
            run = list(ours[first:index])
            if (
                len(run) >= least
                and sum(strange[first:index]) >= 3
                and foreign_votes(run, language) >= 2
                and not is_quoted(text, run)
            ):
                found.append((run[0].start, run[-1].end))
            first = None
    return found


def _bridges(strange: list[bool], ours: tuple[Word, ...], index: int, language: Language) -> bool:
    """A known word between two strange ones that is no function word of the language: shared spelling."""
    near = strange[index - 1 : index] + strange[index + 1 : index + 2]
    return len(near) == 2 and all(near) and ours[index].folded not in language.function_words


def _is_part_of_name(text: str, ours: tuple[Word, ...], index: int, length: int) -> bool:
    """Whether a short run is tied by hyphens, or goes with a capitalised neighbour: "Stratford upon | the Avon"."""
    run = ours[index : index + length]
    hyphens = text[run[0].start : run[-1].end].count("-")
    if hyphens >= length - 1 or (hyphens > 1 and hyphens == length - 2):  # "friend-of-the-court brief"
        return True
    if length < _EXPLAINED and text[run[-1].end :].lstrip()[:1] in ("(", "（"):
        return True  # a term with its meaning after it
    near = [*ours[max(0, index - 1) : index], *run[:1], *run[-1:], *ours[index + length : index + length + 1]]
    return sum(word.text.islower() for word in run) < 3 and any(word.is_capitalised for word in near)


def _common(ours: tuple[Word, ...], index: int, theirs: list[str], start: int) -> int:
    length = 0
    while (
        index + length < len(ours)
        and start + length < len(theirs)
        and ours[index + length].folded == theirs[start + length]
    ):
        length += 1
    return length


def _is_foreign(run: tuple[Word, ...], source_language: Language, language: Language) -> bool:
    plain = [word for word in run if word.text.islower()]
    strange = [word for word in plain if word.folded not in language.function_words]
    function = [
        word
        for word in strange
        if len(word.text) > 1  # "16-й"
        and word.folded in source_language.function_words
        and _is_theirs_alone(word.folded, source_language, language)
    ]
    if run[0].is_capitalised and run[-1].is_capitalised and 2 * len(plain) <= len(run):
        return False  # a name: "Stratford upon the Avon"
    return len(plain) >= 2 and bool(function) and 2 * len(strange) >= len(plain)


def _is_theirs_alone(word: str, source_language: Language, language: Language) -> bool:
    """Whether a word of the source's is far from as usual here: "para" is Portuguese, and Spanish as well."""
    return zipf(word, base(language.tag)) <= zipf(word, base(source_language.tag)) - _FARTHER


def is_quoted(text: str, run: tuple[Word, ...] | list[Word]) -> bool:
    """Whether the run begins in quotation marks or brackets and ends at a mark: cited or explained as such."""
    before = text[: run[0].start].rstrip()[-1:]
    after = text[run[-1].end :].lstrip()[:1]
    return before in _OPENING_QUOTES and after != "" and not after.isalnum() and len(run) <= 8
