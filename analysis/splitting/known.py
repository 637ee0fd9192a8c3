"""Whether a word is a common one, and a line a headline: what casing alone can tell."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["is_headline", "is_known"]


def is_known(word: str) -> bool:
    """Whether the word, in just this spelling, stands in TextBlob's lexicon of tags."""
    return word in _words()


def is_headline(words: list[str]) -> bool:
    """Most longer words have a capital, there are enough to tell, and no full stop ends the line.

    A longer line with hardly a small letter, or all in capitals, counts with a full stop too.
    """
    longer = [word for word in words if len(word) > 3 and word[0].isalpha()]
    share = sum(word[0].isupper() for word in longer) / max(len(longer), 1)
    if len(longer) < 3 or share <= 0.75:
        return False
    stopped = words[-1].rstrip("\"'”’").endswith(".")
    return not stopped or (len(longer) >= 6 and share > 0.9) or all(map(str.isupper, longer))


@cache
def _words() -> frozenset[str]:
    """Read from TextBlob's file: importing TextBlob brings the whole of NLTK with it."""
    file = Path(find_spec("textblob").origin).parent / "en" / "en-lexicon.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line.strip() and line[:3] != ";;;")
