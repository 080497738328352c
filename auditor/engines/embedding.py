# SPDX-License-Identifier: Apache-2.0
"""Sentence vectors through any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from auditor.errors import AuditorError, MissingExtra


def similarities(model: str, left: Sequence[str], right: Sequence[str]) -> list[float]:
    """Cosine of each pair, -1..1. Raises MissingExtra, or AuditorError when the model cannot be loaded."""
    encoder = _encoder(model)
    vectors = encoder.encode([*left, *right], normalize_embeddings=True, show_progress_bar=False, batch_size=32)
    return [float(value) for value in (vectors[: len(left)] * vectors[len(left) :]).sum(axis=1)]


@lru_cache(maxsize=2)
def _encoder(model: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingExtra("--model", "embed") from error
    try:
        return SentenceTransformer(model, device="cpu")
    except (OSError, ValueError) as error:
        raise AuditorError(f"model {model!r} cannot be loaded: {error}; give a folder or a name that is cached") from error
