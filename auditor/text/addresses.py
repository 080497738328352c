# SPDX-License-Identifier: Apache-2.0
"""Web and mail addresses, handles and hashtags: they are of no language.

Source: RFC 3986 and RFC 5322 for what an address may hold, cut down to what news prints.
"""

from __future__ import annotations

import regex

# East Asian texts put no blank after an address: their signs and marks end it.
_ADDRESS = regex.compile(
    r"(?V1)(?:https?://|www\.)[[^\s\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]--[，。、；：）】」』]]+"
    r"|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|(?<![\p{L}\p{N}])[@#$][\p{L}_][\p{L}\p{M}\p{N}_]*"
)


def without_addresses(text: str) -> str:
    """The text with blanks, as many, for each address, handle, hashtag and ticker.

    >>> without_addresses("Read www.example.org, #now")
    'Read                     '
    """
    if not any(sign in text for sign in ("://", "www.", "@", "#", "$")):
        return text
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)
