# SPDX-License-Identifier: Apache-2.0
"""Small words that must fit the word after them: by its first sound, by melting into it, by its gender.

Nothing is parsed: the profiles hold the words, the sounds and the endings, and
where a list cannot tell, they hold nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import Language, profile
from auditor.text.words import first_letters

Misfit = tuple[int, int, str, str]  # start, end, repair, why

_VOWELS = "aeiouàáâãäåæèéêëìíîïòóôõöøœùúûüýőű"
_NAME = 5  # letters; a shorter name may be an abbreviation
_VOWEL_NUMBER = regex.compile(r"8|1[18](?!\d)(?!,\d{3},)|1[18],\d{3}(?!,)|1[18]th")


def wrong_forms(text: str, language: Language) -> Iterator[Misfit]:
    """Articles whose form does not suit the sound after them: "a apple", "le arbre", "il studente"."""
    pattern = _forms(language.tag)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        word, following = match.group("word"), match.group("next")
        repair = _repair(word.lower(), following, language)
        letter = len(word) == 1 and word.isupper() and following.lower() in language.function_words
        if repair is None or letter:  # "A is enough"
            continue
        shown = repair if word[0].islower() else repair[0].upper() + repair[1:]
        glue = "" if repair.endswith(("'", "’")) else " "
        why = f"Before “{following}” it is “{repair}”, not “{word.lower()}”."
        yield match.start("word"), match.end("next"), f"{shown}{glue}{following}", why


def _repair(word: str, following: str, language: Language) -> str | None:
    """The right form of the word before another; None where it is right, or we cannot tell."""
    lowered = following.lower()
    if following[0].isdigit():
        # only the languages with a form for each sound of a number are asked: "a 8", "an 10"
        if not (language.before_vowel and language.before_consonant):
            return None
        vowel = _VOWEL_NUMBER.match(following) is not None
        return (language.before_vowel if vowel else language.before_consonant).get(word)
    if following.isupper() or (following[0].isupper() and len(following) < _NAME):
        return None  # letters said one by one, or as a word: we cannot hear it
    if lowered.startswith(language.cluster_sounds or ("\0",)):
        return language.before_cluster.get(word)
    as_vowel = lowered.startswith(language.vowel_sounds or ("\0",))
    as_consonant = lowered.startswith(language.consonant_sounds or ("\0",))
    if as_vowel and as_consonant:
        return None  # both are heard: "a historic", "an historic"
    vowel = as_vowel or (lowered[0] in _VOWELS and not as_consonant)
    return (language.before_vowel if vowel else language.before_consonant).get(word)


@lru_cache(maxsize=64)
def _forms(tag: str) -> regex.Pattern[str] | None:
    known = profile(tag)
    words = {*known.before_vowel, *known.before_consonant, *known.before_cluster}
    if not words:
        return None
    # A capital in the middle of a sentence is a grade, a vitamin, a name: "Class A offences".
    either = "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
    long = (regex.escape(w[0].upper() + w[1:]) for w in words if len(w) > 1)
    single = (rf"(?<=(?:^|[.!?\n] )[\"“«„]?){w.upper()}" for w in words if len(w) == 1)  # at the head of a sentence
    first = "|".join(sorted((*long, *single), key=len, reverse=True))
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}'’.&/@#-])(?P<word>{either}{'|' + first if first else ''})[ \N{{NO-BREAK SPACE}}]"
        r"(?P<next>\p{N}[\p{N},]*(?:th|st|nd|rd)?|[\p{L}][\p{L}\p{M}]+)(?![\p{L}'’&/@]|[.-]\p{Lu}|\.\p{L})"
    )


def clashes(text: str, language: Language) -> Iterator[Misfit]:
    """Neighbours that may not stand side by side: "the an", "de el", "em o"."""
    pattern = _clashing(language.tag)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        said = match.group("pair")
        repair = language.clashing.get(" ".join(said.lower().split()))
        following = match.group("next").lower()
        if repair is None or following.endswith(language.infinitives or ("\0",)):
            continue
        shown = repair if said[0].islower() else repair[0].upper() + repair[1:]
        yield match.start("pair"), match.end("pair"), shown, f"“{said}” cannot stand side by side: “{repair}”."


@lru_cache(maxsize=64)
def _clashing(tag: str) -> regex.Pattern[str] | None:
    known = profile(tag)
    if not known.clashing:
        return None
    # A capital on the second word is a name: "de El Salvador", "à La Haye".
    pairs = "|".join(
        rf"(?:{regex.escape(pair[0])}|{regex.escape(pair[0].upper())}){regex.escape(pair[1:])}".replace(r"\ ", r"\s")
        for pair in sorted(known.clashing, key=len, reverse=True)
    )
    return regex.compile(
        rf"{first_letters(known.clashing, any_case=True)}"
        rf"(?<![\p{{L}}\p{{N}}'’.&/@#-])(?P<pair>{pairs})(?![\p{{L}}\p{{M}}\p{{N}}'’.-])"
        r"\s?(?P<next>[\p{L}\p{M}-]*)"
    )


def misfits(text: str, language: Language) -> Iterator[Misfit]:
    """Articles before a noun whose ending tells another gender: "le nation", "das Regierung"."""
    pattern = _genders(language.tag)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        article, noun = match.group("article"), match.group("noun")
        if not noun.lower().endswith(language.misfit_endings[article.lower()]):
            continue
        if noun.lower() in language.misfit_exceptions:
            continue
        yield match.start("article"), match.end("noun"), "", f"“{noun}” has another gender than “{article.lower()}”."


@lru_cache(maxsize=64)
def _genders(tag: str) -> regex.Pattern[str] | None:
    known = profile(tag)
    if not known.misfit_endings:
        return None
    articles = "|".join(sorted(known.misfit_endings, key=len, reverse=True))
    return regex.compile(
        rf"{first_letters(known.misfit_endings, any_case=True)}(?<![\p{{L}}\p{{N}}'’-])(?P<article>(?i:{articles}))[ ]"
        r"(?P<noun>[\p{L}\p{M}]{5,})(?![\p{L}\p{M}'’-])"
    )


def closed_particles(text: str, language: Language) -> Iterator[Misfit]:
    """Korean particles for open syllables glued to a closed one: 책를 for 책을."""
    for particle, form in language.clashing_endings.items():
        if particle not in text:
            continue
        for match in regex.finditer(rf"\p{{Hangul}}{particle}(?!\p{{Hangul}})", text):
            syllable = ord(match.group()[0]) - 0xAC00
            if 0 <= syllable < 11172 and syllable % 28:  # a final consonant. Source: Unicode Standard, section 3.12
                why = f"After a closed syllable the particle is “{form}”, not “{particle}”."
                yield match.start() + 1, match.end(), form, why
