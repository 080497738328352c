# SPDX-License-Identifier: Apache-2.0
"""BLEU, chrF and TER through sacreBLEU, its numbers to the digit and its signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from auditor.contract import Scorer, Tally
from auditor.model import Finding, Segment


class _Sacre(Scorer):
    """What the three share: sentence values, and corpus values from summed statistics."""

    needs = ("reference",)
    metric: ClassVar[str]

    def signature(self) -> str:
        """sacreBLEU's own signature."""
        metric = _metric(self.metric)
        metric.corpus_score(["a"], [["a"]])  # the signature knows the number of references only after a call
        return str(metric.get_signature())

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """Sentence scores of the metric, 0..100 (TER may pass 100)."""
        metric = _metric(self.metric)
        hypotheses = [segment.translation for segment in segments]
        references = [[segment.reference or "" for segment in segments]]
        # The statistics behind corpus_score: summing them is how sacreBLEU itself resamples.
        statistics = metric._extract_corpus_statistics(hypotheses, references)
        values = [
            float(_sentence(self.metric).sentence_score(h, [r]).score)
            for h, r in zip(hypotheses, references[0], strict=True)
        ]
        return [Tally(value, tuple(map(float, sums))) for value, sums in zip(values, statistics, strict=True)]

    def combine(self, statistics: Sequence[float]) -> float:
        """The corpus score of the summed statistics."""
        return float(_metric(self.metric)._compute_score_from_stats([_whole(value) for value in statistics]).score)


class Bleu(_Sacre):
    """BLEU (Papineni et al. 2002) as `sacrebleu` computes it by default."""

    id = "bleu"
    metric = "BLEU"
    range = (0.0, 100.0)


class Chrf(_Sacre):
    """chrF (Popović 2015) as `sacrebleu` computes it by default."""

    id = "chrf"
    metric = "CHRF"
    range = (0.0, 100.0)


class Ter(_Sacre):
    """TER (Snover et al. 2006) as `sacrebleu` computes it; long segments are left out.

    Its search grows beyond use on long unrelated pairs (minutes at 81 words), so
    segments over `longest` words have no TER and do not count for the run.
    """

    id = "ter"
    metric = "TER"
    better = "lower"
    range = (0.0, float("inf"))
    longest = 60  # words. Source: measured, 13 segments a second at 81 words

    def signature(self) -> str:
        """sacreBLEU's signature, and the cap of ours."""
        return f"{super().signature()}|longest:{self.longest}"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """TER of each segment; None over the cap."""
        short = [max(len(s.translation.split()), len((s.reference or "").split())) <= self.longest for s in segments]
        made = iter(
            super().score([s for s, fits in zip(segments, short, strict=True) if fits], findings) if any(short) else []
        )
        return [next(made) if fits else None for fits in short]


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


@cache
def _metric(name: str) -> Any:
    from sacrebleu import metrics

    return getattr(metrics, name)()


@cache
def _sentence(name: str) -> Any:
    from sacrebleu import metrics

    options = {"effective_order": True} if name == "BLEU" else {}
    return getattr(metrics, name)(**options)
