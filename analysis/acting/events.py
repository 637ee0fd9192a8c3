"""Which class of political event a deed is, in the names that the field uses."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.reading import shipped
from analysis.schema import DATA, LexiconError

__all__ = ["event_of", "read_events"]

NONE = ("", "")  # of deeds that are no political event: speak, govern, ...


def read_events(path: str | Path = DATA / "plover.csv") -> dict[str, tuple[str, str]]:
    """Event and quad class of each frame class, under 'class NAME', and of single verbs, by lemma.

    Raises:
        LexiconError: naming file and line, for a verb or a class that stands there twice.
    """
    table = read_lexicon(
        path, columns=["event", "quad", "frame_classes", "verbs"], required=["event", "quad"]
    )
    events: dict[str, tuple[str, str]] = {}
    for event, quad, classes, verbs, line in table.itertuples(index=False, name=None):
        for key in [*(f"class {name}" for name in classes.split()), *verbs.split()]:
            if key in events:
                raise LexiconError(f"{Path(path).name} line {line}: {key!r} stands there twice")
            events[key] = (event, quad)
    return events


@cache
def _shipped_events() -> dict[str, tuple[str, str]]:
    return read_events()


def event_of(verb: str, *, classes: Mapping[str, str] | None = None) -> tuple[str, str]:
    """(event, quad) of a verb: one of PLOVER's 18 classes, and whether it is verbal or material,
    cooperation or conflict; two empty strings where it is none of these. `classes` has the frame
    class of each verb (default: those of `data/verbs.csv`).

    References:
        PLOVER, Open Event Data Alliance 2016.
    """
    events, classes = _shipped_events(), shipped("verbs") if classes is None else classes
    return events.get(verb) or events.get(f"class {classes.get(verb, '')}", NONE)
