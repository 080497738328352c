# SPDX-License-Identifier: Apache-2.0
"""The shipped model loads light, and its vectors and scores keep their promises."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import shelf
from auditor.cli.models import cards
from auditor.engines.embedding import SHIPPED, encoder, shipped_folder, similarities
from auditor.errors import AuditorError
from auditor.model import Segment
from auditor.scorers.adequacy import Adequacy, without_copies

PAIRS = [
    ("The bridge over the river was closed on Monday.", "Le pont sur la rivière a été fermé lundi.", "fr"),
    ("The ministry promised more money for schools.", "Das Ministerium versprach mehr Geld für Schulen.", "de"),
    ("Three people were injured in the fire.", "Tres personas resultaron heridas en el incendio.", "es"),
    ("The court rejected the appeal of the company.", "Суд отклонил апелляцию компании.", "ru"),
    ("The president will visit Japan next week.", "大統領は来週日本を訪問する。", "ja"),
    ("The president will visit Japan next week.", "سيزور الرئيس اليابان الأسبوع المقبل.", "ar"),
]
ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=60)


def adequacy(source: str, translation: str, language: str) -> float:
    tally = Adequacy().score([Segment("1", translation, source, language=language, source_language="en")], {})[0]
    assert tally is not None
    return tally.value


def test_model_is_small_and_light() -> None:
    """The folder holds at most 32 MB, and a first vector needs no torch and no hub."""
    folder = shipped_folder(SHIPPED)
    assert folder is not None
    assert sum(entry.stat().st_size for entry in folder.rglob("*") if entry.is_file()) <= 32_000_000
    code = (
        "import sys; from auditor.engines.embedding import encoder; encoder().bags(['one']);"
        "print([n for n in ('torch', 'transformers', 'sentence_transformers', 'huggingface_hub') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_order_of_a_batch_changes_nothing() -> None:
    """A text has the same vector to the last bit, alone or in any company."""
    texts = [text for source, translation, _ in PAIRS for text in (source, translation)] + ["", "…", "a " * 900]
    alone = [encoder().bags([text]).vectors[0].tobytes() for text in texts]
    shuffled = random.Random(1).sample(range(len(texts)), len(texts))
    together = encoder().bags([texts[place] for place in shuffled]).vectors
    assert [alone[place] for place in shuffled] == [row.tobytes() for row in together]


@settings(max_examples=60, deadline=None)
@given(left=ANY_TEXT, right=ANY_TEXT)
def test_any_text_has_a_cosine(left: str, right: str) -> None:
    """No text breaks the encoder, and a cosine lies within its range."""
    (value,) = similarities(None, [left], [right])
    assert -1.00001 <= value <= 1.00001


@pytest.mark.parametrize(("source", "translation", "language"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_translation_is_nearer_than_another_sentence(source: str, translation: str, language: str) -> None:
    """A right translation scores above one half, the translation of something else below."""
    other = next(text for english, text, _ in PAIRS if english != source)
    assert adequacy(source, translation, language) > 0.5 > adequacy(source, other, language)


def test_copied_source_is_not_adequate() -> None:
    """An untranslated copy scores nothing, and a half copied one less than a whole translation."""
    source = "The mayor said the bridge would be closed until further notice."
    whole = adequacy(source, "Le maire a déclaré que le pont serait fermé jusqu'à nouvel ordre.", "fr")
    half = adequacy(source, "Le maire a déclaré que the bridge would be closed until further notice.", "fr")
    assert adequacy(source, source, "fr") < 0.05 < half < whole


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("Real Madrid beat FC Barcelona 2-1.", "Real Madrid besiegte FC Barcelona 2-1.", "de"),
        ("The New York Times reported it.", "Le New York Times l'a rapporté.", "fr"),
        ("Apple sells the iPhone in China.", "苹果在中国销售iPhone。", "zh"),
        ("The bridge was closed on Monday.", "The bridge was closed on Monday.", "en"),
    ],
)
def test_names_are_not_masked(source: str, translation: str, language: str) -> None:
    """Names, scores and texts of one language stay as they are."""
    segment = Segment("1", translation, source, language=language, source_language="en")
    assert without_copies(segment) == (translation, 0.0)


def test_nothing_to_compare_has_no_score() -> None:
    """Where a side holds no letter and no digit the score is absent, not zero."""
    assert Adequacy().score([Segment("1", "…", "Hello.", language="fr")], {}) == [None]


def test_language_the_model_does_not_know_has_no_score() -> None:
    """Where the model cannot judge the score is absent, not low."""
    segment = Segment("1", "Daraja lilifungwa Jumatatu.", "The bridge was closed.", language="sw", source_language="en")
    assert Adequacy().score([segment], {}) == [None]


def test_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    """A static folder with a part missing names itself, and no hub is asked."""
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
    (tmp_path / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(AuditorError, match=tmp_path.name):
        encoder(str(tmp_path))


def test_folder_of_the_same_form_loads_the_same() -> None:
    """The shipped folder given by path has the vectors it has by name."""
    one, other = encoder(str(shipped_folder(SHIPPED))).bags(["one"]), encoder().bags(["one"])
    assert one.vectors.tobytes() == other.vectors.tobytes()


def test_card_states_what_is_there() -> None:
    """Every shipped model has a card with licence, languages, data, figures, and its true size."""
    assert all(card.licence and card.data and card.figures and card.not_good_at for card in cards())
    (card,) = (card for card in cards() if card.name == SHIPPED)
    assert encoder().bags(["one"]).vectors.shape == (1, card.dimensions)
    assert 20 < card.megabytes <= 32


def test_pieces_of_words_are_those_of_the_whole_text():
    from tokenizers import Tokenizer

    from auditor.engines import pieces

    made = Tokenizer.from_file(str(shipped_folder("static") / "tokenizer.json"))
    examples = [example.text for rule in shelf.checks().values() for example in (*rule.bad, *rule.good)]
    odd = ["", "İIı ΣΑΣ ΐ", "½ ㎏ ﬁ\u00a8a", "e \u0301x", "x\u200by z\u200cw", "१२ ٣٤", "\ud800abc \udfff", "€5,30 %"]
    of_words = pieces.pieces_of(made)(examples + odd)
    assert of_words == pieces._by_library(made, examples + odd)
    assert sum(map(len, of_words)) > 1000


def test_pieces_of_a_tokenizer_of_another_make_are_its_own():
    from tokenizers import Tokenizer, models, pre_tokenizers

    from auditor.engines.pieces import pieces_of

    made = Tokenizer(models.WordLevel({"[UNK]": 0, "quay": 1}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    assert pieces_of(made)(["quay Quay", "\ud800"]) == [[1, 0], [0]]
