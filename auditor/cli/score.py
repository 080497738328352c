# SPDX-License-Identifier: Apache-2.0
"""`auditor score`: the metrics people expect, with signatures and intervals."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer

from auditor.cli.options import pair, settings
from auditor.cli.outputs import written
from auditor.errors import AuditorError


def score(
    translation: Annotated[str, typer.Argument(help="Translations, one segment a line; - for standard input.")],
    source: Annotated[str | None, typer.Option("--source", "-s", help="Source, line for line.")] = None,
    reference: Annotated[list[str], typer.Option("--reference", "-r", help="Reference; repeat for several.")] = [],  # noqa: B006
    lang_pair: Annotated[str | None, typer.Option(help="Languages, such as fr-en; or only en.")] = None,
    encoding: Annotated[str, typer.Option(help="Encoding of the files; a byte order mark wins.")] = "utf-8",
    tokenize: Annotated[
        str | None, typer.Option(help="sacreBLEU's tokenizer for BLEU; by default as it chooses.")
    ] = None,
    lowercase: Annotated[bool, typer.Option(help="BLEU, chrF and TER of lower-case text.")] = False,
    ter: Annotated[bool, typer.Option(help="TER too; segments over 60 words are left out of it.")] = True,
    model: Annotated[str | None, typer.Option(help="sentence-transformers model for adequacy: name or path.")] = None,
    comet: Annotated[list[str], typer.Option(help="COMET model, by name or checkpoint; repeat.")] = [],  # noqa: B006
    offline: Annotated[bool, typer.Option(help="Load no model from a network.")] = False,
    resamples: Annotated[int, typer.Option(min=0, help="Bootstrap resamples for the intervals; 0 for none.")] = 1000,
    seed: Annotated[int | None, typer.Option(help="Of all that is random.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="text, json or latex.")] = "text",
    width: Annotated[int, typer.Option(min=0, max=6, help="Digits after the point.")] = 2,
    output: Annotated[str | None, typer.Option("-o", "--output", help="Write here.")] = None,
    config: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
) -> None:
    """Score translations: BLEU, chrF, chrF++ and TER with references, adequacy with a source, fluency always.

    auditor score mt.txt -s source.txt -r reference.txt --lang-pair fr-en
    """
    from auditor import scoring

    if form not in ("text", "json", "latex"):
        raise AuditorError(f"--format {form}: one of text, json, latex")
    kind: Literal["text", "json", "latex"] = form  # type: ignore[assignment]  # checked above
    policy = settings(config, {"model": model, "seed": seed}).policy
    from_pair, to_pair = pair(lang_pair)
    texts = scoring.load(translation, source, reference, encoding)
    request = scoring.Request(
        tokenize=tokenize,
        lowercase=lowercase,
        ter=ter,
        comet=tuple(comet),
        offline=offline,
        resamples=resamples,
        language=to_pair or policy.target_language,
        source_language=from_pair or policy.source_language,
    )
    report = scoring.scored(texts, request, policy)
    for note in (*report.broken, *report.notes):
        print(f"auditor: {note}", file=sys.stderr)
    if kind == "json":
        written(output, [msgspec.json.format(msgspec.json.encode(report), indent=2).decode(), "\n"])
    else:
        written(output, scoring.as_text(report, width) if kind == "text" else scoring.as_latex(report, width))
    if report.broken:
        raise typer.Exit(2)
