# SPDX-License-Identifier: Apache-2.0
"""Rules of the house: four kinds, examples that are checked, errors that name the rule."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from auditor import shelf
from auditor.contract import Check
from auditor.errors import PolicyError
from auditor.inspection import inspect_document
from auditor.model import Document, Segment, Severity
from auditor.policy import build, parse
from auditor.settings import gather


def found(rules: list[dict[str, Any]], segment: Segment, **settings: Any) -> list[tuple[str, str, str | None]]:
    """Check, text and suggestion of what the rules find in a segment."""
    policy = parse({"rules": rules, "select": [rule["id"] for rule in rules], **settings}, "test")
    made = build(policy, shelf.checks())
    findings = inspect_document(Document("d", "d", (segment,), segment.language), made).get(segment.id, ())
    return [(f.check, segment.translation[f.span.start : f.span.end], f.suggestion) for f in findings]


def english(text: str, source: str | None = None, source_language: str | None = "de") -> Segment:
    return Segment("1", text, source, language="en", source_language=source_language if source else None)


def test_existence_flags_whole_words_and_patterns() -> None:
    """Words are whole and of any case; a star goes on with any letters; a pattern is taken as it stands."""
    words = {"id": "one", "kind": "existence", "words": ["quay", "harbour*"]}
    assert found([words], english("Quays, a quay and the Harbourmaster.")) == [
        ("one", "quay", None),
        ("one", "Harbourmaster", None),
    ]
    pattern = {"id": "two", "kind": "existence", "pattern": r"\bno\. \d", "match-case": True}
    assert found([pattern], english("No. 1 and no. 2")) == [("two", "no. 2", None)]


def test_existence_finds_words_where_blanks_divide_nothing() -> None:
    """A Japanese word needs no boundary around it."""
    rule = {"id": "one", "kind": "existence", "words": ["埠頭"]}
    assert found([rule], Segment("1", "古い埠頭は閉鎖。", language="ja")) == [("one", "埠頭", None)]


def test_substitution_suggests_and_keeps_the_capital() -> None:
    """What to write instead comes with the finding."""
    rule = {"id": "one", "kind": "substitution", "swap": {"wharf side": "quayside"}}
    assert found([rule], english("Wharf side bars and a wharf  side bar.")) == [
        ("one", "Wharf side", "Quayside"),
        ("one", "wharf  side", "quayside"),
    ]


def test_repetition_counts_words_between() -> None:
    """The second word is flagged when it stands within so many words of the first."""
    rule = {"id": "one", "kind": "repetition", "within": 4, "words": ["pier"]}
    assert found([rule], english("The pier by the pier, long gone, long lost, is a pier.")) == [("one", "pier", None)]
    assert found([{"id": "two", "kind": "repetition"}], english("The pier pier.")) == [("two", "pier", None)]


def test_pair_asks_the_translation_what_the_source_demands() -> None:
    """`must` has to be there, the groups of the source filled in; `must-not` may not; without a source: silence."""
    must = {"id": "one", "kind": "pair", "source": r"§ (\d+)", "must": r"section $1\b"}
    assert found([must], english("It is section 12.", "Das ist § 12.")) == []
    assert found([must], english("It is section 13.", "Das ist § 12.")) == [("one", "", None)]
    assert found([must], english("It is section 13.")) == []
    never = {"id": "two", "kind": "pair", "source": r"\bGift\b", "must-not": r"\bgifts?\b"}
    assert found([never], english("They found gifts.", "Sie fanden Gift.")) == [("two", "gifts", None)]


def test_languages_and_pairs_of_languages_narrow_a_rule() -> None:
    """A tag covers its regions; a pair asks for the language of the source too."""
    rule = {"id": "one", "kind": "existence", "words": ["pier"], "languages": ["en"]}
    assert found([rule], Segment("1", "pier", language="en-GB")) == [("one", "pier", None)]
    assert found([rule], Segment("1", "pier", language="nl")) == []
    pair = {**rule, "languages": ["de-en"]}
    assert found([pair], english("pier", "Pier")) == [("one", "pier", None)]
    assert found([pair], english("pier", "Pier", "fr")) == []


def test_severity_and_message_are_the_rule_s() -> None:
    """The message may name what is flagged and what to write; the policy may still override the severity."""
    swap = {"id": "one", "kind": "substitution", "swap": {"wharf": "quay"}}
    rule = {**swap, "severity": "major", "message": "{text}: {repair}"}
    made = build(parse({"rules": [rule]}, "test"), shelf.checks())
    check = next(check for check in made if check.id == "one")
    assert isinstance(check, Check) and check.severity is Severity.MAJOR
    assert [f.message for f in check.find(english("A wharf."))] == ["wharf: quay"]
    lowered = build(parse({"rules": [rule], "checks": {"one": {"severity": "neutral"}}}, "test"), shelf.checks())
    travelled = pickle.loads(pickle.dumps(next(check for check in lowered if check.id == "one")))
    assert travelled.severity is Severity.NEUTRAL and travelled.facts().title == "{text}: {repair}"


def test_rules_of_a_file_stand_beside_the_settings(tmp_path: Path) -> None:
    """A file is named relative to the settings; its rules are on without being selected."""
    (tmp_path / "auditor.toml").write_text('rules = ["style/house.toml"]\n', encoding="utf-8")
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "house.toml").write_text(
        '[[rules]]\nid = "no-wharf"\nkind = "existence"\nwords = ["wharf"]\n'
        'bad = [{ text = "A wharf.", flagged = "wharf" }]\ngood = ["A quay."]\n',
        encoding="utf-8",
    )
    policy = gather(tmp_path / "auditor.toml", tmp_path, {}).policy
    assert [rule.id for rule in policy.rules] == ["no-wharf"]
    assert "no-wharf" in [check.id for check in build(policy, shelf.checks())]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"kind": "existence", "words": ["pier"], "bad": [{"text": "A quay."}]}, "is not flagged"),
        ({"kind": "existence", "words": ["pier"], "good": ["A pier."]}, "it flags 'pier', not 'nothing'"),
        ({"kind": "existence", "words": ["pier"], "bad": [{"text": "A pier.", "flagged": "A"}]}, "not 'A'"),
        ({"kind": "existence"}, "needs words or a pattern"),
        ({"kind": "existence", "pattern": "("}, "no regular expression"),
        ({"kind": "substitution"}, "needs a table swap"),
        ({"kind": "pair", "source": "a"}, "must or must-not"),
        ({"kind": "existence", "wrods": ["pier"]}, "did you mean 'words'?"),
        ({"kind": "existance", "words": ["pier"]}, "existance"),
    ],
)
def test_wrong_rule_is_told_before_the_run(rule: dict[str, Any], said: str) -> None:
    """The error names what is wrong, and an example that does not hold is an error too."""
    with pytest.raises(PolicyError, match=said.replace("?", r"\?").replace("(", r"\(")):
        parse({"rules": [{"id": "one", **rule}]}, "test")


def test_id_of_a_check_is_taken() -> None:
    """A rule may not bear the id of a check of ours, nor two rules one id."""
    rule = {"id": "doubled-word", "kind": "existence", "words": ["pier"]}
    with pytest.raises(PolicyError, match="stands on the shelf already"):
        build(parse({"rules": [rule]}, "test"), shelf.checks())
    with pytest.raises(PolicyError, match="used once"):
        parse({"rules": [{**rule, "id": "one"}, {**rule, "id": "one"}]}, "test")
