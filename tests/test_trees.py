# SPDX-License-Identifier: Apache-2.0
"""Trees answer as they are written, and the ones that are grown tell what is bad."""

import numpy as np

from auditor.model import Segment
from auditor.text.quality_features import FEATURES, table
from auditor.text.skeletons import skeletons, unlike
from auditor.text.trees import Trees
from corpora.recipes.boosting import grown

STUMPS = Trees(0.5, ((0, 1), (1, 0)), ((1.0, 10.0), (10.0, 1.0)), ((1.0, 2.0, 3.0, 4.0), (0.1, 0.2, 0.3, 0.4)))


def test_answers_are_the_digits_of_a_leaf() -> None:
    """The first question counts most; a value is not above itself, and what is unknown is above nothing."""
    rows = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 20.0], [2.0, 20.0], [1.0, 10.0], [np.nan, 20.0]])
    assert STUMPS.total(rows).round(6).tolist() == [1.6, 3.7, 2.8, 4.9, 1.6, 2.8]


def test_grown_trees_find_what_no_curve_can() -> None:
    """Features that are bad only together are told, the same way each time; a column not asked for plays no part."""
    draw = np.random.default_rng(1)
    facts = draw.random((4000, 3))
    is_bad = ((facts[:, 0] > 0.5) ^ (facts[:, 1] > 0.5)).astype(float)
    trees = grown(facts, is_bad, (0, 1))
    assert trees == grown(facts, is_bad, (0, 1))
    assert {column for tree in trees.columns for column in tree} == {0, 1}
    sums = trees.total(np.array([[0.2, 0.8, 0.0], [0.8, 0.2, 1.0], [0.2, 0.2, 0.0], [0.8, 0.8, 1.0]]))
    assert (sums[:2] > 2).all() and (sums[2:] < -2).all()


def test_names_are_heard_across_scripts() -> None:
    """Indic scripts are read by their likeness to Devanagari; a name that is not there is far from all."""
    heard = skeletons("શુક્રવારે બર્લિન માં")
    assert unlike("Berlin", heard) == 0.0
    assert unlike("Tasmania", heard) > 0.3
    assert unlike("Aoi", heard) != unlike("Aoi", heard)  # no consonant: not a number
    assert skeletons("北京") == []


def _feature(name: str, source: str, translation: str, language: str) -> float:
    segment = Segment("1", translation, source, language=language, source_language="en")
    return float(table([segment])[0, list(FEATURES).index(name)])


def test_lost_names_and_loops_of_one_stem_are_counted() -> None:
    """Beside a source in other letters a name that was exchanged is told, and a stem that comes again."""
    source = "On Friday the mayor of Berlin met Martha Kovač."
    right = _feature("names_unheard", source, "В пятницу мэр Берлина встретился с Мартой Ковач.", "ru")
    wrong = _feature("names_unheard", source, "В пятницу мэр Осло встретился с Эдуардом Лютером.", "ru")
    assert right < wrong
    assert np.isnan(_feature("names_unheard", source, "Am Freitag traf der Bürgermeister Martha Kovač.", "de"))
    looped = "Der Minister traf den Ministern ministeriell im Ministerium."
    assert _feature("stems", source, looped, "de") == 0.75
