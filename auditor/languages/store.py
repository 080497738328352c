# SPDX-License-Identifier: Apache-2.0
"""What is slow to make and the same each time, kept in the user's cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from typing import TypeVar

import msgspec
from platformdirs import user_cache_path

T = TypeVar("T")


def kept(name: str, stamp: object, kind: type[T], make: Callable[[], T]) -> T:
    """What `make` returns, from the cache if it is there under the same stamp.

    The stamp says all that the value depends on, so nothing kept is ever stale;
    where no cache can be written, nothing is lost but time.
    """
    path = user_cache_path("auditor") / f"{name}-{sha256(repr(stamp).encode()).hexdigest()[:16]}.msgpack"
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        value = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(msgspec.msgpack.encode(value))
        part.replace(path)
    return value
