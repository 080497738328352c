# SPDX-License-Identifier: Apache-2.0
"""Audits very large deliveries, and says how much memory and time that takes.

    python benchmarks/large_files.py [--tmx 1000] [--xliff 500] [-o reports/large-files.md]

Sizes are in MB of 10^6 bytes; 0 leaves a kind out. The files are made here, of
sentences of our own with names and figures that change, one unit in twenty of
them damaged. Each is audited by `auditor check` in one process, as a user would,
under the profile that loads no model. The memory is what the system says is
resident, looked at four times a second.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from auditor import __version__

_SEED = 7
_OPTIONS = ("--profile", "heuristic", "--jobs", "1", "--exit-zero", "-q", "--no-progress")
_EVERY = 0.25  # seconds between two looks
_POINTS = 8  # of the memory curve in the report
_TARGET = 400  # MB

# Our own sentences, English and German; one pair is chosen for each unit.
_SENTENCES = (
    ("{name} of {town} said on {day} that {count} people had left the ferry safely.",
     "{name} aus {town} sagte am {tag}, dass {count} Menschen die Fähre sicher verlassen hätten."),
    ("The council of {town} approved {count} new homes on {day}, {name} told reporters.",
     "Der Rat von {town} genehmigte am {tag} {count} neue Wohnungen, wie {name} vor Journalisten sagte."),
    ("{name} will open the bridge near {town} after repairs that took {count} days.",
     "{name} wird die Brücke bei {town} nach Reparaturen eröffnen, die {count} Tage dauerten."),
    ("Farmers around {town} expect {count} tonnes of apples this year, according to {name}.",
     "Die Bauern um {town} erwarten nach Angaben von {name} in diesem Jahr {count} Tonnen Äpfel."),
    ("The train from {town} was {count} minutes late on {day} because of snow on the line.",
     "Der Zug aus {town} hatte am {tag} wegen Schnees auf der Strecke {count} Minuten Verspätung."),
    ("At the hospital in {town}, {name} thanked the {count} nurses who had worked through the night.",
     "Im Krankenhaus in {town} dankte {name} den {count} Pflegekräften, die die Nacht durchgearbeitet hatten."),
    ("Police in {town} found {count} stolen bicycles in a barn, and {name} got hers back.",
     "Die Polizei in {town} fand in einer Scheune {count} gestohlene Fahrräder, und {name} bekam ihres zurück."),
    ("{name} won the race through {town} ahead of {count} runners from six countries.",
     "{name} gewann den Lauf durch {town} vor {count} Läufern aus sechs Ländern."),
)  # fmt: skip
_FIRST = ("Lena", "Karl", "Marta", "Jonas", "Irene", "Paul", "Edith", "Anton", "Greta", "Emil", "Nora", "Otto")
_BEGINNINGS = ("See", "Auen", "Mor", "Lind", "Tann", "Wies", "Kest", "Holl", "Brand", "Ufer", "Dorn", "Hafen", "Kreuz",
               "Raben", "Neu", "Wald", "Stein", "Ost", "Buch", "Eich", "Fels", "Grün", "Hohen", "Linden")  # fmt: skip
_MIDDLES = ("", "el", "er", "en", "brun", "markt", "berg", "sand", "hof", "moor", "wer", "ling")
_ENDINGS = ("burg", "au", "heim", "feld", "rode", "stedt", "hausen", "weiler", "wick", "tal", "bach", "kirch", "furt")
_DAYS = (("Monday", "Montag"), ("Tuesday", "Dienstag"), ("Wednesday", "Mittwoch"), ("Friday", "Freitag"))


class Measured(NamedTuple):
    """What one audit took."""

    name: str
    size: int  # bytes
    units: int
    peak: float  # MB resident
    seconds: float
    output: int  # bytes
    curve: list[tuple[float, float]]  # seconds since the start, MB


def main() -> None:
    """Make the files, audit them, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tmx", type=float, default=1000)
    parser.add_argument("--xliff", type=float, default=500)
    parser.add_argument("--folder", type=Path, help="where the files are made; a temporary folder if not given")
    parser.add_argument("-o", dest="out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        made = [
            _measured(Path(folder) / name, int(size * 1e6), write)
            for name, size, write in (("memory.tmx", options.tmx, _tmx), ("delivery.xlf", options.xliff, _xliff))
            if size
        ]
    page = "\n".join(_page(made)) + "\n"
    if options.out:
        options.out.write_text(page, encoding="utf-8")
    print(page, end="")


def units(random_: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs without end: one to three sentences, one pair in twenty with a word doubled or a figure changed."""
    for source, text in pairs(random_):
        fate = random_.randrange(40)
        if fate == 0:
            text = doubled(text, random_)
        elif fate == 1:
            text = text.replace("1", "4")
        yield source, text


def pairs(random_: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs without end and without damage: one to three sentences."""
    while True:
        source, translation = [], []
        for pattern, template in random_.choices(_SENTENCES, k=random_.choice((1, 1, 2, 3))):
            day, tag = random_.choice(_DAYS)
            facts = {
                "name": f"{random_.choice(_FIRST)} {_made_up(random_)}",
                "town": _made_up(random_),
                "count": str(random_.randrange(11, 990)),
            }
            source.append(pattern.format(day=day, **facts))
            translation.append(template.format(tag=tag, **facts))
        yield " ".join(source), " ".join(translation)


def doubled(text: str, random_: random.Random) -> str:
    """The text with one word said twice."""
    words = text.split(" ")
    place = random_.randrange(1, len(words))
    return " ".join([*words[:place], *words[place - 1 :]])


def _made_up(random_: random.Random) -> str:
    """A name of a town or a family that no one has: thousands, so that what is remembered of words fills up."""
    return random_.choice(_BEGINNINGS) + random_.choice(_MIDDLES) + random_.choice(_ENDINGS)


def _tmx(size: int, random_: random.Random) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header srclang="en-GB" datatype="plaintext" '
        'segtype="block" adminlang="en" creationtool="large_files" creationtoolversion="1" o-tmf="none"/>\n<body>\n'
    )
    for number, (source, translation) in enumerate(units(random_), 1):
        if size <= 0:
            break
        unit = (
            f'<tu tuid="{number}" creationdate="20240412T101500Z" creationid="LENA FICTUS" '
            f'changedate="20240413T081000Z" changeid="LENA FICTUS" lastusagedate="20240502T120000Z">\n'
            f'  <prop type="x-Origin">TM</prop>\n  <prop type="x-ConfirmationLevel">ApprovedTranslation</prop>\n'
            f'  <prop type="x-Context">{random_.getrandbits(63)}, {random_.getrandbits(63)}</prop>\n'
            f'  <tuv xml:lang="en-GB"><seg>{source}</seg></tuv>\n'
            f'  <tuv xml:lang="de-DE"><seg>{translation}</seg></tuv>\n</tu>\n'
        )
        size -= len(unit.encode())
        yield unit
    yield "</body>\n</tmx>\n"


def _xliff(size: int, random_: random.Random) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" '
        'srcLang="en-GB" trgLang="de-DE">\n<file id="f1" original="harbour.json">\n'
    )
    for number, (source, translation) in enumerate(units(random_), 1):
        if size <= 0:
            break
        unit = (
            f'<unit id="u{number}" name="harbour.page.{random_.getrandbits(40)}">\n  <notes>\n'
            f'    <note category="location">pages/harbour/arrivals.json:{number}</note>\n'
            f'    <note category="description">Shown on the page of arrivals, below the map of the harbour.</note>\n'
            f'  </notes>\n  <segment id="s1" state="translated" subState="lake:checked">\n'
            f"    <source>{source}</source>\n    <target>{translation}</target>\n  </segment>\n</unit>\n"
        )
        size -= len(unit.encode())
        yield unit
    yield "</file>\n</xliff>\n"


def _measured(path: Path, size: int, make: Callable[[int, random.Random], Iterator[str]]) -> Measured:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(make(size, random.Random(_SEED)))
    found = path.with_suffix(".jsonl")
    command = [sys.executable, "-m", "auditor", "check", str(path), *_OPTIONS, "-o", f"jsonl={found}"]
    begun = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, "NO_COLOR": "1"})
    curve: list[tuple[float, float]] = []
    while process.poll() is None:
        curve.append((time.monotonic() - begun, _resident(process.pid)))
        time.sleep(_EVERY)
    seconds = time.monotonic() - begun
    if process.returncode != 0:
        raise SystemExit(f"{path.name}: auditor check ended with {process.returncode}")
    with found.open("rb") as lines:
        count = sum(1 for _ in lines)
    peak = max(size for _, size in curve)
    made = Measured(path.name, path.stat().st_size, count, peak, seconds, found.stat().st_size, curve)
    path.unlink()
    found.unlink()
    return made


def _resident(process: int) -> float:
    """MB that a process holds in memory now; 0 once it is gone. Source: proc(5), /proc/pid/status."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS:")), 0.0)


def _page(made: list[Measured]) -> Iterator[str]:
    yield from (
        "# Large files",
        "",
        f"Made by `benchmarks/large_files.py` with auditor {__version__}, Python {platform.python_version()}: files of "
        "sentences of our own, one unit in twenty",
        "damaged, audited in one process by `auditor check FILE --profile heuristic --jobs 1 -o jsonl=FOUND.jsonl`.",
        f"Resident memory is looked at four times a second; the limit is {_TARGET} MB. Time is of the clock, on a",
        "machine that did other things too.",
        "",
        "| file | MB | segments | MB of memory at most | seconds | segments a second | MB of results |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    )
    for one in made:
        yield (
            f"| `{one.name}` | {one.size / 1e6:,.0f} | {one.units:,} | {one.peak:.0f} | {one.seconds:,.0f} | "
            f"{one.units / one.seconds:,.0f} | {one.output / 1e6:,.0f} |"
        )
    yield from ("", "## Memory as the file goes by", "", "The highest value in each eighth of the time, in MB.", "")
    yield "| file | " + " | ".join(f"{number}/{_POINTS}" for number in range(1, _POINTS + 1)) + " |"
    yield "| --- |" + " --- |" * _POINTS
    for one in made:
        parts = [[size for at, size in one.curve if int(_POINTS * at / one.seconds) == n] for n in range(_POINTS)]
        yield f"| `{one.name}` | " + " | ".join(f"{max(part, default=0):.0f}" for part in parts) + " |"


if __name__ == "__main__":
    main()
