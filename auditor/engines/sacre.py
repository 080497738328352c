# SPDX-License-Identifier: Apache-2.0
"""sacreBLEU's metrics over whole files, with several references; loaded only when there is something to score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from auditor.errors import AuditorError


def metrics(language: str | None, tokenize: str | None, *, lowercase: bool, ter: bool) -> list[tuple[str, Any]]:
    """BLEU, chrF, chrF++ and, if wanted, TER, by name; BLEU's tokenizer is the language's unless given.

    Raises AuditorError where the tokenizer is unknown or its package is missing.
    """
    import sacrebleu.metrics as known

    library: Any = known  # it exports by import, which a type checker does not take for an export
    target = (language or "").split("-")[0]
    try:
        bleu = library.BLEU(lowercase=lowercase, trg_lang=target, tokenize=tokenize)
    except (RuntimeError, ImportError, ValueError, KeyError, AssertionError) as error:
        wanted = tokenize or f"that of {target}"
        raise AuditorError(f"BLEU's tokenizer, {wanted}: {error}; choose another: --tokenize char") from error
    made = [("BLEU", bleu), ("chrF", library.CHRF(lowercase=lowercase))]
    made.append(("chrF++", library.CHRF(word_order=2, lowercase=lowercase)))
    return [*made, ("TER", library.TER(case_sensitive=not lowercase))] if ter else made


def statistics(metric: Any, translations: Sequence[str], references: Sequence[Sequence[str]]) -> list[list[float]]:
    """One row of sums for each segment."""
    made: list[list[float]] = metric._extract_corpus_statistics(translations, references)
    return made


def value(metric: Any, rows: Sequence[Sequence[float]]) -> float:
    """The corpus score of the rows."""
    return float(metric._aggregate_and_compute(rows).score)


def combined(metric: Any, sums: Sequence[float]) -> float:
    """The corpus score of sums."""
    whole = [int(one) if float(one).is_integer() else one for one in sums]
    return float(metric._compute_score_from_stats(whole).score)
