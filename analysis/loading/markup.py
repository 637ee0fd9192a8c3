"""Turn scraped HTML into plain text, paragraph for paragraph."""

import html
import re
from html.parser import HTMLParser

__all__ = ["has_markup", "plain_line", "plain_text"]

# Only real element names: 'x < y > z' and '<sighs>' in prose are no markup.
_NAMES = (
    "a|abbr|article|b|blockquote|body|br|cite|div|em|figcaption|figure|footer|h[1-6]|head|header|hr"
    "|html|i|img|li|mark|meta|ol|p|q|s|script|section|small|span|strong|style|sub|sup|table|td|th"
    "|title|tr|u|ul"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31}\d{0,2});", re.IGNORECASE)
_BLOCK = re.compile(
    "article|blockquote|body|br|div|figcaption|figure|footer|h[1-6]|head|header|hr|html|li|ol|p"
    "|section|table|title|tr|ul"
)
_UNSEEN = frozenset({"script", "style"})


def has_markup(text: str) -> bool:
    """Whether the text holds an HTML tag; an entity alone doesn't count."""
    return bool(_TAG.search(text))


def plain_line(text: str) -> str:
    """A title as one line: tags out, entities read, white space single."""
    if has_markup(text):
        text = plain_text(text)
    elif _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(text.split())


def plain_text(markup: str) -> str:
    """The words of an HTML fragment; block elements become paragraphs parted by a blank line."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    paragraphs = "".join(reader.parts).split("\n\n")
    return "\n\n".join(
        paragraph for part in paragraphs if (paragraph := " ".join(part.split())) != ""
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        if _BLOCK.fullmatch(tag):
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        if _BLOCK.fullmatch(tag):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            # A line break in the source is no paragraph.
            self.parts.append(data.replace("\n", " "))
