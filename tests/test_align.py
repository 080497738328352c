# SPDX-License-Identifier: Apache-2.0
"""Stories are paired sentence by sentence, and what has no partner is said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engines.embedding import encoder, story_odds
from auditor.pipeline import pair_stories
from auditor.readers.plain import story
from auditor.text.alignment import Bead, align

SOURCE = [
    "Le port de Lannec a fermé ses portes lundi après le passage de la tempête.",
    "Trois navires attendent toujours au large, selon les services de la capitainerie.",
    "Le maire, Yves Cadiou, demande 12 millions d'euros à l'État pour réparer la digue et les deux jetées.",
    "Une réunion est prévue jeudi à la préfecture de Rennes.",
]
TRANSLATION = [
    "The port of Lannec closed its gates on Monday after the storm.",
    "Three ships are waiting offshore, according to the harbour office.",
    "The mayor, Yves Cadiou, asks the state for 12 million euros to repair the dyke and both piers.",
    "A meeting is planned for Thursday in Rennes.",
]


def test_equal_stories_pair_in_order() -> None:
    """Sentence for sentence gives 1-1 beads."""
    assert align(SOURCE, TRANSLATION) == [Bead(n, n + 1, n, n + 1) for n in range(4)]


def test_dropped_sentence_stands_alone() -> None:
    """A source sentence without a translation gets a bead of its own."""
    assert Bead(1, 2, 1, 1) in align(SOURCE, [TRANSLATION[0], *TRANSLATION[2:]])


def test_added_sentence_stands_alone() -> None:
    """A translated sentence without a source gets a bead of its own, by what the shipped model makes of it."""
    extra = "Fishermen from the whole coast had gathered on the quay since the early morning."
    longer = [TRANSLATION[0], extra, *TRANSLATION[1:]]
    assert Bead(1, 1, 1, 2) in align(SOURCE, longer, odds=story_odds(encoder(), SOURCE, longer))


def test_joined_sentences_pair_two_to_one() -> None:
    """Two source sentences that became one are one bead."""
    joined = f"{TRANSLATION[0][:-1]}, and {TRANSLATION[1][0].lower()}{TRANSLATION[1][1:]}"
    assert Bead(0, 2, 0, 1) in align(SOURCE, [joined, *TRANSLATION[2:]])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_beads_cover_both_texts(source: list[str], translation: list[str]) -> None:
    """Beads come in order and leave out nothing on either side."""
    beads = align(source, translation)
    assert [n for b in beads for n in range(b.source_start, b.source_end)] == list(range(len(source)))
    assert [n for b in beads for n in range(b.start, b.end)] == list(range(len(translation)))


def test_paired_segments_keep_their_place_in_the_file() -> None:
    """After pairing, a segment is still what stands at its place, also when sentences were joined."""
    text = " ".join(TRANSLATION[:2]) + "\n\n" + "\n".join(TRANSLATION[3:])
    paired = pair_stories(story(text, "mt", "en"), story("\n".join(SOURCE), "source", "fr"), "source")
    for segment in paired.segments:
        assert (
            segment.location
            and text[segment.location.start : segment.location.end].split() == segment.translation.split()
        )
    lost = [segment.source for segment in paired.segments if not segment.translation]
    assert lost == [SOURCE[2]]


def test_lost_sentences_stand_where_their_paragraph_would() -> None:
    """A whole paragraph that was lost stands before the next one, its sentences in order."""
    source = "The bridge is closed.\n\nThe mayor spoke on Monday. Nobody was hurt.\n\nThe harbour opens in May."
    translation = "Die Brücke ist gesperrt.\n\nDer Hafen öffnet im Mai."
    paired = pair_stories(story(translation, "mt", "de"), story(source, "source", "en"), "source")
    places = [segment.location.start for segment in paired.segments if segment.location]
    assert places == [0, 26, 26, 26]
    assert [segment.source for segment in paired.segments if not segment.translation] == [
        "The mayor spoke on Monday.",
        "Nobody was hurt.",
    ]
