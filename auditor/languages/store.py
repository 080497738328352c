# SPDX-License-Identifier: Apache-2.0
"""What is slow to make and the same each time, kept in the user's cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from platformdirs import user_cache_path

if TYPE_CHECKING:
    import numpy as np
    from marisa_trie import BytesTrie, RecordTrie

T = TypeVar("T")
Trie = TypeVar("Trie", "BytesTrie", "RecordTrie")


def kept(name: str, stamp: object, kind: type[T], make: Callable[[], T]) -> T:
    """What `make` returns, from the cache if it is there under the same stamp.

    The stamp says all that the value depends on, so nothing kept is ever stale;
    where no cache can be written, nothing is lost but time.
    """

    def load(path: Path) -> T:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)

    return kept_by(f"{name}.msgpack", stamp, make, load, lambda value, path: _write(path, value))


def kept_by(
    name: str, stamp: object, make: Callable[[], T], load: Callable[[Path], T], save: Callable[[T, Path], object]
) -> T:
    """The same for a value that has a format of its own; what `load` cannot read is made anew."""
    stem, _, suffix = name.rpartition(".")
    path = user_cache_path("auditor") / f"{stem}-{sha256(repr(stamp).encode()).hexdigest()[:16]}.{suffix}"
    try:
        return load(path)
    except (OSError, msgspec.DecodeError, RuntimeError, ValueError):
        value = make()
    with suppress(OSError, RuntimeError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        save(value, part)
        part.replace(path)
    return value


def kept_trie(name: str, stamp: object, kind: Callable[[], Trie], make: Callable[[], Trie]) -> Trie:
    """A trie of `marisa_trie`, mapped into memory where it is kept: there at once, and shared by all processes.

    `kind` makes an empty one, which is to be mapped.
    """

    def save(trie: Trie, path: Path) -> None:
        trie.save(str(path))

    return kept_by(f"{name}.marisa", stamp, make, lambda path: kind().mmap(str(path)), save)


def kept_array(name: str, stamp: object, make: Callable[[], np.ndarray]) -> np.ndarray:
    """An array, mapped into memory where it is kept."""
    import numpy as np

    def save(array: np.ndarray, path: Path) -> None:
        with path.open("wb") as file:
            np.save(file, array, allow_pickle=False)

    return np.asarray(kept_by(f"{name}.npy", stamp, make, lambda path: np.load(path, mmap_mode="r"), save))


def _write(path: Path, value: object) -> None:
    path.write_bytes(msgspec.msgpack.encode(value))
