"""Tell the language of a text, offline: the model comes with the library."""

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["other_language"]

_LEAST = 200  # letters; names and numbers sway a shorter text
_MOST = 500  # characters that are looked at; more take longer and say no more
_SURE = 0.99


def other_language(text: str, *, wanted: str = "en") -> str | None:
    """Code of the language (ISO 639-1) where a text is surely in another than the wanted one."""
    sample = text[:_MOST]
    if sum(char.isalpha() for char in sample) < _LEAST:
        return None
    found, sure = _identifier().classify(sample)
    return found if found != wanted and sure >= _SURE else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
