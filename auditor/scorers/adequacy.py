# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.contract import Scorer, Tally
from auditor.model import Finding, Segment


class Adequacy(Scorer):
    """Similarity of the translation to its source under an embedding model, 0..1 (a negative cosine is 0).

    Good at wrong or shifted sentences, poor at negation and word order. The run
    is the mean over segments.
    Source: cosine of sentence vectors, Reimers and Gurevych 2019.
    """

    id = "adequacy"
    needs = ("source",)
    range = (0.0, 1.0)

    @property
    def missing(self) -> str:
        """No model, no similarity."""
        return "" if self.model else "no embedding model was given (--model NAME or PATH)"

    def signature(self) -> str:
        """The model by the name it was asked for."""
        return f"adequacy|cosine|model:{self.model}"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """One value for each segment; None for all without a model."""
        if not self.model:
            return [None] * len(segments)
        from auditor.engines.embedding import similarities

        values = similarities(self.model, [s.source or "" for s in segments], [s.translation for s in segments])
        return [Tally(max(value, 0.0), (max(value, 0.0), 1.0)) for value in values]
