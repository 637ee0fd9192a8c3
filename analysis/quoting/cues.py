"""Cue words of speech, read from `data/cues.csv`: which words report, how, and with what stance."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lemminflect import getAllInflections, getAllInflectionsOOV

from analysis.lexicons import DataFile, data_file, read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["COLON", "VIEW", "Cue", "CueBook", "read_cues"]

COLUMNS = ["cue", "part", "stance", "takes"]
PARTS = ("verb", "noun", "prep")
STANCES = ("neutral", "endorsing", "doubting", "hostile")
FRAMES = {
    "that", "zero", "quote", "tail", "obj", "hearer", "to", "ing", "subject",
    "of", "about", "on", "for", "against", "with", "as", "at", "in", "into", "by", "from", "over",
    "like",
}  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """One row of the cue file: a dictionary form, how it places the speaker, what it takes."""

    lemma: str
    part: str
    stance: str
    takes: frozenset[str]
    listed: bool = True  # False for a verb that stands beside words as a cue does


COLON = Cue(":", "verb", "neutral", frozenset(["quote"]))
VIEW = Cue("in view of", "prep", "neutral", frozenset(["obj"]))


@dataclass
class CueBook:
    """Cues by their inflected forms; the words that must follow come first where there are more."""

    verbs: dict[str, list[tuple[tuple[str, ...], Cue]]] = field(default_factory=dict)
    nouns: dict[str, list[tuple[tuple[str, ...], Cue]]] = field(default_factory=dict)
    preps: dict[str, list[tuple[tuple[str, ...], Cue]]] = field(default_factory=dict)

    def table(self, part: str) -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
        return {"verb": self.verbs, "noun": self.nouns, "prep": self.preps}[part]

    def match(self, part: str, words: list[str], at: int) -> tuple[int, Cue] | None:
        """The longest cue whose first word is `words[at]`, and how many words it takes up."""
        for rest, cue in self.table(part).get(words[at], ()):
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                return 1 + len(rest), cue
        return None


def read_cues(
    path: str | Path | DataFile = DATA / "cues.csv", *, own: DataFile | None = None
) -> CueBook:
    """Read cue words; a row of `own`, somebody's own file, stands for the same cue of `path`.

    Columns: `cue` (dictionary form, particles after a space), `part` (verb, noun, prep), `stance`
    (neutral, endorsing, doubting, hostile), `takes` (frames separated by spaces).

    Raises:
        LexiconError: naming file and line of an unknown part, stance or frame, or a second entry.
    """
    return _read(data_file(path), own)


@lru_cache(maxsize=8)
def _read(shipped: DataFile, own: DataFile | None) -> CueBook:
    cues = _rows(shipped) | (_rows(own) if own is not None else {})
    book = CueBook()
    for cue in cues.values():
        first, *rest = cue.lemma.lower().split()
        for form in _forms(first, cue.part):
            book.table(cue.part).setdefault(form, []).append((tuple(rest), cue))
    for part in PARTS:
        for entries in book.table(part).values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return book


def _rows(path: DataFile) -> dict[tuple[str, str], Cue]:
    cues, seen = {}, {}
    for row in read_lexicon(path, columns=COLUMNS).itertuples(index=False):
        takes = frozenset(row.takes.split())
        for value, allowed, name in (
            (row.part, PARTS, "part"),
            (row.stance, STANCES, "stance"),
            *((frame, FRAMES, "takes") for frame in sorted(takes)),
        ):
            if value not in allowed:
                raise LexiconError(
                    f"{path.name} line {row.line}: {name} is {value!r}, "
                    f"expected one of {', '.join(sorted(allowed))}"
                )
        if (row.cue, row.part) in seen:
            raise LexiconError(
                f"{path.name} line {row.line}: {row.cue} ({row.part}) was on line "
                f"{seen[row.cue, row.part]} already"
            )
        seen[row.cue, row.part] = row.line
        cues[row.cue, row.part] = Cue(row.cue, row.part, row.stance, takes)
    return cues


def _forms(word: str, part: str) -> list[str]:
    """Every inflected form of a dictionary form, the form itself first."""
    if part == "prep":
        return [word]
    tag = "VERB" if part == "verb" else "NOUN"
    found = getAllInflections(word, upos=tag) or getAllInflectionsOOV(word, upos=tag)
    forms = {word, *(form.lower() for group in found.values() for form in group)}
    if part == "noun":
        forms.add(word + "s")
    return sorted(forms)
