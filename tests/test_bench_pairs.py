# SPDX-License-Identifier: Apache-2.0
"""A parallel table can be read from any of its languages into any other."""

from __future__ import annotations

from pathlib import Path

from auditor.bench import load, measure, tables
from auditor.cli.options import pair
from auditor.policy import Policy

TABLE = (
    "doc_id\tseg_id\tlang\tsource_en\treference\n"
    "a\t1\tfr\tThe port lost 74 ships.\tLe port a perdu 74 navires.\n"
    "a\t2\tfr\tIt is shut.\tIl est fermé.\n"
    "a\t1\tpt-BR\tThe port lost 74 ships.\tO porto perdeu 47 navios.\n"
)


def _written(folder: Path) -> Path:
    path = folder / "table.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_is_read_from_english_if_nothing_is_asked(tmp_path: Path) -> None:
    """Each language stands alone, and beside English."""
    assert [(case.kind, case.language) for case in load(_written(tmp_path))] == [
        ("clean", "fr"), ("clean beside the source", "fr"), ("clean", "pt-BR"), ("clean beside the source", "pt-BR"),
    ]  # fmt: skip


def test_a_table_is_read_in_the_directions_asked_for(tmp_path: Path) -> None:
    """Segments that one of the two languages lacks are left out."""
    cases = list(load(_written(tmp_path), [pair("en"), pair("pt-BR-fr")]))
    assert [case.language for case in cases] == ["fr-en", "pt-BR-en", "pt-BR-fr"]
    [segment] = cases[2].document.segments
    assert (segment.source, segment.translation) == ("O porto perdeu 47 navios.", "Le port a perdu 74 navires.")
    assert (segment.source_language, segment.language) == ("pt-BR", "fr")


def test_alarms_are_counted_by_direction(tmp_path: Path) -> None:
    """The wrong number stands between French and Portuguese, in both directions, and not between French and English."""
    text = tables(
        measure([_written(tmp_path)], Policy(), 1, lambda done: None, pairs=[pair("fr-en"), pair("fr-pt-BR")])
    )
    assert "| fr-en | 8 | 0.000 | 0.000 | 0.000 |" in text
    assert "| fr-pt-BR | 5 | 200.000 | 200.000 | 200.000 |" in text
