"""Turn the bytes of a file into text, whatever encoding they are in."""

import charset_normalizer

from analysis.loading.delimited import Unreadable

__all__ = ["decode"]

_WESTERN = frozenset("‘’“”‚„†•…–—€£§©®°·«»¡¿´ºª\xa0\xadŒœŠšŽžŸ") | {
    chr(code) for code in range(0xC0, 0x100) if code not in (0xD7, 0xF7)
}


def decode(data: bytes, *, encoding: str | None = None) -> str:
    """Bytes as text: newlines become \\n, a byte-order mark and NUL characters go.

    UTF-8 first. A file that is UTF-8 but for a few bytes stays so, and those bytes come out as
    lone surrogates, so that only their rows are set aside. Otherwise the encoding is detected.

    Raises:
        Unreadable: saying how to save the file.
    """
    if encoding is not None:
        try:
            return _plain(data.decode(encoding))
        except (LookupError, ValueError) as problem:
            raise Unreadable(f"is not {encoding}: {problem}; name another encoding") from problem
    if wide := _utf16_without_mark(data[:4000]):
        return _plain(data.decode(wide, "replace"))
    try:
        return _plain(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8-sig", "surrogateescape")
    damaged = sum("\udc80" <= char <= "\udcff" for char in text)
    sound = sum(char > "\x7f" for char in text) - damaged
    # Two bytes that happen to form UTF-8 are rare in any other encoding.
    if sound and sound >= damaged:
        return _plain(text)
    if _western(data):
        return _plain(data.decode("cp1252"))
    best = charset_normalizer.from_bytes(data[:2_000_000]).best()
    if best is not None:
        try:
            return _plain(data.decode(best.encoding))
        except (LookupError, ValueError):
            pass
    raise Unreadable("its encoding cannot be told: save it as UTF-8, or name it with encoding=...")


def _utf16_without_mark(data: bytes) -> str | None:
    """Which UTF-16 it is, told by the zero byte that most Latin letters have in it."""
    for zeros, others, name in ((1, 0, "utf-16-le"), (0, 1, "utf-16-be")):
        share = data[zeros::2].count(0) / max(1, len(data) // 2)
        if share > 0.5 and data[others::2].count(0) < 0.05 * len(data):
            return name
    return None


def _western(data: bytes) -> bool:
    """Whether it reads as Windows-1252: some accents and typographic marks, as in English news.

    Detection by statistics wavers between sister code pages on so few of them.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    odd = [char for char in text if char > "\x7f"]
    accented = sum(char.isalpha() for char in odd)
    letters = sum(char.isalpha() for char in text)
    return "\x00" not in text and accented < 0.2 * letters and _WESTERN.issuperset(odd)


def _plain(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")
