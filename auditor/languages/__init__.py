# SPDX-License-Identifier: Apache-2.0
"""Language knowledge: one TOML file for each BCP-47 tag, inherited along the tag.

`pt-BR` takes what it does not state from `pt`, and `pt` from `und`. A check asks
the profile; it never asks which language it is.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from auditor.errors import AuditorError
from auditor.languages.store import kept

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
    # How far sound translations from English stray from that, in roots of the mean length counted as English
    # (Gale and Church's delta); 0.0 where it was not measured. Source: NTREX, median absolute deviation times 1.4826.
    length_spread: float = 0.0
    # Nats of the worst run of words that the other side does not support, in one sound segment of twenty (NTREX):
    # of the English source, and of the translation. Belongs to the vectors of the shipped model.
    usual_doubt: tuple[float, ...] = ()

    lends: bool = False  # others take over its words as they are: a rare one may be theirs by now
    loan_phrases: tuple[str, ...] = ()  # of Latin, French … that any language takes over as they are: "inter vivos"
    respelled_from: str = ""  # tag of a neighbour whose words come in with this language's letters: "ru" in Ukrainian
    respelled_letters: dict[str, str] = {}  # its own letter -> the neighbour's
    respelled_endings: dict[str, str] = {}  # its own ending -> the neighbour's
    latin_loans: bool = False  # writes loan words in Latin letters, in lower case too: "ένα email"

    joined_prefixes: Words = frozenset()  # prefixes tied to their word by a joiner, not a blank: می‌شود

    # sentences
    abbreviations: Words = frozenset()  # with their stop; none of them ends a sentence
    abroad: Words = frozenset()  # as written: titles and abbreviations that no other language has, "mgr inż."
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
    borrowed_grouping: str = ""  # those of `grouping` that are understood and are not its own
    unit_stems: tuple[str, ...] = ()  # how words begin that follow a quantity: "kilo", "euro", "tonn"
    fine_units: tuple[str, ...] = ()  # how words begin of which thousandths are told: "second", "degree"
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
    stacked_words: tuple[tuple[str, ...], ...] = ()  # groups of adjectives, nouns and verbs of one meaning

    # words that must fit each other
    before_vowel: dict[str, str] = {}  # word -> its form before a vowel sound: "a" -> "an", "le" -> "l'"
    before_consonant: dict[str, str] = {}  # word -> its form before a consonant sound: "an" -> "a"
    before_cluster: dict[str, str] = {}  # word -> its form before the `cluster_sounds`: "il" -> "lo"
    vowel_sounds: tuple[str, ...] = ()  # how words begin that sound like a vowel and are not written so: "hon"
    consonant_sounds: tuple[str, ...] = ()  # how words begin that are written with a vowel and do not sound so
    cluster_sounds: tuple[str, ...] = ()  # how words begin that take the third form: "st", "z"
    clashing: dict[str, str] = {}  # words that may not stand side by side -> what to write: "de el" -> "del"
    infinitives: tuple[str, ...] = ()  # endings of infinitives, before which a clashing article is a pronoun
    clashing_endings: dict[str, str] = {}  # a glued particle that may not follow a closed syllable -> its form

    misfit_endings: dict[str, tuple[str, ...]] = {}  # article -> endings of nouns of another gender
    misfit_exceptions: Words = frozenset()  # nouns with such an ending that take the article all the same

    capital_words: Words = frozenset()  # small words that take a capital in the middle of a sentence: polite "Sie"
    syllabic: bool = False  # blanks divide syllables, and only the first syllable of a name has its capital

    # grammar that word lists can see
    uncountable_plurals: dict[str, str] = {}  # plurals that do not exist -> what to write
    uncountables: Words = frozenset()  # nouns that take no indefinite article
    indefinite_articles: Words = frozenset()
    polarity_words: Words = frozenset()  # no subject of a negated verb: "any", "anyone"
    negated_verbs: Words = frozenset()  # "did not", "cannot", "isn't"
    negative_words: Words = frozenset()  # "nobody", "nothing": one negation is enough
    relatives: Words = frozenset()  # words that open a clause, after which another verb is meant
    feminine: Words = frozenset()  # titles and nouns of women: "mrs", "spokeswoman"
    masculine: Words = frozenset()
    feminine_pronouns: Words = frozenset()  # as subject
    masculine_pronouns: Words = frozenset()

    # whose speech it is
    speaking_women: Words = frozenset()  # what stands beside a verb of speech for a woman alone: "she", "a-t-elle"
    speaking_men: Words = frozenset()
    according_women: Words = frozenset()  # phrases: "according to her"
    according_men: Words = frozenset()
    gendered_past: dict[str, str] = {}  # endings of verbs in the past, a man's -> a woman's: "ł" -> "ła"

    # quotation marks, dates and clock
    quotes: tuple[str, ...] = ()  # its own pairs of double marks, the usual one first: "„“"
    half_days: Words = frozenset()  # what it writes after an hour of twelve: "a.m."
    foreign_eras: Words = frozenset()  # names of eras whose years its readers cannot count

    # the wire around the story
    wire_notes: tuple[str, ...] = ()  # notes of an agency to its clients: "more to come", "embargoed until"
    transcript_notes: Words = frozenset()  # what a typist puts in brackets: "inaudible"
    speaker_words: Words = frozenset()  # what stands before a number for a voice without a name: "speaker"

    # the page around the story
    credit_words: Words = frozenset()  # "by", "photo", "photo by", "credit": what stands before a credit
    residue: tuple[str, ...] = ()  # whole lines a web page adds: "read more", "source link"
    residue_prefixes: tuple[str, ...] = ()  # how such lines begin: "read also:", "sign up for"
    template_leftovers: tuple[str, ...] = ()  # a template's alternatives: 은(는)

    # what denies; "*" stands for any letters: "*n't", "ne*"
    negators: Words = frozenset()  # words that deny their clause: "not", "never", "nobody"
    idle_negators: Words = frozenset()  # phrases in which a negator denies nothing: "not only", "no later than"
    denials: Words = frozenset()  # what may say a denial of another language in other words: "without", "refus*"

    defeats: Words = frozenset()  # words of losing, beside which a score may stand from the loser's side: "defeat"

    # what must not be turned round; keys are English words, the same in every profile
    opposites: dict[str, tuple[str, ...]] = {}  # "north" -> how it is said, "*" for any letters: "nord*"

    # names
    places: dict[str, tuple[str, ...]] = {}  # territory code -> how its names and adjectives begin, beside CLDR's
    place_homonyms: Words = frozenset()  # names of places that are other words as well: 건지
    place_endings: tuple[str, ...] = ()  # how adjectives of countries end: "isch" in "dänisch"
    capital_adjectives: bool = False  # adjectives of countries have a capital
    inflects_names: bool = False  # names take endings
    name_particles: tuple[str, ...] = ()  # what is glued to a name as it stands: "에서"
    capital_nouns: bool = False  # every noun has a capital
    name_words: dict[str, str] = {}  # a word that is a surname too -> what it means, in English

    # dates and measures
    months: dict[str, int] = {}  # forms of months beside CLDR's, "*" for any letters -> 1 to 12
    weekdays: dict[str, int] = {}  # the same for days of the week -> 1 (Monday) to 7
    units: dict[str, str] = {}  # words for a unit beside CLDR's -> its CLDR name: "kilo" -> "mass-kilogram"
    percents: Words = frozenset()  # what stands after a figure for percent; "*" for any letters
    percent_points: Words = frozenset()  # the same for percentage points, bare "points" too where they are meant

    # recognition
    function_words: Words = frozenset()  # the most frequent words, none of them common in a neighbour's prose


@cache
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


@cache
def tags() -> tuple[str, ...]:
    """Every tag that has a profile of its own, sorted; `und` is not one."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(n[:-5] for n in names if n.endswith(".toml") and n != "und.toml"))


@cache
def base(tag: str | None) -> str:
    """The primary subtag, lower case: `pt` of `pt-BR`; `und` of nothing."""
    return (tag or "und").replace("_", "-").split("-")[0].lower()


def _lineage(tag: str) -> list[str]:
    known = {name.lower(): name for name in tags()}
    parts = tag.replace("_", "-").lower().split("-")
    heads = ("-".join(parts[: n + 1]) for n in range(len(parts)))
    return ["und", *(known[head] for head in heads if head in known)]


def _table(tag: str) -> dict[str, Any]:
    return _tables()[tag]


@cache
def _tables() -> dict[str, dict[str, Any]]:
    """Every file by tag, parsed; kept, because parsing them takes a fifth of a second."""
    paths = sorted(Path(str(entry)) for entry in files(__package__).iterdir() if entry.name.endswith(".toml"))
    stamp = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    return kept(
        "languages",
        stamp,
        dict[str, dict[str, Any]],
        lambda: {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths},
    )
