# SPDX-License-Identifier: Apache-2.0
"""How often each text came in a run of any length, without keeping the texts."""

from __future__ import annotations

import hashlib
from array import array

_FIRST = 1024  # places of an empty table
_MOST = 1 << 23  # places at most: 96 MB, and five and a half million texts


class Seen:
    """Counts texts by 64 bits of their hash: 18 to 36 bytes a text, where a dict of them takes 300 and more.

    Two different texts are taken for one in one of ten million runs of a million texts. When the
    table is full, further texts are as if never seen.
    Source: open addressing with linear probing, Knuth, The Art of Computer Programming 3, 6.4.
    """

    def __init__(self) -> None:
        self._keys = array("Q", bytes(8 * _FIRST))
        self._counts = array("I", bytes(4 * _FIRST))
        self._size = 0

    def add(self, text: str) -> int:
        """Count a text; how often it came by now, this time with it.

        >>> seen = Seen()
        >>> seen.add("a"), seen.add("b"), seen.add("a")
        (1, 1, 2)
        """
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        key = int.from_bytes(digest, "little") or 1
        place = self._place(key)
        if not self._keys[place]:
            if 3 * (self._size + 1) > 2 * len(self._keys):
                if len(self._keys) >= _MOST:
                    return 1
                self._grow()
                place = self._place(key)
            self._keys[place] = key
            self._size += 1
        self._counts[place] += 1
        return self._counts[place]

    def _place(self, key: int) -> int:
        """Where a key stands, or would."""
        keys, mask = self._keys, len(self._keys) - 1
        place = key & mask
        while keys[place] and keys[place] != key:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        keys, counts = self._keys, self._counts
        self._keys = array("Q", bytes(16 * len(keys)))
        self._counts = array("I", bytes(8 * len(keys)))
        for key, count in zip(keys, counts, strict=True):
            if key:
                place = self._place(key)
                self._keys[place], self._counts[place] = key, count
