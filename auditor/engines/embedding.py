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
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from auditor.errors import AuditorError, MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

SHIPPED = "static"  # the model in the wheel, and the default
_BATCH = 1024  # texts tokenised at once: bounds memory, changes no value


class Encoder(Protocol):
    """What turns texts into vectors. `split` counts the texts that were longer than the model reads at once."""

    name: str
    split: int

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, unit length; a zero row for a text in which the model knows nothing."""


def similarities(model: str | None, left: Sequence[str], right: Sequence[str], *, offline: bool = False) -> list[float]:
    """Cosine of each pair, -1..1; 0 where a text holds nothing the model knows.

    Raises MissingExtra, or AuditorError when the model cannot be loaded.
    """
    made = encoder(model, offline=offline)
    return [float(v) for v in (made.vectors(left) * made.vectors(right)).sum(axis=1)]


def similarity_matrix(model: str | None, left: Sequence[str], right: Sequence[str], *, offline: bool = False) -> Vectors:
    """Cosine of every text of `left` (rows) with every text of `right` (columns)."""
    made = encoder(model, offline=offline)
    return made.vectors(left) @ made.vectors(right).T


@lru_cache(maxsize=2)
def encoder(model: str | None = None, *, offline: bool = False) -> Encoder:
    """The encoder of a model: the shipped one by default, else by folder or by name.

    A folder is read as it is and never looked up on a hub; `offline` keeps names
    to what is cached. Raises MissingExtra, or AuditorError when it cannot be loaded.
    """
    folder = shipped_folder(model or SHIPPED)
    if folder is not None:
        return StaticEncoder(folder, model or SHIPPED)
    assert model is not None  # the default is shipped
    path = Path(model)
    if path.is_dir() and _is_static(path):
        return StaticEncoder(path, model)
    return TransformerEncoder(model, offline=offline)


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
        return folder / modules[0].get("path", "")
    except (OSError, ValueError, LookupError):
        return folder


class StaticEncoder:
    """A table of piece vectors. Sums run in the order of the text, so batches do not matter."""

    def __init__(self, folder: Path, name: str) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # the pool is over documents; threads would warn on fork
        import numpy as np
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        place = _table_folder(folder)
        try:
            table = next(iter(load_file(place / "model.safetensors").values()))
            self._tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        except (OSError, SafetensorError, StopIteration) as error:
            raise AuditorError(f"model {name!r} cannot be loaded: {error}; give a folder with a whole model") from error
        except Exception as error:  # the tokenizer's library raises bare Exception
            raise AuditorError(f"model {name!r}: its tokenizer.json cannot be read: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._table = table.astype(np.float32)
        self.name = name
        self.split = 0

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, unit length or zero."""
        import numpy as np

        made = np.zeros((len(texts), self._table.shape[1]), np.float32)
        for start in range(0, len(texts), _BATCH):
            pieces = self._pieces(texts[start : start + _BATCH])
            filled = [row for row, ids in enumerate(pieces) if ids]
            if filled:
                counts = np.array([len(pieces[row]) for row in filled])
                flat = np.fromiter((id_ for row in filled for id_ in pieces[row]), np.intp, int(counts.sum()))
                sums = np.add.reduceat(self._table[flat], np.cumsum(counts) - counts, axis=0)
                norms = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
                made[[start + row for row in filled]] = sums / np.maximum(norms, 1e-9)
        return made

    def _pieces(self, texts: Sequence[str]) -> list[list[int]]:
        # Lone surrogates are no text to the tokenizer's library.
        whole = [text.encode("utf-8", "replace").decode() if not text.isascii() else text for text in texts]
        return [made.ids for made in self._tokenizer.encode_batch_fast(whole, add_special_tokens=False)]


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
            raise MissingExtra("--model", "embed") from error
        local = Path(name).is_dir()
        try:
            self._model: Any = SentenceTransformer(name, device="cpu", local_files_only=local or offline)
        except (OSError, ValueError) as error:
            raise AuditorError(f"model {name!r} cannot be loaded: {error}; give a folder or a name that is cached") from error
        self.name = name
        self.split = 0

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, unit length or zero."""
        import numpy as np

        made = []
        for text in texts:
            parts = list(self._parts(text))
            self.split += len(parts) > 1
            rows = self._model.encode(parts or [""], batch_size=1, normalize_embeddings=True, show_progress_bar=False)
            made.append(np.average(rows, axis=0, weights=[max(len(part), 1) for part in parts or [""]]))
        table = np.array(made, np.float32).reshape(len(texts), -1)
        return np.asarray(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9), np.float32)

    def _parts(self, text: str) -> Iterator[str]:
        limit = getattr(self._model, "max_seq_length", None)
        if not limit or self._length(text) <= limit:
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
