# SPDX-License-Identifier: Apache-2.0
"""Sentence vectors: the shipped static model by numpy alone, any other through sentence-transformers.

A static model is a table with one vector for each subword piece; the vector of a
text is the sum of its pieces' vectors at unit length. It needs `numpy`,
`tokenizers` and `safetensors`, no torch, has no length limit, and a text's vector
does not depend on what it is encoded with.
Source: format StaticEmbedding of sentence-transformers 3.2 and later.
"""

from __future__ import annotations

import json
import math
import os
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from auditor.engines.pieces import pieces_of
from auditor.errors import AuditorError, MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

SHIPPED = "static"  # the model in the wheel, and the default
_BATCH = 32  # texts whose vectors are taken at once: as many as a processor holds near by; changes no value
_SHORT, _LONG = 3, 120  # pieces: outside of these the length of a text changes how its cosine is read no more
_UNMEASURED = (-6.0, 0.0, 12.0, 0.0)  # of a model without a card: even odds at a cosine of one half; our judgement
_MOST_ODDS = 8.0  # nats: no cosine alone is surer than 3,000 to 1

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as an encoder sees them: unit vectors (a zero row where it knows nothing) and lengths in pieces."""

    vectors: Vectors
    lengths: list[int]


@dataclass(frozen=True, slots=True)
class Card:
    """What is measured of a model and stands in its `model.toml`.

    `languages` are the ones it can judge; empty when nobody has said. `chance` are
    the four numbers of `log_odds`; None when the cosine was never measured.
    """

    languages: frozenset[str] = frozenset()
    chance: tuple[float, float, float, float] | None = None


class Encoder(Protocol):
    """What turns texts into vectors. `split` counts the texts that were longer than the model reads at once."""

    name: str
    card: Card
    split: int

    def bags(self, texts: Sequence[str]) -> Bags:
        """One row for each text."""


def similarities(model: str | None, left: Sequence[str], right: Sequence[str], *, offline: bool = False) -> list[float]:
    """Cosine of each pair, -1..1; 0 where a text holds nothing the model knows.

    Raises MissingExtra, or AuditorError when the model cannot be loaded.
    """
    made = encoder(model, offline=offline)
    return _cosines(made.bags(left), made.bags(right))


def chances(model: str | None, left: Sequence[str], right: Sequence[str], *, offline: bool = False) -> list[float]:
    """How likely each pair says the same, 0..1, were it as likely as not beforehand.

    Of a model that was never measured: the cosine, at least 0.
    """
    made = encoder(model, offline=offline)
    one, other = made.bags(left), made.bags(right)
    cosines = _cosines(one, other)
    if made.card.chance is None:
        return [max(cosine, 0.0) for cosine in cosines]
    lengths = map(min, one.lengths, other.lengths)
    return [1 / (1 + math.exp(-log_odds(made.card, c, n))) for c, n in zip(cosines, lengths, strict=True)]


def story_odds(made: Encoder, source: Sequence[str], translation: Sequence[str]) -> Callable[[Span, Span], float]:
    """The log of the odds that a span of source sentences and one of translated ones say the same, in nats.

    Spans are half-open and hold one or two sentences. Between texts without a piece the odds are even.
    """
    one, other = made.bags(_doubled(source)), made.bags(_doubled(translation))
    cosines = (one.vectors @ other.vectors.T).tolist()

    def odds(rows: Span, columns: Span) -> float:
        row = rows[0] + (len(source) if rows[1] - rows[0] == 2 else 0)
        column = columns[0] + (len(translation) if columns[1] - columns[0] == 2 else 0)
        length = min(one.lengths[row], other.lengths[column])
        return log_odds(made.card, cosines[row][column], length) if length else 0.0

    return odds


def log_odds(card: Card, cosine: float, pieces: int) -> float:
    """Nats for the two saying the same, at even odds beforehand; `pieces` is the length of the shorter text.

    `a + b * l + (c + d * l) * cosine` with `l` the logarithm of the length: the
    longer the texts, the less a middling cosine happens by chance.
    Source: logistic regression on news of 27 languages, own translation against the next sentence's.
    """
    a, b, c, d = card.chance or _UNMEASURED
    length = math.log(min(max(pieces, _SHORT), _LONG))
    return min(max(a + b * length + (c + d * length) * cosine, -_MOST_ODDS), _MOST_ODDS)


def _doubled(texts: Sequence[str]) -> list[str]:
    return [*texts, *(f"{one} {other}" for one, other in pairwise(texts))]


def _cosines(one: Bags, other: Bags) -> list[float]:
    return [float(value) for value in (one.vectors * other.vectors).sum(axis=1)]


def encoder(model: str | None = None, *, offline: bool = False) -> Encoder:
    """The encoder of a model: the shipped one by default, else by folder or by name.

    A folder is read as it is and never looked up on a hub; `offline` keeps names
    to what is cached. Raises MissingExtra, or AuditorError when it cannot be loaded.
    """
    return _loaded(model or SHIPPED, offline)


@lru_cache(maxsize=2)
def _loaded(model: str, offline: bool) -> Encoder:
    folder = shipped_folder(model)
    if folder is None and Path(model).is_dir() and _is_static(Path(model)):
        folder = Path(model)
    return StaticEncoder(folder, model) if folder is not None else TransformerEncoder(model, offline=offline)


def shipped_folder(name: str) -> Path | None:
    """The folder of a model in the wheel; None when there is none of that name."""
    if not name.isidentifier():
        return None
    folder = Path(str(files("auditor") / "models" / name))
    return folder if (folder / "model.safetensors").is_file() else None


def _is_static(folder: Path) -> bool:
    """Whether a sentence-transformers folder is one static table and nothing else."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [module["type"].rpartition(".")[2] for module in modules]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return kinds[:1] == ["StaticEmbedding"] and set(kinds[1:]) <= {"Normalize"}


def _table_folder(folder: Path) -> Path:
    """Where the table lies: the folder itself, or the one its `modules.json` names."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        return folder / str(modules[0].get("path", ""))
    except (OSError, ValueError, LookupError):
        return folder


def read_card(folder: Path) -> Card:
    """What the `model.toml` of a folder says; nothing where there is none. Raises AuditorError when it is broken."""
    try:
        table = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
        return Card(frozenset(table["languages"]), tuple(float(number) for number in table["chance"]))  # type: ignore[arg-type]
    except FileNotFoundError:
        return Card()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuditorError(f"{folder / 'model.toml'}: {error}") from error


class StaticEncoder:
    """A table of piece vectors. Sums run in the order of the text, so batches do not matter."""

    def __init__(self, folder: Path, name: str) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # jobs are over documents; threads would warn on fork
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        place = _table_folder(folder)
        try:
            table = next(iter(load_file(place / "model.safetensors").values()))
            tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        except (OSError, SafetensorError, StopIteration) as error:
            raise AuditorError(f"model {name!r} cannot be loaded: {error}; give a folder with a whole model") from error
        except Exception as error:  # the tokenizer's library raises bare Exception
            raise AuditorError(f"model {name!r}: its tokenizer.json cannot be read: {error}") from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.pieces = pieces_of(tokenizer)
        self._table = table  # in half precision: turning all of it takes longer than a story needs
        self.card = read_card(folder)
        self.name = name
        self.split = 0

    def bags(self, texts: Sequence[str]) -> Bags:
        """One row for each text, unit length or zero."""
        import numpy as np

        made = np.zeros((len(texts), self._table.shape[1]), np.float32)
        lengths: list[int] = []
        for start in range(0, len(texts), _BATCH):
            pieces = self.pieces(texts[start : start + _BATCH])
            lengths += map(len, pieces)
            filled = [row for row, ids in enumerate(pieces) if ids]
            if filled:
                counts = np.array([len(pieces[row]) for row in filled])
                flat = np.fromiter(chain.from_iterable(pieces), np.intp, int(counts.sum()))
                sums = np.add.reduceat(self._table[flat].astype(np.float32), np.cumsum(counts) - counts, axis=0)
                norms = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
                made[[start + row for row in filled]] = sums / np.maximum(norms, 1e-9)
        return Bags(made, lengths)


class TransformerEncoder:
    """Any sentence-transformers model, one text at a time.

    Padding changes the last digits of a vector with its batch, so there is none.
    A text longer than the model reads is divided at blanks, and its vector is the
    mean of the parts, weighted by their length; `split` counts such texts.
    Source: reports of silent truncation and of batch-dependent scores in neural metrics.
    """

    def __init__(self, name: str, *, offline: bool = False) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingExtra("--model", "transformers") from error
        local = Path(name).is_dir()
        try:
            self._model: Any = SentenceTransformer(name, device="cpu", local_files_only=local or offline)
        except (OSError, ValueError) as error:
            remedy = "give a folder or a name that is cached"
            raise AuditorError(f"model {name!r} cannot be loaded: {error}; {remedy}") from error
        self.card = Card()
        self.name = name
        self.split = 0

    def bags(self, texts: Sequence[str]) -> Bags:
        """One row for each text, unit length or zero."""
        import numpy as np

        made = []
        for text in texts:
            parts = list(self._parts(text)) or [""]
            self.split += len(parts) > 1
            rows = self._model.encode(parts, batch_size=1, normalize_embeddings=True, show_progress_bar=False)
            made.append(np.average(rows, axis=0, weights=[max(len(part), 1) for part in parts]))
        table = np.array(made, np.float32).reshape(len(texts), -1)
        table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
        return Bags(np.asarray(table, np.float32), [len(text.split()) for text in texts])

    def _parts(self, text: str) -> Iterator[str]:
        limit = getattr(self._model, "max_seq_length", None)
        if not limit or len(text) < 2 or self._length(text) <= limit:
            if text.strip():
                yield text
            return
        middle = text.rfind(" ", 0, len(text) // 2 + 1)
        cut = middle if middle > 0 else len(text) // 2
        yield from self._parts(text[:cut])
        yield from self._parts(text[cut:])

    def _length(self, text: str) -> int:
        """Tokens with the special ones, by the model's own tokenizer."""
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])
