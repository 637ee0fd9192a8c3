"""How is each actor framed in the news? Everything that a notebook needs, by one import.

    import analysis as sp

    tables = sp.analyse(sp.read_articles("my/articles.csv"))
    sp.framing_by(tables.named, by=["actor", "words_of"])

Each name is loaded when it is first used; what is asked more seldom stands behind a stage
(`sp.measuring.frames_by`). The stages behind them are the folders, in the order in
which data walks: loading, splitting, cleaning, reading, naming, quoting, acting, scoring,
relating, measuring, (own, tables, pipeline, once), scale, evidence, plots, validating, exploring,
publishing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=[
        "acting",
        "cleaning",
        "exploring",
        "measuring",
        "naming",
        "plots",
        "relating",
        "scale",
        "validating",
    ],
    submod_attrs={
        "loading": ["columns_of", "read_articles"],
        "reading": ["blob", "docs"],
        "own": ["read_own"],
        "exporting": ["export"],
        "tables": ["add_article", "load_tables"],
        "pipeline": ["analyse"],
        "once": ["analyse_once"],
        "naming": ["ambiguity_report", "unknown_names"],
        "scoring": ["add_polarity", "score"],
        "measuring": [
            "add_period",
            "agency_by",
            "brief",
            "compare",
            "compare_all",
            "framing_by",
            "keyness",
            "of_actors",
            "plain",
            "presence_by",
            "reindex_periods",
        ],
        "evidence": ["behind", "show", "show_article", "show_relations"],
        "exploring": ["Explorer"],
    },
)
