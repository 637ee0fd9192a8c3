"""How a figure is drawn: as in a notebook, or as on a page, once wide and once narrow.

A page that is read on a phone needs another figure, not a smaller one: labels above their lines,
panels below one another, a list where a matrix has no room. So a figure remembers the call that
drew it (`drawn_anew`), and `renderings` makes that call again for each look of a page.
"""

import base64
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["Caption", "Look", "drawn_anew", "look", "looking", "renderings"]

P = ParamSpec("P")
Drawn = TypeVar("Drawn", Axes, list[Axes])


@dataclass(frozen=True)
class Look:
    """Where a figure will stand.

    `page`: title and notes are left to the page, which sets them as text. `narrow`: for a phone.
    `width`: in inches, at most.
    """

    page: bool = False
    narrow: bool = False
    width: float = 99.0


@dataclass(frozen=True)
class Caption:
    """What a page says above and below a figure, in place of the figure itself."""

    title: str = ""
    note: str = ""


# 758 and 360 pixels: the text of a page in windows of 800 and 400.
PAGE_LOOKS = {"wide": Look(True, False, 7.9), "narrow": Look(True, True, 3.75)}
# On dark paper each colour of the figures has another; what is not listed here stays.
_DARK = {
    "#1a1a1a": "#e9e7e1", "#5f6368": "#a9abb0", "#d9d9d9": "#44474d", "#ffffff": "#17181b",
    "#ececec": "#2b2d32", "#f0f0f0": "#2a2c31", "#767676": "#8f9196", "#4d4d4d": "#c9c9c9",
    "#a6a6a6": "#7d7d7d", "#0072b2": "#5cb3f0", "#d55e00": "#f08a3c", "#009e73": "#3fc79c",
    "#cc79a7": "#e29bc3", "#7a4e9e": "#b18ad6", "#a84800": "#f08a3c", "#00725a": "#3fc79c",
    "#a3447a": "#e29bc3", "#1b6f9f": "#56b4e9", "#8a5d00": "#e69f00",
    "#5c348e": "#a695ee", "#c4680b": "#ee9a52",  # arrows
}  # fmt: skip
_FONTS = "'DejaVu Sans', Verdana, sans-serif"  # laid out in the first, which is the widest
_COLOURS = re.compile("|".join(_DARK), re.IGNORECASE)
_NOTEBOOK = Look()
_LOOK: ContextVar[Look] = ContextVar("look", default=_NOTEBOOK)


def look() -> Look:
    """The look in which figures are drawn now."""
    return _LOOK.get()


@contextmanager
def looking(chosen: Look) -> Iterator[None]:
    """Figures drawn inside have this look."""
    token = _LOOK.set(chosen)
    try:
        yield
    finally:
        _LOOK.reset(token)


def drawn_anew(draw: Callable[P, Drawn]) -> Callable[P, Drawn]:
    """Let the figure of a plot remember how it was drawn, unless the caller gave the axes."""

    @wraps(draw)
    def remembered(*args: P.args, **options: P.kwargs) -> Drawn:
        made = draw(*args, **options)
        if options.get("ax") is None and options.get("axes") is None:
            figure = (made[0] if isinstance(made, list) else made).figure
            figure.drawn_by = lambda: draw(*args, **options)
        return made

    return remembered


def renderings(figure: Figure) -> dict[str, str | int]:
    """The figure for a page: `wide` and `narrow` as addresses of vector images with their widths
    and heights in pixels, `title` and `note`. Empty where it does not know how it was drawn.

    Both images are light or dark as the reader's system is; neither needs a font of its own.
    """
    draw = getattr(figure, "drawn_by", None)
    if draw is None:
        return {}
    found: dict[str, str | int] = {}
    for name, chosen in PAGE_LOOKS.items():
        with looking(chosen):
            made = draw()
            anew = (made[0] if isinstance(made, list) else made).figure
            vector = _as_svg(anew)
        address = base64.b64encode(vector.encode()).decode()
        found[name] = f"data:image/svg+xml;base64,{address}"
        found[f"{name}_width"], found[f"{name}_height"] = (
            round(96 * inches) for inches in anew.get_size_inches()
        )
        caption = getattr(anew, "caption", Caption())
        found["title"] = caption.title
        found[f"{name}_note"] = caption.note
        plt.close(anew)
    return found


def _as_svg(figure: Figure) -> str:
    """SVG whose text is text and whose colours follow the reader's system."""
    settings = {"svg.fonttype": "none", "svg.hashsalt": "sputlink", "savefig.bbox": None}
    with io.StringIO() as file, plt.rc_context(settings):
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None}, dpi=144)
        whole = file.getvalue()
    whole = whole[whole.index("<svg") :]
    whole = re.sub(r"\s*<metadata>.*?</metadata>", "", whole, flags=re.DOTALL)
    whole = re.sub(r"(?m)^ +", "", whole.replace("'DejaVu Sans'", _FONTS))
    wide, high = (round(96 * inches) for inches in figure.get_size_inches())
    sizes = rf'\1 width="{wide}" height="{high}"'
    whole = re.sub(r'(<svg[^>]*?) width="[\d.]+pt" height="[\d.]+pt"', sizes, whole, count=1)
    light = "".join(f"--c{name[1:]}:{name};" for name in _DARK)
    dark = "".join(f"--c{name[1:]}:{other};" for name, other in _DARK.items())
    style = (
        f"<style>:root{{color-scheme:light dark;{light}}}"
        "text{fill:var(--c1a1a1a)}"  # where nothing else is said
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    )
    coloured = _COLOURS.sub(lambda found: f"var(--c{found[0][1:].lower()})", whole)
    return coloured.replace("<defs>", f"{style}<defs>", 1)
