# SPDX-License-Identifier: Apache-2.0
"""Ways to break a translation on purpose: gross ones, as of a model that runs wild, and fine ones in a good text.

Each takes a text, another text of the same pair of languages, and where its chance comes from.
Source of the kinds: critical errors of WMT 2021 and 2022 (additions, deletions, names, numbers), hallucinations
in Guerreiro et al. 2023.
"""

from __future__ import annotations

import random
from collections.abc import Callable

Damage = Callable[[str, str, random.Random], str]


def looped(text: str, other: str, draw: random.Random) -> str:
    """A few words of the text said again and again instead of its second half."""
    parts = text.split(" ")
    keep = len(parts) // 2
    unit = parts[keep : keep + draw.randint(1, 4)] or parts[-1:]
    return " ".join(parts[:keep] + unit * draw.randint(4, 12))


def halved(text: str, other: str, draw: random.Random) -> str:
    """The text without 35 to 70 % of it, at the start or at the end."""
    parts = text.split(" ") if " " in text else list(text)
    keep = max(int(len(parts) * draw.uniform(0.3, 0.65)), 1)
    return (" " if " " in text else "").join(parts[:keep] if draw.random() < 0.6 else parts[-keep:])


def joined(text: str, other: str, draw: random.Random) -> str:
    """A part of another sentence before, after or in the middle."""
    more = " ".join(other.split(" ")[: draw.randint(4, 14)])[:120]
    return draw.choice(
        (f"{text} {more}", f"{more} {text}", f"{text[: len(text) // 2]} {more} {text[len(text) // 2 :]}")
    )


def detached(text: str, other: str, draw: random.Random) -> str:
    """The start of the text and the end of another: fluent, and away from the source."""
    one, two = text.split(" "), other.split(" ")
    cut = draw.uniform(0.0, 0.5)
    return " ".join(one[: int(len(one) * cut)] + two[int(len(two) * cut) :])


def unrelated(text: str, other: str, draw: random.Random) -> str:
    """Another sentence of the same pair."""
    return other


def renumbered(text: str, other: str, draw: random.Random) -> str:
    """Every figure another one; a text without figures gains one."""
    made = "".join(str((int(sign) + draw.randint(1, 9)) % 10) if sign in "0123456789" else sign for sign in text)
    return made if made != text else joined(text, other, draw)


def stuttered(text: str, other: str, draw: random.Random) -> str:
    """A third of the words put out by others of the text that came before them."""
    parts = text.split(" ")
    for place in range(2, len(parts)):
        if draw.random() < 0.35:
            parts[place] = parts[draw.randrange(max(place - 6, 0), place)]
    return " ".join(parts)


def units(text: str) -> tuple[list[str], str]:
    """Words and the blank, or where there are none pairs of signs and nothing."""
    if text.count(" ") > 2 or len(text) < 12:
        return text.split(" "), " "
    return [text[place : place + 2] for place in range(0, len(text), 2)], ""


def dropped(text: str, other: str, draw: random.Random) -> str:
    """The text without 12 to 40 % of it in a row."""
    parts, blank = units(text)
    size = max(1, int(len(parts) * draw.uniform(0.12, 0.4)))
    start = draw.randrange(max(len(parts) - size, 1))
    return blank.join(parts[:start] + parts[start + size :])


def inserted(text: str, other: str, draw: random.Random) -> str:
    """A few words of the other somewhere in the text."""
    parts, blank = units(text)
    more = _some(other, draw, (3, 9))
    place = draw.randint(0, len(parts))
    return blank.join(parts[:place] + more + parts[place:])


def replaced(text: str, other: str, draw: random.Random) -> str:
    """A few words of the other in the place of as many."""
    parts, blank = units(text)
    more = _some(other, draw, (3, 8))[: max(len(parts) - 1, 1)]
    place = draw.randrange(max(len(parts) - len(more), 1))
    return blank.join(parts[:place] + more + parts[place + len(more) :])


def _some(text: str, draw: random.Random, sizes: tuple[int, int]) -> list[str]:
    parts, _ = units(text)
    size = min(draw.randint(*sizes), len(parts))
    start = draw.randrange(len(parts) - size + 1)
    return parts[start : start + size]


def renamed(text: str, other: str, draw: random.Random) -> str:
    """A name of the other in the place of one; without names, other words."""
    (parts, blank), (more, _) = units(text), units(other)
    ours, theirs = (
        [place for place, word in enumerate(one) if place and word[:1].isupper() and len(word) > 2]
        for one in (parts, more)
    )
    if not ours or not theirs:
        return replaced(text, other, draw)
    made = list(parts)
    made[draw.choice(ours)] = more[draw.choice(theirs)]
    return blank.join(made)


def figured(text: str, other: str, draw: random.Random) -> str:
    """One figure another one; a text without figures gains words."""
    places = [place for place, sign in enumerate(text) if sign in "0123456789"]
    if not places:
        return inserted(text, other, draw)
    place = draw.choice(places)
    return text[:place] + str((int(text[place]) + draw.randint(1, 9)) % 10) + text[place + 1 :]


def again(text: str, other: str, draw: random.Random) -> str:
    """One to three words said again and again, to the end or not."""
    parts, blank = units(text)
    size = draw.randint(1, 3)
    place = draw.randrange(max(len(parts) - size, 1))
    unit = parts[place : place + size]
    rest = parts[place + size :] if draw.random() < 0.5 else []
    return blank.join(parts[:place] + unit * draw.randint(3, 15) + rest)


def stammered(text: str, other: str, draw: random.Random) -> str:
    """A few signs said again and again within a word."""
    place = draw.randrange(max(len(text) - 4, 1))
    unit = text[place : place + draw.randint(2, 4)].strip() or text[:3]
    return text[:place] + unit * draw.randint(6, 30) + (text[place:] if draw.random() < 0.5 else "")


GROSS: tuple[Damage, ...] = (looped, halved, joined, detached, unrelated, renumbered, stuttered)
FINE: tuple[Damage, ...] = (dropped, inserted, replaced, renamed, figured, again, stammered)
