# SPDX-License-Identifier: Apache-2.0
"""Numbers that a reference gives away: it has another one in the same place, and the source has that one too.

Source: our judgement; measured on outputs of systems beside references.
"""

from __future__ import annotations

from auditor.text.numbers import Number, figures, spoken, worded


def changed_number(
    text: str, tag: str | None, reference: str, source: str, source_tag: str | None
) -> tuple[Number, Number] | None:
    """The only number of a text that a reference in the same language does not have, and the one it has instead.

    None where there are several, where the source says our number as often as we do,
    or does not say the reference's.
    """
    ours, theirs = list(_numbers(text, tag)), list(_numbers(reference, tag))
    for number in tuple(ours):
        like = next((other for other in theirs if other.values & number.values), None)
        if like is not None:
            ours.remove(number)
            theirs.remove(like)
    if len(ours) != 1 or len(theirs) != 1:
        return None
    strange, meant = ours[0], theirs[0]
    said = _numbers(source, source_tag)
    often = sum(bool(number.values & strange.values) for number in _numbers(text, tag))
    if sum(bool(number.values & strange.values) for number in said) >= often:
        return None
    known = {value for number in said for value in number.values} | spoken(source, source_tag)
    return (strange, meant) if known & meant.values and not {0.0, 1.0} & (strange.values | meant.values) else None


def _numbers(text: str, tag: str | None) -> tuple[Number, ...]:
    """Figures and number words, each once: a magnitude is part of its figure."""
    found = figures(text, tag)
    spelt = (run for run in worded(text, tag) if not any(one.start < run.end and run.start < one.end for one in found))
    return (*found, *(run for run in spelt if len(run.values) < 3 and max(run.values) < 1000))
