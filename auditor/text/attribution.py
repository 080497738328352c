# SPDX-License-Identifier: Apache-2.0
"""The words that say who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

import regex

from auditor.languages import Language, profile
from auditor.text.words import Word, words

_QUOTE_END = r"[\"”»“’'‟＂」』]"
_NAME = r"\p{Lu}[\p{L}\p{M}'’-]+\.?"
_NAMES = rf"(?:\s{_NAME}){{0,3}}"
_BREAKS = frozenset('.!?;:\n"“”„«»「」『』()…')
_OPENS = frozenset(",\"”»“’'،")
_CLOSES = frozenset(',.;"“„«،۔।')
_SUBJECT = regex.compile(rf"(?<=\s){_NAME}(?:\s{_NAME}){{0,2}}$")
_REACH = 60  # letters of a name and an auxiliary before a verb
_WINDOW = 8  # words between which an attribution that comes again is an echo
_STEM = 4  # letters that two forms of one verb share


def inversions(text: str, language: Language) -> Iterator[tuple[int, int, str | None]]:
    """Spans `(start, end, suggestion)` of attributions in the order of another language."""
    pattern = _inversion(language.tag)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        if match["sure"] is None and _asks(text, match.end()):
            continue
        verb, pronoun = match["verb"], match.groupdict().get("pronoun")
        # The right order is language-bound; where a pronoun stands, "pronoun verb" is right in all that invert.
        yield match.start("whole"), match.end("whole"), f"{pronoun} {verb}" if pronoun and verb else None


def _asks(text: str, end: int) -> bool:
    """Whether the clause that goes on here ends as a question."""
    for mark in text[end : end + 200]:
        if mark in "?？؟":
            return True
        if mark in ".!;\n":
            return False
    return False


@lru_cache(maxsize=64)
def _inversion(tag: str) -> regex.Pattern[str] | None:
    known = profile(tag)
    if not (known.reporting_verbs and (known.inversion_auxiliaries or known.inversion_borrowed)):
        return None
    verbs, auxiliaries = _either(known.reporting_verbs), _either(known.inversion_auxiliaries)
    pronouns, borrowed = _either(known.pronouns), _either(known.inversion_borrowed)
    after_quote = rf"(?<={_QUOTE_END}[,.]?\s{{0,2}}|[,，]{_QUOTE_END}?\s)"
    just_quoted = rf"(?<={_QUOTE_END}[,.]?\s{{1,2}})"
    any_verb = r"\p{Ll}[\p{Ll}\p{M}]{3,}"
    pronoun_parts = [
        rf"{after_quote}(?:{auxiliaries})\s(?<pronoun>{pronouns})\s(?<verb>{verbs})(?!\w){_NAMES}",
        rf"{just_quoted}(?:{auxiliaries})\s(?<pronoun>{pronouns})\s(?<verb>{any_verb})(?!\w){_NAMES}",
    ]
    parts = [
        rf"(?<sure>(?<!\w)(?:{borrowed}|(?:{auxiliaries})-t-(?:{pronouns}))(?!\w)(?:\s(?<verb>{verbs})(?!\w){_NAMES})?)",
        *(() if known.inversion_right else pronoun_parts),
    ]
    if known.inversion_bare:
        parts.append(rf"{just_quoted}(?:{auxiliaries})\s(?<verb>{verbs})(?=\s(?:\p{{Lu}}|\p{{Ll}}+\s\p{{L}})){_NAMES}")
    return regex.compile(rf"(?<whole>{'|'.join(parts)})", regex.IGNORECASE if not known.cased else 0)


def _either(forms: frozenset[str]) -> str:
    """One of the forms; nothing at all for none."""
    return "|".join(regex.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f))) or "(?!)"


def echoes(text: str, language: Language) -> Iterator[tuple[int, int, str | None]]:
    """Spans `(start, end, suggestion)` where an attribution comes again before it has said anything."""
    verbs = language.reporting_verbs
    if not language.spaced:
        yield from _stuttered(text, language.tag)
        return
    found = words(text)
    places = [index for index, word in enumerate(found) if word.folded in verbs or _is_glued(word, language)]
    last = -1
    for one, other in pairwise(places):
        if one <= last or other - one > _WINDOW or _is_broken(text, found[one].end, found[other].start):
            continue
        span = _echo(text, found, one, other, language)
        if span is not None:
            yield span
            last = other


def _stuttered(text: str, tag: str) -> Iterator[tuple[int, int, str | None]]:
    """A verb of speech that stammers after a quotation and a name, where blanks divide nothing: ”王伟说道说。"""
    for match in _twice_said(tag).finditer(text):
        if match["again"][0] == match["verb"][0]:
            yield match.start("verb"), match.end(), match["verb"]


@lru_cache(maxsize=16)
def _twice_said(tag: str) -> regex.Pattern[str]:
    verbs = _either(profile(tag).reporting_verbs)
    return regex.compile(rf"(?<=[”」』，][^，。！？“”「」\n]{{0,12}})(?<verb>{verbs})(?<again>{verbs})(?=[，。：])")


def _echo(
    text: str, found: Sequence[Word], one: int, other: int, language: Language
) -> tuple[int, int, str | None] | None:
    """The span of two verbs of speech, by their numbers, if the second says the first again."""
    first, second, between = found[one], found[other], found[one + 1 : other]
    same = first.folded == second.folded
    if same and one and _is_subject_again(found, one, other, language):
        return found[one - 2].start, second.end, text[found[other - 2].start : second.end]
    if same and one and _is_name(found[one - 1], found[other - 1]):
        return found[one - 1].start, second.end, text[found[other - 1].start : second.end]
    if _is_afterthought(text, first, second, between, language):
        return first.start, second.end, None
    if not same and _is_piled(text, first, second, between, language):
        return first.start, second.end, None
    if same and between and _is_begun_again(found, one, other, language):
        return first.start, found[min(other + 2, len(found) - 1)].end, None
    if between and same and _is_framed(text, first, second.end, language):
        return first.start, second.end, None
    glued = _is_glued(first, language) and first.folded[1:] == second.folded
    opened = same and not language.cased and text[: first.start].rstrip()[-1:] in _OPENS
    if between and (glued or opened) and len(between) <= 3:
        nouns = language.function_words.isdisjoint(word.folded for word in between)
        return (first.start, second.end, None) if nouns else None
    apart = bool(between) or not same
    if apart and _is_one_verb(first, second) and all(_is_subject(word, language) for word in between):
        return None if "," in text[first.end : second.start] else (first.start, second.end, None)
    return None


def _is_afterthought(text: str, first: Word, second: Word, between: Sequence[Word], language: Language) -> bool:
    """Whether a pronoun and the same verb follow a whole attribution: "said the poet Jane Roe, she said"."""
    if len(between) < 2 or between[-1].folded not in language.pronouns or between[-1].is_capitalised:
        return False
    tied = text[between[-2].end : between[-1].start].strip() == "," and "," not in text[first.end : between[-2].end]
    ends = text[second.end :].lstrip()[:1] in _CLOSES
    return tied and ends and _is_one_verb(first, second) and text[: first.start].rstrip()[-1:] in _OPENS


def _is_piled(text: str, first: Word, second: Word, between: Sequence[Word], language: Language) -> bool:
    """Whether two verbs of speech stand side by side after a quotation: "», a dit a déclaré Roe"."""
    before, passed = _lead(text, first, language)
    auxiliaries = {*language.inversion_auxiliaries, passed.casefold()}
    # "katanya menambahkan": a verb with its subject glued to it may have another verb beside it.
    whole = not any(first.folded[:cut] in language.reporting_verbs for cut in range(4, len(first.text) - 2))
    named = passed[:1].isupper() or text[second.end : second.end + 2].strip()[:1].isalpha()
    return before[-1:] in _OPENS and whole and named and all(word.folded in auxiliaries for word in between)


def _lead(text: str, verb: Word, language: Language) -> tuple[str, str]:
    """What stands before a verb and its auxiliary or a name, and this word that was passed over."""
    before = text[max(0, verb.start - _REACH) : verb.start].rstrip()
    last = before.split()[-1] if before else ""
    if last in language.inversion_auxiliaries or (len(last) == 1 and last in language.function_words):
        return before[: -len(last)].rstrip(), last
    name = _SUBJECT.search(before)
    return (before[: name.start()].rstrip(), name.group()) if name else (before, "")


def _is_glued(word: Word, language: Language) -> bool:
    """Whether a conjunction of one letter is glued to a verb of speech: وقال."""
    return language.right_to_left and len(word.text) > 3 and word.folded[1:] in language.reporting_verbs


def _is_broken(text: str, start: int, end: int) -> bool:
    return not _BREAKS.isdisjoint(text[start:end])


def _is_begun_again(found: Sequence[Word], one: int, other: int, language: Language) -> bool:
    """Whether the verb comes again with the same two words: "teilte die Post heute teilte die Post mit"."""
    mine, again = (tuple(word.folded for word in found[place + 1 : place + 3]) for place in (one, other))
    return len(mine) == 2 and mine == again and not language.function_words.issuperset(mine)


def _is_framed(text: str, first: Word, end: int, language: Language) -> bool:
    """Whether the words stand where an attribution does: after a quotation or comma, and with nothing after them."""
    before, after = _lead(text, first, language)[0][-1:], text[end:].lstrip()[:1]
    between = text[first.start : end]
    return before in _OPENS and after in _CLOSES and "," not in between and ":" not in between


def _is_subject_again(found: Sequence[Word], one: int, other: int, language: Language) -> bool:
    """Whether the same two words stand before the verb both times: "the area said in a note the area said"."""
    mine, again = (tuple(word.folded for word in found[place - 2 : place]) for place in (one, other))
    return one > 1 and other - one > 3 and mine == again and mine[1] not in language.function_words


def _is_name(one: Word, other: Word) -> bool:
    return one.folded == other.folded and len(one.text) > 1 and one.is_capitalised and other.is_capitalised


def _is_one_verb(one: Word, other: Word) -> bool:
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one.folded, other.folded, strict=False)))
    return one.folded == other.folded or (stem >= _STEM and 2 * stem > max(len(one.folded), len(other.folded)))


def _is_subject(word: Word, language: Language) -> bool:
    if word.is_capitalised or word.folded in language.pronouns or word.folded in language.inversion_auxiliaries:
        return True
    return len(word.text) <= 2 and word.folded in language.function_words  # "a raconté", "le maire"; not "que"
