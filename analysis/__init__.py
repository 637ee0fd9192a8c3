"""How is each actor framed in the news? Everything that a notebook needs, by one import.

    import analysis as sp

    tables = sp.analyse(sp.read_articles("my/articles.csv"))
    sp.framing_by(tables.named, by=["actor", "words_of"])

Each name is loaded when it is first used. The stages behind them are the folders, in the order in
which data walks: loading, splitting, cleaning, reading, naming, quoting, acting, scoring,
measuring, (tables, pipeline), evidence, plots, validating, exploring, publishing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["cleaning", "exploring", "plots", "validating"],
    submod_attrs={
        "loading": ["read_articles"],
        "reading": ["blob"],
        "tables": ["add_article", "load_tables"],
        "pipeline": ["analyse"],
        "naming": ["ambiguity_report", "unknown_names"],
        "acting": ["find_descriptors", "find_triples"],
        "scoring": ["add_polarity", "score"],
        "measuring": [
            "add_constructed",
            "add_period",
            "agency_by",
            "brief",
            "compare",
            "compare_all",
            "descriptors_by",
            "find_syndication",
            "frames_by",
            "framing_by",
            "keyness",
            "match_events",
            "of_actors",
            "presence_by",
            "require_any",
            "reindex_periods",
            "speakers_by",
            "speaks_about",
            "stances_by",
            "triples_by",
            "utterances",
            "verbs_by",
            "word_shift",
            "words_by",
            "words_near",
        ],
        "evidence": ["behind", "show", "show_article"],
        "exploring": ["Explorer"],
    },
)
