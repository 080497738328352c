# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from auditor.contract import Scorer, Tally
from auditor.engines.lexicon import zipf
from auditor.languages import base, profile, tags
from auditor.model import Finding, Segment
from auditor.text.words import word_count, words

_POINTS = (0.0, 1.0, 5.0, 25.0)  # by severity. Source: MQM Core multipliers
_HALF = 0.1  # penalty points a word at which fluency is exp(-1): one major finding in 50 words; our judgement
_NOT_FLUENCY = ("accuracy/",)


class Fluency(Scorer):
    """How far the text is free of damage, 0 (ruined) to 1 (nothing found), without a reference.

    `exp(-(p + u) / 0.1)`: `p` the penalty points a word of the findings that are
    not about accuracy, `u` a tenth of the share of lower-case words that the
    lexicon does not know, where the lexicon can be believed. Perplexity has no part
    in it: machine text is more predictable than human text.
    Source: rule and non-word density as the most trustworthy cheap signal, measured on WMT23 and Wikipedia;
    scale our judgement.
    """

    id = "fluency"
    range = (0.0, 1.0)

    def signature(self) -> str:
        """The formula and its constants."""
        return f"fluency|exp(-(points/word+0.1*unknown)/{_HALF})|v1"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """One value for each segment with words in a language of ours; the run is their mean weighted by words."""
        from auditor import shelf

        categories = {name: rule.mqm.value for name, rule in shelf.checks().items()}
        made: list[Tally | None] = []
        for segment in segments:
            count = word_count(segment.translation)
            if not count or not _is_known(segment.language):
                made.append(None)
                continue
            own = (f for f in findings.get(segment.id, ()) if _is_fluency(categories.get(f.check)))
            points = sum(_POINTS[finding.severity] for finding in own)
            value = math.exp(-(points / count + 0.1 * _unknown(segment)) / _HALF)
            made.append(Tally(value, (value * count, float(count))))
        return made


def _is_known(tag: str | None) -> bool:
    """Whether the language has a profile: of others too few checks know anything to call a text sound."""
    return tag is not None and base(tag) in {base(known) for known in tags()}


def _unknown(segment: Segment) -> float:
    if profile(segment.language).lexicon != "strict":
        return 0.0
    tag = base(segment.language)
    plain = [
        word.folded
        for word in words(segment.translation)
        if word.text.islower() and len(word.text) > 3 and word.text.isalpha()
    ]
    return sum(not zipf(word, tag) for word in plain) / len(plain) if plain else 0.0


def _is_fluency(category: str | None) -> bool:
    """Whether a category speaks of the text itself; a rule of the house, which has none here, speaks of its wishes."""
    return category is not None and not category.startswith(_NOT_FLUENCY)
