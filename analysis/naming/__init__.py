"""Who is meant: the gazetteer, and every mention of an actor that it knows.

`find_mentions` gives one row per mention by name, demonym, metonym, surname or office;
`find_pronoun_mentions` adds pronouns and descriptions; `ambiguity_report` and `unknown_names` say
what is to be read before a count is trusted. Whose words a mention stands in is the work of
`quoting`.
"""

from analysis.naming.ambiguity import ambiguity_report
from analysis.naming.antecedents import ArticleReader, Named, named_in
from analysis.naming.automaton import Gazetteer
from analysis.naming.compiled import compile_gazetteer, read_alias_context, shipped_gazetteer
from analysis.naming.coreference import find_pronoun_mentions, read_descriptions
from analysis.naming.counted import is_counted
from analysis.naming.gazetteer import (
    ambiguous_aliases,
    read_actors,
    read_not_actors,
    read_office_titles,
    read_offices,
)
from analysis.naming.mentions import find_mentions, mentions_in
from analysis.naming.own_actors import lay_over, own_gazetteer, read_own_actors
from analysis.naming.persons import gender_of, read_persons
from analysis.naming.unknown import actor_lines, unknown_names

__all__ = [
    "ArticleReader",
    "Gazetteer",
    "Named",
    "actor_lines",
    "ambiguity_report",
    "ambiguous_aliases",
    "compile_gazetteer",
    "find_mentions",
    "find_pronoun_mentions",
    "gender_of",
    "is_counted",
    "lay_over",
    "mentions_in",
    "named_in",
    "own_gazetteer",
    "read_actors",
    "read_alias_context",
    "read_descriptions",
    "read_not_actors",
    "read_office_titles",
    "read_offices",
    "read_own_actors",
    "read_persons",
    "shipped_gazetteer",
    "unknown_names",
]
