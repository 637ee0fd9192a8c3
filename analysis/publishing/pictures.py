"""Figures of notebooks as a page has them: one for a wide window, one for a phone."""

import html
from collections.abc import Mapping

from analysis.plots import FOR_PAGES

__all__ = ["FOR_PAGES", "NARROW", "figure"]

NARROW = "(max-width: 49.99rem)"  # below it, the wide figure would shrink


def figure(png: str, about: Mapping, *, column: bool = False) -> str:
    """A figure with its title above it and below it how it is read, as HTML.

    Args:
        png: The image as the notebook keeps it, which is shown where nothing else was drawn.
        about: What stands beside it there: `alt`, `width`, `height` and perhaps what
            `plots.looks.renderings` gives.
        column: Whether it stands in a column, which has no room for the wide one.
    """
    if column and "wide" in about:
        kept = {key.removeprefix("narrow"): about[key] for key in about if key.startswith("narrow")}
        about = {**about, **{f"wide{rest}": value for rest, value in kept.items()}}
    title = about.get("title", "")
    above = f"<figcaption>{html.escape(title)}</figcaption>" if title else ""
    return f"<figure>{above}{_picture(png, about)}{_notes(about)}</figure>"


def _picture(png: str, about: Mapping) -> str:
    """The figure alone, as HTML."""
    alt = html.escape(about.get("alt") or "", quote=True)
    if "wide" not in about:
        width = f' width="{about["width"]}"' if "width" in about else ""
        return f'<img src="data:image/png;base64,{png.strip()}"{width} alt="{alt}">'
    wide, narrow = (
        f'width="{about[f"{name}_width"]}" height="{about[f"{name}_height"]}"'
        for name in ("wide", "narrow")
    )
    return (
        f'<picture><source media="{NARROW}" srcset="{about["narrow"]}" {narrow}>'
        f'<img src="{about["wide"]}" {wide} alt="{alt}"></picture>'
    )


def _notes(about: Mapping) -> str:
    """How the figure is read; a narrow one that is another figure is read otherwise."""
    wide, narrow = (
        about.get(f"{name}_note", "").replace(" %", "\N{NO-BREAK SPACE}%")
        for name in ("wide", "narrow")
    )
    if wide == narrow:
        return f"<p class='note'>{html.escape(wide)}</p>" if wide else ""
    return (
        f"<p class='note wide'>{html.escape(wide)}</p>"
        f"<p class='note narrow'>{html.escape(narrow)}</p>"
    )
