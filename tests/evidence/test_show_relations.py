import pytest

from analysis.evidence import behind, show_relations
from analysis.measuring import relations_by
from analysis.schema import MissingColumn
from tests.small_corpus import small_tables


def test_each_sentence_shows_holder_target_deed_and_what_was_read():
    tables = small_tables()
    met = tables.relations.query("holder == 'Russia' and target == 'Iran' and deed == 'meet'")
    shown = show_relations(met, tables).data
    assert "1 of 1 relation" in shown
    assert '<span class="sp-actor">Russia</span>' in shown
    assert '<span class="sp-other">Iran</span>' in shown
    assert '<span class="sp-cue">met</span>' in shown
    assert "Russia → Iran: attitude" in shown and "deed: meet" in shown


def test_a_row_of_the_table_leads_to_as_many_sentences_as_it_counts():
    tables = small_tables()
    row = relations_by(tables.relations).iloc[0]
    found = behind(tables.relations, row)
    assert len(found) == row["n_mentions"]
    assert (
        f"{min(2, len(found))} of {len(found)} relations" in show_relations(found, tables, n=2).data
    )


def test_nothing_behind_is_said_and_mentions_are_refused():
    tables = small_tables()
    assert "no sentence" in show_relations(tables.relations.iloc[:0], tables).data
    with pytest.raises(MissingColumn, match=r"relating\.find_relations"):
        show_relations(tables.mentions, tables)
