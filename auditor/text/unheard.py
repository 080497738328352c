# SPDX-License-Identifier: Apache-2.0
"""Places and figures of a translation of which its source knows nothing: what was put in brings such with it.

Source: CLDR names of territories; our judgement on clean news. By themselves they prove little: translators say
for their readers where a town lies, and convert.
"""

from __future__ import annotations

from auditor.languages import base, profile
from auditor.model import Segment
from auditor.text.exchanged_places import spoken
from auditor.text.months import months
from auditor.text.numbers import figures
from auditor.text.numbers import spoken as number_words
from auditor.text.places import mentioned


def has_unheard(segment: Segment) -> bool:
    """Whether a translation has a place or a figure that the source has not in any form."""
    return _has_place(segment) or _has_figure(segment)


def _has_place(segment: Segment) -> bool:
    tags = segment.language, segment.source_language
    if base(tags[0]) == base(tags[1]) or not all(profile(tag).cased and profile(tag).spaced for tag in tags):
        return False
    there = mentioned(segment.source or "", segment.source_language)
    return any(not any(there.get(code) for code in one.codes) for one in spoken(segment.translation, segment.language))


def _has_figure(segment: Segment) -> bool:
    source, tag = segment.source or "", segment.source_language
    said = {value for number in figures(source, tag) for value in number.values}
    said |= number_words(source, tag) | months(source, tag) | {0.0}
    said |= {value % 100 for value in said}  # the 80s for the 1980s
    return any(not number.values & said for number in figures(segment.translation, segment.language))
