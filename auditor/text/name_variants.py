# SPDX-License-Identifier: Apache-2.0
"""One name spelt in two ways inside a story.

Two full names that share one part to the letter and nearly share the other, or two
lone words that sound the same and differ in a letter. Endings of languages that
inflect names are no difference, and neither are words that a word list knows.

Source: our judgement; distances of `rapidfuzz`, word lists of `wordfreq`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, product, takewhile
from typing import NamedTuple

import regex
from rapidfuzz.distance import DamerauLevenshtein

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile
from auditor.text.calendars import is_calendar
from auditor.text.name_words import LENDER, head
from auditor.text.names import is_first
from auditor.text.places import fold
from auditor.text.skeletons import skeleton
from auditor.text.words import Word, words

_LATIN_HEAD = regex.compile(r"\p{Latin}+")
_LEAST = 5  # letters of a name that stands alone
_PARTNER = 4  # letters of a part of a full name that may vary
_MOST = 3000  # different words with a capital in one story; more are a register, and every pair is compared
_USUAL = 4.0  # Zipf from which both are words of their own where they share their stem: "Ministers", "Ministry"
_STEM = 6  # letters of such a stem
_UNSEEN = 0.1  # Zipf below which it is in no list at all
_UNKNOWN = 2.0  # Zipf below which a word of a script without capitals may be a name; short lists begin above it
_KNOWN = 3.2  # Zipf from which a word is a name or word of its own: "Mary" and "Marie"


class Mention(NamedTuple):
    """A capitalised word of a text, `[start, end)` without its possessive, and the ones next to it."""

    word: str
    start: int
    end: int
    before: str
    after: str
    first: bool


class Variant(NamedTuple):
    """A mention and the spelling that the story has more often, or first."""

    text: int  # number of the text
    mention: Mention
    usual: str


def mentions(text: str, language: Language) -> list[Mention]:
    """Words with a capital that may be names, in order."""
    found, every = [], words(text)
    for place, word in enumerate(every):
        plain = _without_particle(head(word.text), language)
        if not _may_be(word, plain, language):
            continue
        start = word.start + word.text.index(plain)
        before, after = _next(every, place, -1, text), _next(every, place, 1, text)
        found.append(Mention(plain, start, start + len(plain), before, after, is_first(text, word.start)))
    return found


def _without_particle(word: str, language: Language) -> str:
    """A Latin name without what a language of another script glues to it: "Discs는"."""
    latin = "Latin" not in language.scripts and _LATIN_HEAD.match(word)
    return latin.group() if latin else word


def _may_be(word: Word, plain: str, language: Language) -> bool:
    return (
        len(plain) >= _PARTNER
        and plain[0].isupper()
        and plain[1:].islower()
        and plain.isalpha()
        and plain.casefold() not in language.function_words
        and not is_calendar(plain, language.tag)
    )


def _next(every: Sequence[Word], place: int, step: int, text: str) -> str:
    """The capitalised word beside, with nothing but a blank between; empty for none."""
    other = every[place + step] if 0 <= place + step < len(every) else None
    if other is None or not other.is_capitalised:
        return ""
    first, second = sorted((every[place], other), key=lambda word: word.start)
    return head(other.text) if text[first.end : second.start] in (" ", "\u00a0") else ""


def variants(texts: Sequence[tuple[str, str | None]], known: str = "") -> Iterator[Variant]:
    """Mentions that are another spelling of a name the texts, with their languages, have elsewhere.

    A spelling that stands in `known`, the source, is the right one.
    """
    listed: list[tuple[int, Mention]] = []
    for number, (text, tag) in enumerate(texts):
        listed += [(number, mention) for mention in mentions(text, profile(tag))]
    language = profile(texts[0][1]) if texts else profile(None)
    if not language.cased:
        yield from _uncased(texts, language)
        return
    counts = Counter(mention.word for _, mention in listed)
    if len(counts) > _MOST:
        return
    near = _near_pairs(counts, language, known)
    for number, mention in listed:
        for other in near.get(mention.word, ()):
            if _vouched(mention, other, listed, language):
                yield Variant(number, mention, other)
                break


def _uncased(texts: Sequence[tuple[str, str | None]], language: Language) -> Iterator[Variant]:
    """The same where no capital shows a name: a word in no list, a letter from another after the same word."""
    tag = base(language.tag)
    if language.lexicon == "none" or not language.spaced:
        return
    met: dict[str, dict[str, tuple[int, Mention]]] = defaultdict(dict)
    for number, (text, _) in enumerate(texts):
        for one, other in pairwise(words(text)):
            letters = (
                len(other.text) >= _LEAST and other.text[0].isalpha() and "\N{ZERO WIDTH NON-JOINER}" not in other.text
            )
            named = len(one.text) > 2 and one.folded not in language.function_words
            if letters and named and text[one.end : other.start] == " ":
                mention = Mention(other.text, other.start, other.end, one.text, "", False)
                met[one.text].setdefault(other.text, (number, mention))
    for spellings in met.values():
        for usual, (word, (number, mention)) in product(spellings, spellings.items()):
            first, last = spellings[usual], (number, mention.start)
            rare = zipf(word.casefold(), tag) < (_UNKNOWN if zipf(mention.before, tag) < _KNOWN else _UNSEEN)
            if rare and (first[0], first[1].start) < last and _is_slip(usual, word):
                yield Variant(number, mention, usual)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ in one letter inside: particles are glued to both ends."""
    first, second = map(_bare, (one, other))
    inner = first[:2] == second[:2] and first[-1:] == second[-1:]
    return inner and DamerauLevenshtein.distance(first, second, score_cutoff=1) == 1


def _bare(word: str) -> str:
    """A word without the points that one writer sets and another does not."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _near_pairs(counts: Counter[str], language: Language, known: str) -> dict[str, list[str]]:
    """For each rarer spelling the more frequent ones it may be a slip of; among equals the first is right.

    The English list knows names of the whole world that a language's own does not.
    """
    vouched = {word: word in known for word in counts}
    near: dict[str, list[str]] = defaultdict(list)
    tag = base(language.tag)

    def heard(word: str) -> float:
        return max(zipf(word, tag), zipf(word, LENDER))

    order = {word: place for place, word in enumerate(counts)}
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        by_letter[fold(word)[:1]].append(word)
    for group in by_letter.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if _is_near(one, other, language):
                    rarer, usual = sorted(
                        (one, other),
                        key=lambda word: (vouched[word], counts[word], heard(word.casefold()), -order[word]),
                    )
                    near[rarer].append(usual)
    return near


def _is_near(one: str, other: str, language: Language) -> bool:
    first, second = fold(one), fold(other)
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    distance = DamerauLevenshtein.distance(first, second, score_cutoff=2)
    if distance > (1 if max(len(first), len(second)) < 9 else 2):
        return False
    tag = base(language.tag)
    usual = all(zipf(word.casefold(), tag) >= _USUAL for word in (one, other))
    return not _is_ending(first, second, language) and not (usual and _common(first, second) >= _STEM)


def _is_ending(first: str, second: str, language: Language) -> bool:
    """Whether the two differ at their ends alone, as cases, plurals and adjectives do."""
    last = max(len(first), len(second)) - _common(first, second)
    if first.startswith(second) or second.startswith(first):
        return True
    if not language.inflects_names and first[-1] == second[-1] and min(len(first), len(second)) >= _LEAST:
        return False  # "Frisk", "Frisck": the end is the same
    return last <= (3 if language.inflects_names else 2 if len(first) != len(second) else 0)


def _common(first: str, second: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _vouched(mention: Mention, other: str, listed: Sequence[tuple[int, Mention]], language: Language) -> bool:
    """Whether something says that the two are one: the same neighbour, or a sound that no list knows."""
    for _, twin in listed:
        if twin.word != other:
            continue
        for mine, theirs in ((mention.before, twin.before), (mention.after, twin.after)):
            if mine and theirs and (mine == theirs or _is_near(mine, theirs, language)) and len(mine) > 2:
                return True
    tag = base(language.tag)
    rare = all(zipf(word.casefold(), tag) < _KNOWN for word in (mention.word, other))
    same_sound = skeleton(mention.word) == skeleton(other) and len(skeleton(other)) > 2
    unseen = not language.capital_nouns or (
        mention.before and not any(zipf(w.casefold(), tag) for w in (mention.word, other))
    )
    return bool(rare and same_sound and unseen) and len(other) > _LEAST and language.lexicon != "none"
