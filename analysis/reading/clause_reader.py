"""Read one sentence: phrases, clauses, subjects, objects."""

from analysis.reading.arguments import fill_arguments
from analysis.reading.clauses import Clause, Sentence
from analysis.reading.subjects import find_subject
from analysis.reading.verbs import verb_lemma

__all__ = ["Token", "read_sentence"]

Token = tuple[int, int, str, str]  # start, end, token, Penn tag


def read_sentence(tokens: list[Token]) -> Sentence:
    """The clauses of a sentence with all their arguments, in the order of their verbs."""
    sentence = Sentence([token[2] for token in tokens], [token[3] for token in tokens])
    brackets = 0
    for k, piece in enumerate(sentence.chunks):
        word = sentence.words[piece.head]
        if piece.kind == "PAREN":
            brackets = max(brackets + (word in "([") - (word in ")]"), 0)
        if piece.kind == "STOP" and not brackets:  # 'Sen. Rubio (R-Fla.) said'
            sentence.waiting.clear()
        elif piece.kind == "PAREN" and word not in "([":
            sentence.close(k)
        elif piece.kind == "NP":
            sentence.place(k)
        elif piece.kind == "VG":
            clause = Clause(piece, k, verb_lemma(sentence.word(k)))
            find_subject(sentence, clause)
            sentence.clauses.append(clause)
    fill_arguments(sentence)
    return sentence
