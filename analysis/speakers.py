"""Who speaks: names for the spans that stand beside cues."""

from dataclasses import dataclass, replace


@dataclass
class Source:
    start: int
    end: int


class Speakers:
    def __init__(self, text, units):
        self.text = text

    def name(self, quotes):
        named = []
        for quote in quotes:
            if quote.kind == "scare":
                named.append(quote)
            elif quote.speaker_start is None:
                named.append(replace(quote, speaker="unattributed", speaker_how="none"))
            else:
                how = "carried" if quote.speaker_how == "carried" else "name"
                named.append(
                    replace(
                        quote,
                        speaker=self.text[quote.speaker_start : quote.speaker_end],
                        speaker_how=how,
                    )
                )
        return named
