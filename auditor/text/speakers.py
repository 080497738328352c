# SPDX-License-Identifier: Apache-2.0
"""Speech that is attributed to a person of the other gender than the only one a paragraph names.

The person is known by a given name that one sex alone bears (`languages/given`), the
attribution by a pronoun beside a verb of speech after a quotation, by the gender of such a
verb (`gendered_past`), or by a phrase (`according_feminine`, `according_masculine`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.languages import Language, profile
from auditor.languages.given import Gender, genders
from auditor.text.words import words

_NAME = regex.compile(
    r"(?<![\p{L}\p{M}.'’-])(?<given>\p{Lu}[\p{L}\p{M}]+)[ \N{NO-BREAK SPACE}]"
    r"(?:\p{Lu}\.[ ])?(?<last>\p{Lu}[\p{L}\p{M}'’-]+)"
)
_QUOTED = regex.compile(r"[„“«][^„“”«»]*[”“»]|\"[^\"]*\"|[「『][^「」『』]*[」』]|”[^”„“]*”|»[^«»]*«", regex.DOTALL)


class Shifted(NamedTuple):
    """An attribution `[start, end)` and the name it does not go with."""

    start: int
    end: int
    name: str


def shifted_genders(text: str, language: Language) -> Iterator[Shifted]:
    """Attributions of one paragraph that do not go with the only person in it."""
    pattern = _attribution(language.tag)
    if pattern is None or genders().keys().isdisjoint(word.text for word in words(text)):
        return  # a cheap look first
    found = list(pattern.finditer(text))
    person = _only_person(text, language) if found else None
    if person is None:
        return
    place, name, gender = person
    for match in found:
        said: Gender = "feminine" if any(match[group] for group in ("she", "her")) else "masculine"
        if match.start() > place and said != gender:
            yield Shifted(*match.span("what"), name)


def _only_person(text: str, language: Language) -> tuple[int, str, Gender] | None:
    """Where the one person of a paragraph is named, the name and its gender; None for none or several."""
    told = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    names = list(_NAME.finditer(told, overlapped=language.capital_nouns))
    if language.capital_nouns:  # two nouns look like a name
        names = [match for match in names if match["given"] in genders()]
        if any(match["last"].endswith("s") for match in names):
            return None  # a genitive: the deal is hers, the speech another's
    known = {match["given"] for match in names}
    if len(known) != 1 or (gender := _gender(known.pop(), language)) is None:
        return None
    others = language.masculine if gender == "feminine" else language.feminine
    if any(word in others or word.rstrip(".") in others for word in regex.findall(r"[\p{L}\p{M}.]+", told.lower())):
        return None
    return names[0].start(), names[0].group(), gender


def _gender(given: str, language: Language) -> Gender | None:
    """The gender of a name, unless it may be the genitive of a man's: "Martina Nováka"."""
    if language.inflects_names and given[-1:] in "aа" and genders().get(given[:-1]) == "masculine":
        return None
    return genders().get(given)


@lru_cache(maxsize=64)
def _attribution(tag: str) -> regex.Pattern[str] | None:
    language = profile(tag)
    verbs = _either(language.reporting_verbs)
    parts = []
    closing = r"[”“»\"」』][,.]?\s?[-–—]?\s?,?\s?"
    for group, pronouns in (("she", language.speaking_women), ("he", language.speaking_men)):
        if pronouns:
            either = _either(pronouns)
            # "he said", "said he", « a-t-il dit »
            both = rf"(?:{either})\s(?:{verbs})|(?:{verbs})\s(?:{either})|\p{{Ll}}+-(?:t-)?(?:{either})"
            both = both if language.spaced else either
            parts.append(rf"(?<={closing})(?<what>(?<{group}>{both}))(?![\p{{L}}\p{{M}}])")
    for group, forms in (("she", _past(language, 1)), ("he", _past(language, 0))):
        if forms:
            parts.append(rf"(?<={closing})(?<what>(?<{group}>{_either(forms)}))(?=[.,;])")
    for group, phrases in (("her", language.according_women), ("him", language.according_men)):
        if phrases:
            either = _either(phrases | {phrase[0].upper() + phrase[1:] for phrase in phrases})
            parts.append(rf"(?<![\p{{L}}\p{{M}}])(?<what>(?<{group}>{either}))(?![\p{{L}}\p{{M}}])")
    if not parts:
        return None
    blank = "".join(f"(?<{group}>(?!))?" for group in ("she", "he", "her", "him"))
    return regex.compile("|".join(parts) + f"|(?!){blank}")


def _past(language: Language, which: int) -> frozenset[str]:
    """Verbs of speech in the past that tell the gender: 0 a man's, 1 a woman's."""
    verbs, found = language.reporting_verbs, set()
    for man, woman in language.gendered_past.items():
        for verb in verbs:
            if verb.endswith(man) and (other := verb.removesuffix(man) + woman) in verbs:
                found.add((verb, other)[which])
    return frozenset(found)


def _either(forms: frozenset[str]) -> str:
    return "|".join(regex.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f))) or "(?!)"
