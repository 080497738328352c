# SPDX-License-Identifier: Apache-2.0
"""Cheap looks at whether words belong to a language, before an identifier is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile, tags
from auditor.text.lexical import rare_words
from auditor.text.words import Word, words

_LETTER = regex.compile(r"\p{L}")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


def own_letters(text: str) -> int:
    """Letters in a text; Han, kana and Hangul signs count double."""
    return sum(map(str.isalpha, text)) + (0 if text.isascii() else len(_DENSE.findall(text)))


def is_at_home(text: str, language: Language) -> bool:
    """Whether enough of the words are words of the language, or too few words say anything.

    Cheap, and generous: it only decides whether an identifier is asked.
    """
    strange = foreign_share(text, language)
    # Names in Latin letters stay below three in ten; signs of another East Asian script have no such excuse.
    if strange >= (0.3 if language.spaced else 0.1) and (strange >= 0.3 or not _has_latin(text)):
        return False
    if not language.spaced:
        return len(language.scripts) < 2 or len(set(_scripts_in(text, language))) > 1 or own_letters(text) < 24
    said = [word for word in words(text) if (word.text.islower() or not language.cased) and len(word.text) > 1]
    if len(said) < 4:
        return True  # names and labels
    if other_language(text, language):
        return False  # a language's list holds its neighbours' usual words too
    unknown = sum(
        not is_known(rare.word, language) for rare in rare_words(text, base(language.tag)) if rare.word in said
    )
    return unknown <= 0.2 * len(said)  # clean news has 0.1; our judgement


def _has_latin(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text.lower())


def is_prose(text: str, language: Language) -> bool:
    """Whether what is in another script is more than names: three words in lower case, or words without case."""
    own = script_pattern(language.scripts)
    strange = [word.text for word in words(text) if own is None or not own.match(word.text[0])]
    caseless = any(word.lower() == word.upper() and word.isalpha() for word in strange)
    return caseless or sum(word.islower() for word in strange) >= 3


def other_language(text: str, language: Language) -> str | None:
    """The one other language whose function words the text has more of, two at least; None for none."""
    said = [word for word in words(text) if len(word.text) > 1]
    ours = sum(word.folded in language.function_words for word in said)
    if 4 * ours > len(said):
        return None  # a quarter function words of its own settles it
    votes = _votes(said, language)
    most = max(votes, key=lambda tag: (votes[tag], tag), default=None)
    return most if most and votes[most] > max(ours, 1) else None


def _scripts_in(text: str, language: Language) -> Iterator[str]:
    """The scripts of the language that the text uses: Japanese without kana is another language."""
    for script in language.scripts:
        pattern = script_pattern((script,))
        if pattern is not None and any(pattern.match(letter) for letter in set(_LETTER.findall(text))):
            yield script


def is_known(word: Word, language: Language) -> bool:
    """Whether the word, or what stands after its apostrophe, is a usual one of the language."""
    folded = word.folded
    if folded in language.function_words:
        return True
    tag = base(language.tag)
    return zipf(folded, tag) >= 2.5 or any(zipf(part, tag) >= 2.5 for part in folded.split("'") if len(part) > 2)


@lru_cache(maxsize=256)
def _foreign_share(text: str, scripts: tuple[str, ...]) -> float:
    strange, letters = _strange_letters(scripts), sum(map(str.isalpha, text))
    return len(strange.findall(text)) / letters if strange is not None and letters else 0.0


def foreign_share(text: str, language: Language) -> float:
    """The share of letters that are not in the scripts of the language; 0 for an unknown one."""
    if text.isascii() and "Latin" in language.scripts:
        return 0.0
    return _foreign_share(text, language.scripts)


@cache
def _strange_letters(scripts: tuple[str, ...]) -> regex.Pattern[str] | None:
    if not scripts:
        return None
    own = "".join(rf"\p{{{script}}}" for script in scripts)
    return regex.compile(rf"(?V1)[\p{{L}}--[{own}\p{{Common}}\p{{Inherited}}]]")


def foreign_votes(said: Sequence[Word], language: Language) -> int:
    """How many of the words are function words of the one other language that has most of them."""
    return max(_votes(said, language).values(), default=0)


def _votes(said: Sequence[Word], language: Language) -> Counter[str]:
    table = _tables(language.scripts)
    votes = Counter[str]()
    for word in said:
        if word.folded not in language.function_words:
            votes.update({base(tag) for tag in table.get(word.folded, ())})
    votes.pop(base(language.tag), None)
    return votes


@cache
def _tables(scripts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Function word -> languages of the same script that have it."""
    table: dict[str, tuple[str, ...]] = {}
    for tag in tags():
        known = profile(tag)
        if known.scripts == scripts:
            for word in known.function_words:
                table[word] = (*table.get(word, ()), tag)
    return table


@lru_cache(maxsize=4096)
def is_strange(letter: str, scripts: tuple[str, ...]) -> bool:
    """Whether a letter is of none of the scripts; never where no scripts are known."""
    own = script_pattern(scripts)
    return own is not None and letter.isalpha() and own.match(letter) is None


@cache
def script_pattern(scripts: tuple[str, ...]) -> regex.Pattern[str] | None:
    """A pattern for one letter of the scripts; None for no scripts."""
    if not scripts:
        return None
    return regex.compile("[" + "".join(rf"\p{{{script}}}" for script in scripts) + r"\p{Common}\p{Inherited}]")
