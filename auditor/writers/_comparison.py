# SPDX-License-Identifier: Apache-2.0
"""A comparison of systems as text for a terminal and as one HTML page. The texts in it are hostile."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from auditor.comparison import Comparison, Report, SystemScore
from auditor.writers._visible import visible

_SIGNS = {"better": "▲", "worse": "▼", "cannot be told apart": "≈", "baseline": "·"}


def as_text(report: Report) -> Iterator[str]:
    """Lines: each score, its tests against the first system, the groups, and what to bear in mind."""
    width = max(len(visible(name)) for name in report.systems)
    for one in report.comparisons:
        yield f"{visible(one.score)} ({one.better} is better, {one.segments:,} segments)  {visible(one.signature)}\n"
        for system in one.systems:
            yield f"  {visible(system.system):{width}}  {_figures(system)}\n"
        yield f"  groups: {_groups(one)}\n\n"
    won = [part for part in report.parts if part.winner]
    for part in won:
        yield f"by {part.kind}, {visible(part.name)} ({part.segments:,} segments): {visible(part.winner or '')} leads\n"
    if won:
        yield "\n"
    for check in report.checks:
        row = "".join(f"{check.findings[name]:>10,}" for name in report.systems)
        yield f"  {visible(check.check):24}{row}" + (f"  {visible(check.fewest)} leads\n" if check.fewest else "\n")
    for note in (*report.broken, *report.notes):
        yield f"note: {visible(note)}\n"
    yield (
        f"{len(report.systems)} systems, {report.segments:,} segments; baseline {visible(report.systems[0])}; "
        f"{report.resamples:,} resamples, {report.trials:,} trials, seed {report.seed}\n"
    )


def as_html(report: Report) -> str:
    """One self-contained page: no script, nothing asked of a network."""
    import base64
    import hashlib

    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    css = (files("auditor") / "writers/comparison.css").read_text(encoding="utf-8")
    made = Environment(
        loader=PackageLoader("auditor", "writers"),
        autoescape=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    page = made.get_template("comparison.jinja")
    return page.render(report=report, css=Markup(css), digest=digest, signs=_SIGNS, chance=_chance, scaled=_scaled)


def _figures(one: SystemScore) -> str:
    low, high = one.interval
    text = f"{one.value:9.4g}  [{low:.4g}, {high:.4g}]"
    if one.difference is None or one.difference_interval is None:
        return f"{text}  baseline"
    down, up = one.difference_interval
    chances = (f"p {_chance(one.p_bootstrap)} bootstrap", f"{_chance(one.p_randomization)} randomization")
    corrected = f"{_chance(one.p_corrected)} corrected"
    return (
        f"{text}  {one.difference:+.4g} [{down:+.4g}, {up:+.4g}]  "
        f"{', '.join((*chances, corrected))}  {_SIGNS[one.verdict]} {one.verdict}"
    )


def _groups(one: Comparison) -> str:
    return "  >  ".join(" = ".join(map(visible, group)) for group in one.clusters)


def _chance(value: float | None) -> str:
    if value is None:
        return ""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _scaled(one: Comparison) -> list[tuple[SystemScore, float, float, float]]:
    """Each system with value and interval as places from 0 to 100 on the line that they all share."""
    low = min(system.interval[0] for system in one.systems)
    high = max(system.interval[1] for system in one.systems)
    size = (high - low) or 1.0
    made = []
    for system in one.systems:
        at, start, end = (100 * (place - low) / size for place in (system.value, *system.interval))
        made.append((system, at, start, end))
    return made
