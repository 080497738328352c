# SPDX-License-Identifier: Apache-2.0
"""Categories of error.

Source: MQM Core typology (themqm.org, CC BY 4.0), slugs ours; and the values of
`locQualityIssueType` in W3C Internationalization Tag Set 2.0, section 8.16.
"""

from __future__ import annotations

from enum import StrEnum


class Mqm(StrEnum):
    """`dimension/type`, the subset of MQM Core that the checks use."""

    MISTRANSLATION = "accuracy/mistranslation"
    ADDITION = "accuracy/addition"
    OMISSION = "accuracy/omission"
    UNTRANSLATED = "accuracy/untranslated"
    DO_NOT_TRANSLATE = "accuracy/do-not-translate"
    GRAMMAR = "linguistic-conventions/grammar"
    PUNCTUATION = "linguistic-conventions/punctuation"
    SPELLING = "linguistic-conventions/spelling"
    UNINTELLIGIBLE = "linguistic-conventions/unintelligible"
    ENCODING = "linguistic-conventions/character-encoding"
    TEXTUAL = "linguistic-conventions/textual-conventions"
    AWKWARD = "style/awkward"
    UNIDIOMATIC = "style/unidiomatic"
    INCONSISTENT = "style/inconsistent"
    TERMINOLOGY = "terminology/inconsistent-use"
    NUMBER_FORMAT = "locale-conventions/number-format"
    DATE_FORMAT = "locale-conventions/date-format"
    MARKUP = "design-and-markup/markup-tag"
    TRUNCATION = "design-and-markup/truncation"
    MISSING_TEXT = "design-and-markup/missing-text"
    LINK = "design-and-markup/link-or-cross-reference"


class Its(StrEnum):
    """ITS 2.0 `locQualityIssueType`."""

    TERMINOLOGY = "terminology"
    MISTRANSLATION = "mistranslation"
    OMISSION = "omission"
    UNTRANSLATED = "untranslated"
    ADDITION = "addition"
    DUPLICATION = "duplication"
    INCONSISTENCY = "inconsistency"
    GRAMMAR = "grammar"
    LOCALE_VIOLATION = "locale-violation"
    STYLE = "style"
    CHARACTERS = "characters"
    MISSPELLING = "misspelling"
    TYPOGRAPHICAL = "typographical"
    FORMATTING = "formatting"
    INCONSISTENT_ENTITIES = "inconsistent-entities"
    NUMBERS = "numbers"
    MARKUP = "markup"
    WHITESPACE = "whitespace"
    LENGTH = "length"
    NON_CONFORMANCE = "non-conformance"
