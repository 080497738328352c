# SPDX-License-Identifier: Apache-2.0
"""Figures mean what people of each language read in them."""

import pytest

from auditor.checks.accuracy.number_mismatch import NumberMismatch
from auditor.model import Segment, Severity
from auditor.text.numbers import figures, spoken


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "3,500 ships", 3500),
        ("fr", "3\N{NARROW NO-BREAK SPACE}500 navires", 3500),
        ("de", "3,5 Mrd. Euro", 3.5e9),
        ("en", "$2.5bn", 2.5e9),
        ("en", "2.6 to 3.2 million", 2.6e6),
        ("pt", "11 mil milhões de euros", 11e9),
        ("ro", "20 de milioane de lei", 20e6),
        ("ko", "1억 4000만 달러", 140e6),
        ("ko", "3천5백만 달러", 35e6),
        ("ja", "83億ドル", 8.3e9),
        ("hi", "12,50,000 रुपये", 1250000),
        ("ar", "١٢٫٥ كم", 12.5),
        ("fa", "۲۶،۷۵۰ دلار", 26750),
        ("fi", "Kokous oli 11.6.", 11),
    ],
)
def test_figure_may_mean(language: str, text: str, value: float) -> None:
    """The value is among those that the first figure may stand for."""
    assert value in figures(text, language)[0].values


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "two hundred and five", 205.0),
        ("fr", "une douzaine", 12.0),
        ("zh", "三百二十", 320.0),
        ("en", "World War II", 2.0),
    ],
)
def test_number_words(language: str, text: str, value: float) -> None:
    """Number words, ideographs and Roman numerals have their value."""
    assert value in spoken(text, language)


def test_months_do_not_depend_on_what_was_asked_before() -> None:
    """Babel's own tables of Hungarian have Hebrew months once Hebrew was asked for; ours do not."""
    from auditor.text import dates

    before = [dates._width(tag, "wide") for tag in ("hu", "nb")]
    dates._width("he", "wide")
    assert [dates._width(tag, "wide") for tag in ("hu", "nb")] == before
    assert not any("\u05d0" <= letter <= "\u05ea" for names in before for name in names for letter in name)
    assert {"január", "december"} <= before[0] and {"januar", "desember"} <= before[1]


def test_a_measure_rounded_on_the_way_is_minor() -> None:
    """Speeds and lengths within a tenth of each other cost less than a figure that is another one."""

    def found(text: str) -> list[Severity]:
        source = "El barco avanza a 137 kilómetros por hora."
        segment = Segment("1", text, source, language="pt", source_language="es")
        return [finding.severity for finding in NumberMismatch().find(segment)]

    assert found("O navio avança a 136 quilómetros por hora.") == [Severity.MINOR]
    assert found("O navio avança a 173 quilómetros por hora.") == [Severity.MAJOR]
    assert found("O navio avança a 137 quilómetros por hora.") == []
