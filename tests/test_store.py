# SPDX-License-Identifier: Apache-2.0
"""What is kept in the user's cache is what would be made anew."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from auditor.languages import profile, store, tags


def test_made_once_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value is made for its stamp, read back for the same one, and made anew for another."""
    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / name)
    made: list[int] = []

    def make() -> dict[str, int]:
        made.append(1)
        return {"a": len(made)}

    assert [store.kept("x", stamp, dict[str, int], make) for stamp in (1, 1, 2)] == [{"a": 1}, {"a": 1}, {"a": 2}]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"a": "no number"}', b"\xff"])
def test_damaged_cache_is_made_anew(damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot be read is no error: the value is made and kept again."""
    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / name)
    store.kept("x", 1, dict[str, int], lambda: {"a": 1})
    [path] = (tmp_path / "auditor").iterdir()
    path.write_bytes(damage)
    assert store.kept("x", 1, dict[str, int], lambda: {"a": 2}) == {"a": 2}
    assert store.kept("x", 1, dict[str, int], lambda: {"a": 3}) == {"a": 2}


def test_no_cache_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no cache can be written, the value is made each time."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(store, "user_cache_path", lambda name: blocked / name)
    assert store.kept("x", 1, dict[str, int], lambda: {"a": 1}) == {"a": 1}


@pytest.mark.parametrize("tag", tags())
def test_profile_says_what_its_file_says(tag: str) -> None:
    """A profile holds what its TOML states, however it was read."""
    stated = tomllib.loads((files("auditor.languages") / f"{tag}.toml").read_text(encoding="utf-8"))
    known = profile(tag)
    assert (known.name, len(known.function_words)) == (
        stated["name"],
        len(set(stated.get("function_words", known.function_words))),
    )


def test_word_lists_from_the_cache_are_those_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list mapped from the cache says what `wordfreq` says, and one cut short is made anew."""
    import math

    import wordfreq

    from auditor.engines import lexicon

    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / name)
    listed = wordfreq.get_frequency_dict("sv")
    words = [*list(listed)[::997], "skeppsmagasinsnyckel", "", "\ud800"]
    expected = [math.log10(listed[word]) + 9 if word in listed else 0.0 for word in words]

    def found() -> list[float]:
        lexicon._frequencies.cache_clear()
        lexicon.zipf.cache_clear()
        return [lexicon.zipf(word, "sv") for word in words]

    assert found() == expected
    assert found() == expected  # mapped this time
    [path] = (tmp_path / "auditor").glob("*.marisa")
    path.write_bytes(path.read_bytes()[:1000])
    assert found() == expected
    lexicon._frequencies.cache_clear()


def test_no_list_of_another_language_stands_in() -> None:
    """`wordfreq` answers for Sinhala with its English list; we know no word of Sinhala."""
    from auditor.engines import lexicon

    assert lexicon.zipf("the", "si") == 0.0
    assert lexicon.zipf("je", "hr") > 5


def test_languages_are_identified_as_langdetect_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mapped profiles hold the odds that `langdetect` reads from its own, to the last bit."""
    from langdetect import detector_factory

    from auditor.engines import language_id

    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / name)
    monkeypatch.setattr(detector_factory, "_factory", None)
    detector_factory.init_factory()
    theirs = detector_factory._factory
    for _ in range(2):  # made, then mapped
        language_id._langdetect.cache_clear()
        language_id._langdetect()
        ours = detector_factory._factory
        assert ours.langlist == theirs.langlist
        runs = list(theirs.word_lang_prob_map)[::23]
        assert [ours.word_lang_prob_map[run] for run in runs] == [theirs.word_lang_prob_map[run] for run in runs]
        assert "\ud800" not in ours.word_lang_prob_map and "qqqq" not in ours.word_lang_prob_map
    language_id._langdetect.cache_clear()
