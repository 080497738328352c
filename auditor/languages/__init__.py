# SPDX-License-Identifier: Apache-2.0
"""Language knowledge: one TOML file for each BCP-47 tag, inherited along the tag.

`pt-BR` takes what it does not state from `pt`, and `pt` from `und`. A check asks
the profile; it never asks which language it is.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from auditor.errors import AuditorError

Words = frozenset[str]


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the checks may know of one language.

    Word lists are lower case and in the spelling of the language; where a list
    is empty, the checks that read it stay silent.
    """

    tag: str
    name: str
    sources: tuple[str, ...]
    scripts: tuple[str, ...] = ()  # Unicode script names of its own letters, e.g. ("Latin",)
    cased: bool = True  # has upper and lower case
    spaced: bool = True  # blanks divide the words
    right_to_left: bool = False
    lexicon: str = "none"  # how far `wordfreq` alone can be believed: "strict", "seconded", "none"
    foreign_letters: dict[str, str] = {}  # letters of its neighbours that it never writes -> its own, or ""

    compounds: bool = False  # joins words and prefixes freely: a long unknown word is likely right

    relative_length: float = 1.0  # characters for one character of English, in translated news

    # sentences
    abbreviations: Words = frozenset()  # with their stop; none of them ends a sentence
    unfinished: Words = frozenset()  # words no sentence ends with: articles, conjunctions, prepositions
    unfinished_endings: tuple[str, ...] = ()  # the same for languages that glue particles to the word
    final_stops: str = ".!?…"

    # marks
    space_before: str = ""  # marks that take a blank before them
    mark_replacements: dict[str, str] = {}  # a mark foreign to the language -> its own
    opening_marks: dict[str, str] = {}  # a closing mark -> the one that must open the sentence: "?" -> "¿"

    # numbers
    decimal: str = "."  # marks before the decimals, the usual one first
    grouping: str = ","  # marks between groups of three, the usual one first
    ordinal_stop: bool = False  # "3." is "third"
    magnitudes: dict[str, int] = {}  # word form -> power of ten
    magnitude_links: Words = frozenset()  # words between a figure and its magnitude: "20 de milioane"
    number_words: dict[str, float] = {}  # word form -> value; "half" may be 0.5
    calqued_magnitudes: Words = frozenset()  # magnitudes that no one writes after a decimal number

    # what may stand twice
    repeats: Words = frozenset()  # words and phrases that are right when said twice in a row
    reduplicates: bool = False  # saying a word twice is grammar

    # who said it
    reporting_verbs: Words = frozenset()  # "said", "declared": forms that stand with a quotation
    pronouns: Words = frozenset()  # subject pronouns of the third person
    inversion_auxiliaries: Words = frozenset()  # auxiliaries of an inverted calque: "does (it declared)"
    inversion_bare: bool = False  # auxiliary + participle right after a quotation is a calque too
    inversion_right: bool = False  # auxiliary + pronoun after a quotation is its own order: „…“, hat er gesagt
    inversion_borrowed: Words = frozenset()  # inverted forms of other languages left in: "a-t-il"

    # damage done on purpose
    filter_replacements: dict[str, str] = {}  # what a profanity filter writes -> what it took away
    filtered_words: Words = frozenset()  # what such a filter stars out, also inside innocent words

    # style that machines pile up
    stacked: tuple[tuple[str, ...], ...] = ()  # groups of adverbs of one meaning

    # the page around the story
    credit_words: Words = frozenset()  # "by", "photo", "photo by", "credit": what stands before a credit
    residue: tuple[str, ...] = ()  # whole lines a web page adds: "read more", "source link"
    residue_prefixes: tuple[str, ...] = ()  # how such lines begin: "read also:", "sign up for"
    template_leftovers: tuple[str, ...] = ()  # a template's alternatives: 은(는)

    # recognition
    function_words: Words = frozenset()  # the most frequent words, none of them common in a neighbour's prose


@lru_cache(maxsize=None)
def profile(tag: str | None) -> Language:
    """The profile of a language, with what it inherits; `und` for an unknown one.

    Tags are matched without regard to case: `pt-br` is `pt-BR`. A tag with parts
    we have no file for falls back along the tag (`de-AT` reads `de`).
    """
    merged: dict[str, Any] = {}
    for part in _lineage(tag or "und"):
        merged |= _table(part)
    try:
        return msgspec.convert(merged, Language)
    except msgspec.ValidationError as error:
        raise AuditorError(f"languages/{tag}.toml: {error}") from error


@lru_cache(maxsize=None)
def tags() -> tuple[str, ...]:
    """Every tag that has a profile of its own, sorted; `und` is not one."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(n[:-5] for n in names if n.endswith(".toml") and n != "und.toml"))


def base(tag: str | None) -> str:
    """The primary subtag, lower case: `pt` of `pt-BR`; `und` of nothing."""
    return (tag or "und").replace("_", "-").split("-")[0].lower()


def _lineage(tag: str) -> list[str]:
    known = {name.lower(): name for name in tags()}
    parts = tag.replace("_", "-").lower().split("-")
    heads = ("-".join(parts[: n + 1]) for n in range(len(parts)))
    return ["und", *(known[head] for head in heads if head in known)]


@lru_cache(maxsize=None)
def _table(tag: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{tag}.toml").read_text(encoding="utf-8"))
