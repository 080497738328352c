# SPDX-License-Identifier: Apache-2.0
"""The quality estimate keeps its promises: guards hold, reasons are said, nothing is invented."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engines.embedding import StaticEncoder, encoder
from auditor.engines.token_vectors import _support
from auditor.model import Finding, Segment, Severity, Span
from auditor.scorers.fluency import Fluency
from auditor.scorers.quality import Critical, Estimate, Quality, estimates
from auditor.text.additive import weights
from auditor.text.likeness import likeness
from auditor.text.quality_features import FEATURES, VECTORS, table
from corpora.recipes.train_quality import unseen

SOURCE = "The port was closed on Monday after the storm, and 14 ships are waiting outside."
RIGHT = "Der Hafen wurde am Montag nach dem Sturm geschlossen, und 14 Schiffe warten davor."
ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=60)


def segment(
    translation: str, source: str | None = SOURCE, language: str | None = "de", *, reference: str | None = None
) -> Segment:
    return Segment("1", translation, source, reference, language=language, source_language="en")


def estimate(translation: str, **kwargs: str | None) -> Estimate:
    made = estimates([segment(translation, **kwargs)], {})[0]  # type: ignore[arg-type]
    assert made is not None
    return made


def test_weights_fit_the_features() -> None:
    """Every model has one curve for each feature, and the trees ask for features that there are."""
    known = weights("quality")
    assert known.features == tuple(FEATURES)
    for trees in known.critical.values():
        assert {column for tree in trees.columns for column in tree} <= set(range(len(FEATURES)))
    assert min(column for tree in known.critical["blind"].columns for column in tree) >= VECTORS
    for model in known.quality.values():
        assert len(model.knots) == len(model.heights) == len(FEATURES)
    for model in known.quality.values():
        assert list(model.scale[1]) == sorted(model.scale[1])
        assert len(model.scale[0]) == len(model.low) == len(model.high)


@pytest.mark.parametrize(
    "translation",
    [
        SOURCE,
        "",
        "…",
        "Der Hafen " + "wurde geschlossen " * 20,
        "Порт был закрыт в понедельник после шторма, четырнадцать кораблей ждут снаружи.",
    ],
    ids=["copy", "empty", "marks", "loop", "script"],
)
def test_some_texts_can_never_be_good(translation: str) -> None:
    """A copy, an empty text, a loop and a text in another script stay under 20, and a critical error is likely."""
    made = estimate(translation)
    assert made.value <= 20
    assert made.critical >= 0.95
    assert made.reasons[0].points <= 0


def test_a_finding_of_the_wrong_language_caps_the_estimate() -> None:
    """What a check is sure of overrides the features."""
    found = Finding("wrong-language", "1", Span(0, 5), Severity.CRITICAL, "in Dutch")
    made = estimates([segment(RIGHT)], {"1": [found]})[0]
    assert made is not None and made.value <= 20


def test_a_right_translation_beats_a_wrong_one() -> None:
    """Quality is higher and a critical error less likely, for a pair that was fitted and one that was not."""
    right, wrong = (
        estimate(RIGHT),
        estimate("Das Parlament hat gestern den Haushalt beschlossen und ging in die Pause."),
    )
    assert right.value > wrong.value
    assert right.critical < 0.2 < wrong.critical
    french = estimate("Le port a été fermé lundi après la tempête, et 14 navires attendent au large.", language="fr")
    other = estimate("Le parlement a voté hier le budget avant de partir en vacances d'été.", language="fr")
    assert french.value > other.value
    assert french.critical < 0.2 < other.critical


def test_an_estimate_says_why() -> None:
    """Its interval holds it, and its reasons are features by their names for readers."""
    made = estimate(RIGHT)
    assert 0 <= made.low <= made.value <= made.high <= 100
    assert made.reasons
    assert {cause.what for cause in made.reasons} <= {*FEATURES.values(), "what was found in the text"}


def test_likeness_to_a_reference_counts() -> None:
    """The nearer to the reference, the better."""
    near = estimate(RIGHT, reference=RIGHT)
    far = estimate(RIGHT, reference="Wegen des Unwetters legten am Montag keine Schiffe an; vierzehn müssen warten.")
    assert near.value > far.value


def test_nothing_is_estimated_where_it_cannot_be() -> None:
    """Without words in the source, or between texts of one language, there is no number."""
    assert estimates([segment(RIGHT, source="…")], {}) == [None]
    assert estimates([segment(RIGHT, language="en")], {}) == [None]


def test_an_unknown_language_has_no_vectors() -> None:
    """The features of the vectors are not numbers there, and the estimate is made of the others."""
    row = table([segment("ඉංග්‍රීසි", language="si")])[0]
    assert all(value != value for value in row[:VECTORS])
    assert all(value == value for value in row[VECTORS:])
    assert 0 <= estimate("වරාය සඳුදා වසා දමන ලදී.", language="si").value <= 100


def test_company_changes_nothing() -> None:
    """A segment's estimate is the same alone and among others."""
    others = [
        Segment(str(n), text, SOURCE, language="de", source_language="en") for n, text in enumerate((RIGHT, "Ja."))
    ]
    together = Quality().score(others, {})
    alone = [Quality().score([one], {})[0] for one in others]
    assert [round(one.value, 6) for one in together if one] == [round(one.value, 6) for one in alone if one]


@settings(max_examples=60, deadline=None)
@given(source=ANY_TEXT, translation=ANY_TEXT)
def test_any_text_is_in_range(source: str, translation: str) -> None:
    """No text breaks the scorers, and their values lie within their ranges."""
    one = segment(translation, source=source)
    for scorer in (Quality(), Critical()):
        (tally,) = scorer.score([one], {})
        assert tally is None or scorer.range[0] <= tally.value <= scorer.range[1]


def test_likeness_counts_case_and_blanks() -> None:
    """What is written otherwise is less alike."""
    text = "The port is shut, he said."
    assert likeness(text, text) == 1.0
    assert likeness("the port is shut, he said.", text) < 1.0
    assert likeness("The port is shut , he said .", text) < 1.0
    assert likeness("", text) == 0.0


def test_fluency_is_absent_for_a_language_without_profile() -> None:
    """Nothing found in a language that nothing is known of does not make a text fluent."""
    known = Segment("1", "Il porto è stato chiuso lunedì dopo la tempesta.", language="it")
    unknown = Segment("2", "Iċ-ċittà ngħalqet it-Tnejn wara l-maltempata.", language="mt")
    first, second = Fluency().score([known, unknown], {})
    assert first is not None and first.value > 0.9
    assert second is None


def test_rows_of_the_evaluation_data_are_left_out(tmp_path: Path) -> None:
    """A row does not train the estimate when its source or its translation stands in the evaluation data."""
    with gzip.open(tmp_path / "judged.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"source": "The mill is old.", "mt": "Die Mühle ist alt.", "score": 1}) + "\n")
    every = [{"source": "The mill is old.", "mt": "Alt ist die Mühle."}, {"source": "A new mill.", "mt": "Eine neue."}]
    assert unseen(every, tmp_path) == every[1:]


def test_a_lost_clause_is_a_run_of_unanswered_words() -> None:
    """What the translation leaves out shows on the side of the source, what it adds on its own."""
    columns = list(FEATURES)
    whole, lost, more = table(
        [
            segment(RIGHT),
            segment("Der Hafen wurde am Montag nach dem Sturm geschlossen."),
            segment(f"{RIGHT} Das Parlament hat gestern den Haushalt beschlossen."),
        ]
    )
    source_run, run = columns.index("source_run"), columns.index("run")
    assert lost[source_run] < whole[source_run] - 2
    assert more[run] < whole[run] - 2


def test_every_piece_of_the_vocabulary_has_its_support() -> None:
    """The numbers of the pieces go with the shipped table, one for each of its rows."""
    gain, level = _support()
    model = encoder()
    assert isinstance(model, StaticEncoder)
    assert len(gain) == len(level) == len(model._table)
    assert (gain >= 0).all() and (abs(level) < 1).all()
