# SPDX-License-Identifier: Apache-2.0
"""The tokenizer of the shipped embedding model: Unigram pieces that do not know where a word begins.

A piece is the same at the head of a word and inside it: a stem is shared by the
bare word, by the word behind a glued article or conjunction (Arabic, Hebrew) and
by compounds (German, Finnish), and the table holds no piece twice. Letters that
one language spells in two ways are made one inside the tokenizer only. Marks are
dropped, digits stand alone.
Source: our judgement, tried on held-out text; Unigram after Kudo 2018.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex

from corpora.recipes.embedding_text import ORIGINS, Pair

# What a piece may be made of: a run of letters with their marks, one digit, or a sign of money or share.
_UNITS = r"[\p{L}\p{M}]+|\p{N}|[%$€£¥]"
# Regular expression -> what it becomes, after NFKC and lower case. Order matters.
_FOLDED = (
    (r"[\u064B-\u065F\u0670\u0640\u0591-\u05BD\u05BF-\u05C7\u0307\u093C]", ""),  # points, tatweel, nukta
    (r"\u200C", " "),  # the Persian joiner stands where others write a blank
    (r"[\u00AD\u200B\u200D-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]", ""),
    ("[أإآٱ]", "ا"),
    ("[ىی]", "ي"),
    ("ک", "ك"),
    ("[ةۀ]", "ه"),
    ("ş", "ș"),
    ("ţ", "ț"),
    ("ı", "i"),  # capital I is lowered without knowing the language
    ("ё", "е"),
    ("ँ", "ं"),
    ("ά", "α"),
    ("έ", "ε"),
    ("ή", "η"),
    ("[ίϊΐ]", "ι"),
    ("ό", "ο"),
    ("[ύϋΰ]", "υ"),
    ("ώ", "ω"),
    ("ς", "σ"),
    *((f"[{chr(0x660 + n)}{chr(0x6F0 + n)}{chr(0x966 + n)}]", str(n)) for n in range(10)),
)
_MASS = 400_000  # words of each language the trainer sees, from parallel text and again from word lists
_ENGLISH = 3.0  # English is one side of nearly every pair
_DAMPING = 0.7  # counts to this power: rare words matter more to a bag of pieces than to a language model
_LETTERS = regex.compile(r"[\p{L}\p{M}]+")
_LONGEST = 16  # letters of a word the trainer sees at once: Chinese and Japanese write whole clauses in one run


def empty_tokenizer() -> Any:
    """A tokenizer without pieces that folds and divides text as the trained one will."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram())
    folds = [normalizers.Replace(Regex(pattern), content) for pattern, content in _FOLDED]
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), *folds])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_UNITS), "removed", invert=True)
    return tokenizer


def train_tokenizer(pairs: Iterable[Pair], size: int, work: Path) -> Any:
    """A Unigram tokenizer of `size` pieces; every language has an equal say, English a larger one.

    sentencepiece learns the pieces from words with their counts (files in `work`);
    the tokenizer that is shipped holds them in the format of `tokenizers`.
    """
    import sentencepiece
    from tokenizers import models

    tokenizer = empty_tokenizer()
    words: Counter[str] = Counter()
    for counts in _masses(pairs, tokenizer.normalizer.normalize_str).values():
        words.update(counts)
    listed = work / "words.tsv"
    listed.write_text("".join(f"{word}\t{count}\n" for word, count in sorted(words.items()) if count), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(listed), input_format="tsv", model_prefix=str(work / "pieces"), model_type="unigram",
        vocab_size=size, normalization_rule_name="identity", add_dummy_prefix=False, remove_extra_whitespaces=False,
        max_sentencepiece_length=14, character_coverage=0.9999, bos_id=-1, eos_id=-1, num_threads=2, minloglevel=1,
    )  # fmt: skip
    made = sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
    pieces = [(made.id_to_piece(piece), made.get_score(piece)) for piece in range(1, made.get_piece_size())]
    pieces = [(piece, score) for piece, score in pieces if "\N{LOWER ONE EIGHTH BLOCK}" not in piece]
    signs = [(sign, -8.0) for sign in "0123456789%$€£¥"]  # no word of letters has them; the score decides nothing
    tokenizer.model = models.Unigram([("[UNK]", 0.0), *signs, *pieces], 0)
    return tokenizer


def _masses(pairs: Iterable[Pair], fold: Callable[[str], str]) -> dict[str, Counter[str]]:
    """How often each word is shown, by language."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    seen: set[int] = set()
    for pair in pairs:
        for language, text in zip(pair.languages, pair.texts, strict=True):
            if hash(text) not in seen:
                seen.add(hash(text))
                for word in _LETTERS.findall(fold(text)):
                    counts[language][word] += ORIGINS[pair.origin].weight
    return {
        language: _scaled(words, language) + _scaled({fold(w): f for w, f in _listed(language).items()}, language)
        for language, words in sorted(counts.items())
    }


def _listed(language: str) -> Mapping[str, float]:
    """Frequencies of a language's words in general text, where `wordfreq` has them."""
    import wordfreq

    if language not in wordfreq.available_languages():
        return {}
    listed = wordfreq.get_frequency_dict(language, wordlist="best")
    return {word: frequency for word, frequency in listed.items() if frequency > 1e-6}


def _scaled(words: Mapping[str, float], language: str) -> Counter[str]:
    """Counts damped and brought to the mass of a language; long runs of letters cut, the rarest words left out."""
    damped: dict[str, float] = defaultdict(float)
    for word, count in words.items():
        for start in range(0, len(word), _LONGEST):
            damped[word[start : start + _LONGEST]] += count**_DAMPING
    mass = _MASS * (_ENGLISH if language == "en" else 1.0) / (sum(damped.values()) or 1.0)
    return Counter({word: round(mass * value + 0.2) for word, value in damped.items() if "\n" not in word})


def pruned(tokenizer: Any, counts: Sequence[float], least: int) -> tuple[Any, list[int]]:
    """The tokenizer without the pieces seen less than `least` times, and the old numbers of those it keeps."""
    from tokenizers import Tokenizer

    state = json.loads(tokenizer.to_str())
    kept = [0, *(piece for piece in range(1, len(counts)) if counts[piece] >= least)]
    state["model"]["vocab"] = [state["model"]["vocab"][piece] for piece in kept]
    return Tokenizer.from_str(json.dumps(state)), kept
