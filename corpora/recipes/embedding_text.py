# SPDX-License-Identifier: Apache-2.0
"""The parallel text the shipped embedding model is trained on: what goes in, how much, and why.

Input is a folder with `pairs.tsv.zst` (zstd with a long window; a header line,
then `origin, lang1, lang2, text1, text2`, tab-separated, unquoted).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


class Pair(NamedTuple):
    """Two texts that say the same, each with its language."""

    origin: str
    languages: tuple[str, str]
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of one origin: its licence as stated, and how often it is drawn.

    `weight` multiplies the chance that a pair of this origin is drawn; 0 keeps it out.
    """

    licence: str
    weight: float
    why: str = ""


# Weights are our judgement, by kind of text: prose that tells what happened first, entries of lexicons last.
ORIGINS = {
    "mlqe-train-pe": Origin("CC0", 2.0, "encyclopaedic prose with names and figures, corrected by people"),
    "tico19": Origin("CC0", 2.0, "news and encyclopaedic prose"),
    "xquad": Origin("CC BY-SA 4.0", 2.0, "encyclopaedic prose; share-alike reaches texts, credited in the card"),
    "ms-md": Origin("MIT, CC0", 1.0, "course prose; part of it machine-translated by its authors"),
    "mozilla-www": Origin("MPL 2.0", 1.0, "website prose"),
    "python-docs": Origin("PSF, CC0", 0.5, "documentation"),
    "compr-rust": Origin("Apache-2.0", 0.5, "documentation"),
    "tatoeba-fr": Origin("CC BY 2.0 FR", 0.5, "everyday sentences; credited in the card"),
    "tanaka-enja": Origin("CC BY", 0.5, "everyday sentences; credited in the card"),
    "tldr": Origin("CC BY 4.0", 0.3, "one-line descriptions; credited in the card"),
    "bible": Origin("public domain editions", 0.5, "the collection's GPL-3.0 is for its programs, not for the verses"),
    "osm-presets": Origin("ISC", 0.5, "names of things"),
    "cldr": Origin("Unicode-3.0", 0.5, "names of places, units and dates: what news is full of"),
    "omw": Origin("one for each wordnet, all open", 0.5, "words and phrases"),
    "stsb-mt": Origin(
        "the STS benchmark's own terms",
        0.0,
        "left out: headlines and newswire under terms of several owners, translated by a commercial service",
    ),
}
# The French wordnet (WOLF) is CeCILL-C, a licence of the LGPL's family; French has enough text without it.
_LEFT_OUT = {("omw", "fr")}
_HELD_OUT = 100  # one text in so many is kept for tuning


def pairs(folder: Path) -> Iterator[Pair]:
    """Every pair of the file in order, also those that are left out of training."""
    import zstandard

    with (folder / "pairs.tsv.zst").open("rb") as raw:
        stream = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(raw)
        rows = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
        next(rows)
        for row in rows:
            origin, one, other, text, translation = row.rstrip("\n").split("\t")
            yield Pair(origin, (one, other), (text, translation))


def is_trained_on(pair: Pair) -> bool:
    """Whether a pair goes into training or its held-out slice at all."""
    if ORIGINS[pair.origin].weight == 0 or any((pair.origin, name) in _LEFT_OUT for name in pair.languages):
        return False
    return not any(text_hash(text) in _evaluated() for text in pair.texts)


def is_held_out(pair: Pair) -> bool:
    """Whether a pair is kept for tuning: by hash of either text, so that no text is on both sides."""
    return any(_digest(text) % _HELD_OUT == 0 for text in pair.texts)


def text_hash(text: str) -> str:
    """Digest of a text as compared between training and evaluation: case, blanks and marks do not count."""
    letters = "".join(char for char in text.casefold() if char.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _evaluated() -> frozenset[str]:
    """Hashes of the texts that the evaluation data has too, but for case, blanks and marks."""
    return frozenset((Path(__file__).parent / "left_out_hashes.txt").read_text(encoding="ascii").split())


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big")
