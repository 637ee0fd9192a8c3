"""What is run, on what, how that was chosen, and which of its figures are kept, beside which
references.

How a figure was chosen (`Run.chosen`), from the best to the worst:

- held out: no version was fitted or chosen on these labels.
- nested: what chose was always other labels than what is scored.
- simulated: the truth is known because the data were made so.
- chosen on these labels: versions were compared on them, or rules written beside them; it flatters.
- no labels: a time, a size, a growth.
"""

from dataclasses import dataclass

HELD_OUT, NESTED, SIMULATED = "held out", "nested", "simulated"
CHOSEN, NO_LABELS = "chosen on these labels", "no labels"
SCORERS = ("target", "vader", "textblob")


@dataclass(frozen=True)
class Measure:
    """One row of the table. `key` and `n` lead into the JSON of the run, a name a level."""

    name: str
    key: tuple[str, ...]
    n: tuple[str, ...] = ()
    counted: str = ""  # what `n` counts
    reference: str = ""


@dataclass(frozen=True)
class Run:
    """One benchmark with its arguments; `files` are looked for in the folder of gold data."""

    script: str
    on: str
    files: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    chosen: str = ""  # how, see above
    line: str = ""  # how the line of the JSON begins, where it is not the last one
    quick: tuple[str, ...] = ()  # options of a short run

    @property
    def name(self) -> str:
        return " ".join([self.script, *self.options])

    @property
    def scorer(self) -> str:
        """What was measured: a scorer of polarity, or the rules."""
        options = list(self.options)
        return options[options.index("--scorer") + 1] if "--scorer" in options else "rules"

    @property
    def command(self) -> str:
        """How to run it again, with GOLD for the folder of labels."""
        files = [f"GOLD/{file}" for file in self.files]
        return " ".join(["python -m", f"tests.benchmarks.{self.script}", *files, *self.options])


def _sentiment(scorer: str) -> Run:
    references = {
        "target": "held-out tests: RoBERTa, 125 M parameters, .831 and .825; n-grams with a window "
        ".638 and .575; crowd against experts .864 (Hamborg and Donnay 2021)",
        "vader": "held-out tests: .526 and .500",
        "textblob": "held-out tests: .425 and .403",
    }
    name = f"sentiment toward a target, {scorer}"
    return Run(
        "sentiment",
        "NewsMTSC dev",
        ("newsmtsc/dev.jsonl",),
        ("--scorer", scorer),
        (
            Measure(f"{name}: macro-F1", ("macro_f1",), ("n",), "targets", references[scorer]),
            Measure(f"{name}: accuracy", ("accuracy",), ("n",), "targets"),
            *(
                Measure(
                    f"{name}, {words}: macro-F1",
                    ("parts", part, "macro_f1"),
                    ("parts", part, "n"),
                    "targets",
                )
                for part, words in (("rw_dev", "real-world"), ("mt_dev", "multi-target"))
            ),
            Measure(f"{name}: mean shift when names are swapped", ("name_swap_shift",)),
        ),
        # The thresholds of a lexicon were fitted on the training part.
        chosen=CHOSEN if scorer == "target" else HELD_OUT,
    )


def _checklist(scorer: str) -> Run:
    name = f"constructed pairs, {scorer}"
    return Run(
        "checklist",
        "pairs that differ in one thing",
        options=("--scorer", scorer),
        measures=(
            Measure(f"{name}: share that keeps its direction", ("share",), ("pairs",), "pairs"),
        ),
        # Written down before any run; but the target scorer then learnt other sentences of the
        # kinds that it had missed.
        chosen=CHOSEN if scorer == "target" else HELD_OUT,
    )


def _attitudes(scorer: str) -> Run:
    name = f"attitude toward a target, {scorer}"
    kinds = {"states": "states and organisations", "others": "persons and others"}
    return Run(
        "attitudes",
        "half of DSE dev that chose nothing",
        ("dse/dev.jsonl",),
        ("--scorer", scorer),
        tuple(
            Measure(
                f"{name}, {words}: AUC of positive against negative",
                ("halves", "printed", kind, "auc"),
                ("halves", "printed", kind, "n"),
                "targets",
            )
            for kind, words in kinds.items()
        ),
        chosen=HELD_OUT,  # the target scorer learnt other sentences of DSE; the other half chose
    )


def _known_groups() -> Run:
    voices = {"own": "own words", "quoted": "quoted words"}
    return Run(
        "known_groups",
        "press releases of four governments",
        ("governments/articles.jsonl",),
        measures=tuple(
            Measure(
                f"directions known beforehand, {scorer}, {words}: share that holds",
                ("by_scorer", scorer, voice, "share"),
                ("by_scorer", scorer, voice, "counted"),
                "expectations",
            )
            for scorer in SCORERS
            for voice, words in voices.items()
        ),
        chosen=HELD_OUT,
        quick=("--of-each", "20"),
    )


def _states_sheet() -> Run:
    figures = {
        "correlation": "correlation with the label",
        "auc": "AUC of favourable against unfavourable",
        "neutral_mean": "mean of neutral ones",
    }
    return Run(
        "states_sheet",
        "press releases of four governments, labelled twice by a language model",
        ("governments/articles.jsonl",),
        measures=tuple(
            Measure(
                f"wording of states as governments have it, {scorer}: {words}",
                ("by_scorer", scorer, figure),
                ("n",),
                "mentions",
            )
            for scorer in SCORERS
            for figure, words in figures.items()
        ),
        chosen=HELD_OUT,
    )


def _author_sentiment(scorer: str) -> Run:
    name = f"author's sentiment toward an entity over an article, {scorer}"
    corpora = {"BASIL": (), "PerSenT": ("persent",)}
    figures = {"macro_f1": "macro-F1", "correlation": "correlation"}
    return Run(
        "author_sentiment",
        "BASIL and PerSenT, other events and entities fit",
        ("basil/articles.jsonl", "basil/entities.jsonl"),
        ("--scorer", scorer),
        (
            *(
                Measure(f"{name}, {corpus}: {words}", (*above, figure), (*above, "n"), "entities")
                for corpus, above in corpora.items()
                for figure, words in figures.items()
            ),
            *(
                Measure(
                    f"the same, weights fitted to labels, {corpus}: {words}",
                    ("fitted", corpus, figure),
                    ("fitted", corpus, "n"),
                    "entities",
                )
                for corpus in corpora
                for figure, words in figures.items()
                if scorer == "target"
            ),
            *(
                [
                    Measure(
                        "the same, always 'neutral', BASIL: macro-F1",
                        ("majority_macro_f1",),
                        ("n",),
                    )
                ]
                if scorer == "textblob"
                else []
            ),
        ),
        chosen=NESTED,
    )


def _roles(treebank: str, name: str) -> Run:
    def measure(role: str, words: str) -> Measure:
        return Measure(f"{words}: F1", (f"{role}_f1",), (f"{role}_n",), "words")

    roles = {"agent": "agents", "patient": "patients", "passive_patient": "patients of passives"}
    roles |= {f"{role}_named": f"{words}, names alone" for role, words in roles.items()}
    return Run(
        "roles",
        name,
        (f"ud/{treebank}-ud-dev.conllu",),
        measures=tuple(measure(*each) for each in roles.items()),
        chosen=HELD_OUT,
    )


def _relations(on: str, options: tuple[str, ...], *, chosen: str) -> Run:
    """The pair scorer on labelled pairs, in sentences that it was not fitted on."""
    name = "who is for or against whom"
    told = (
        ("five classes, macro-F1", "macro_f1", "n"),
        ("five classes, micro-F1", "micro_f1", "n"),
        ("told with sign and direction", "right", "n_not_neutral"),
        ("told with the other sign", "wrong", "n_not_neutral"),
        ("for told from against, AUC", "auc", "n_not_neutral"),
    )
    beside = (
        Measure(
            f"{name}, repeated sentences too: macro-F1",
            ("macro_f1",),
            ("n",),
            "pairs",
            "held-out test, repeated sentences and names shown: .677 (DSE2QA), .725 (roberta-base)",
        ),
        Measure(f"{name}: shift when names are swapped", ("name_swap_shift",)),
    )
    return Run(
        "relations",
        on,
        ("dse/dev.jsonl", "dse/train.jsonl"),
        options,
        (
            *(
                Measure(f"{name}: {words}", ("unseen", key), ("unseen", n), "pairs")
                for words, key, n in told
            ),
            *(beside if not options else ()),
        ),
        chosen=chosen,
    )


def _coverage(name: str, *key: str, reference: str = "nominal .95") -> Measure:
    return Measure(name, key, ("worlds",), "simulated corpora", reference)


RUNS = [
    Run(
        "sentences",
        "UD English GUM dev",
        ("ud/en_gum-ud-dev.conllu",),
        chosen=CHOSEN,
        measures=(
            Measure(
                "sentence breaks inside paragraphs: F1",
                ("inside_f1",),
                ("sentences",),
                "sentences",
            ),
            Measure("sentence breaks: F1", ("f1",), ("sentences",), "sentences"),
        ),
    ),
    Run(
        "reading",
        "UD English GUM and EWT dev",
        ("ud/en_gum-ud-dev.conllu", "ud/en_ewt-ud-dev.conllu"),
        chosen=HELD_OUT,
        measures=tuple(
            Measure(f"{name}: F1", (key,), ("n",), "words")
            for key, name in (
                ("xpos", "parts of speech"),
                ("uas", "heads of words"),
                ("las", "heads of words with their relation"),
            )
        ),
    ),
    Run(
        "syndication",
        "PolNeAR dev, each article and two copies that a script edited; BASIL's events",
        ("polnear/dev.jsonl", "polnear/train.jsonl", "basil/articles.jsonl"),
        measures=tuple(
            Measure(f"wire copies, pairs put together: {name}", (key,), ("pairs",), "pairs")
            for key, name in (("f1", "F1"), ("precision", "precision"))
        ),
        chosen=HELD_OUT,
    ),
    Run(
        "quotes",
        "PolNeAR dev",
        ("polnear/dev.jsonl",),
        chosen=CHOSEN,
        measures=(
            Measure("quotations in marks, found: F1", ("direct_f1",), ("n_direct",), "segments"),
            Measure(
                "quotations in marks, someone's words: F1",
                ("attributed_f1",),
                ("n_attributed",),
                "segments",
            ),
            Measure(
                "quotations in marks, scare quotes and titles: F1",
                ("scare_f1",),
                ("n_scare",),
                "segments",
            ),
            Measure(
                "indirect quotations, overlap of a half: F1",
                ("indirect_f1_overlap_50",),
                ("n_indirect",),
                "contents",
                "two humans .79 on contents of all kinds (Newell et al. 2018)",
            ),
            Measure(
                "speaker of a direct quotation: accuracy",
                ("speaker_accuracy_direct",),
                ("n_speaker",),
                "segments",
                "subject of the nearest speech verb .573; two humans .977, of matched spans "
                "(Newell et al. 2018)",
            ),
        ),
    ),
    Run(
        "events",
        "PLOVER dev",
        ("plover/dev.jsonl",),
        chosen=CHOSEN,
        measures=(
            Measure(
                "coded political events, found as who to whom: recall",
                ("pair_recall",),
                ("n",),
                "events whose two sides the gazetteer knows",
            ),
            Measure(
                "coded political events, pairs between coded sides: precision",
                ("pair_precision",),
                ("n",),
                "events",
            ),
            Measure(
                "coded political events, class of those found: accuracy",
                ("class_accuracy",),
                ("n",),
                "events",
            ),
            *(
                Measure(
                    f"coded political events, sides given: {words}", (key,), ("n_pairs",), "events"
                )
                for words, key in (
                    ("told with sign and direction", "right"),
                    ("told with the other sign", "wrong"),
                    ("for told from against, AUC", "auc"),
                )
            ),
        ),
    ),
    _relations("half of DSE dev, which chose nothing", ("--half", "b"), chosen=HELD_OUT),
    _relations("DSE dev", (), chosen=CHOSEN),
    Run(
        "coreference",
        "UD English GUM dev",
        ("ud/en_gum-ud-dev.conllu",),
        chosen=CHOSEN,
        measures=(
            Measure(
                "pronouns to names, where answered: accuracy",
                ("accuracy",),
                ("n",),
                "pronouns",
                "nearest name .473",
            ),
            Measure("pronouns to names: share answered", ("coverage",), ("n",), "pronouns"),
        ),
    ),
    _roles("en_gum", "UD English GUM dev"),
    _roles("en_ewt", "UD English EWT dev"),
    *(_sentiment(scorer) for scorer in SCORERS),
    *(_author_sentiment(scorer) for scorer in SCORERS),
    *(_attitudes(scorer) for scorer in SCORERS),
    _known_groups(),
    _states_sheet(),
    *(_checklist(scorer) for scorer in SCORERS),
    Run(
        "statistics",
        "simulated corpora",
        chosen=SIMULATED,
        measures=(
            _coverage(
                "intervals, 12 articles: coverage",
                "cover: 12 articles, 0 copies, unit mention",
                "clusters",
            ),
            _coverage(
                "intervals, 20 articles and 30 copies: coverage",
                "cover: 20 articles, 30 copies, unit mention",
                "clusters",
            ),
            *(
                Measure(
                    f"comparison, {case}: rejections where nothing differs",
                    (f"null: {case}", "reject"),
                    ("worlds_tested",),
                    "simulated corpora",
                    "nominal .05",
                )
                for case in (
                    "30 articles, 0 copies",
                    "20 articles, 20 copies",
                    "24 articles, 0 copies, paired by event",
                )
            ),
        ),
        quick=("--worlds", "60"),
    ),
    Run(
        "correction",
        "simulated corpora",
        chosen=SIMULATED,
        measures=(
            Measure(
                "corrected intervals by actor: coverage",
                ("good_scorer, by actor, these articles", "corrected_coverage"),
                ("good_scorer, by actor, these articles", "n_intervals"),
                "intervals",
                "nominal .95",
            ),
            Measure(
                "uncorrected intervals by actor: coverage",
                ("good_scorer, by actor, these articles", "naive_coverage"),
                ("good_scorer, by actor, these articles", "n_intervals"),
                "intervals",
                "nominal .95",
            ),
        ),
        quick=("--runs", "3"),
    ),
    Run(
        "explorer",
        "constructed articles, repeated",
        chosen=NO_LABELS,
        measures=(
            Measure(
                "explorer, slowest control: median ms",
                ("slowest_control_ms",),
                ("articles",),
                "articles",
                "aim: 150",
            ),
            Measure("explorer, any control: slowest ms", ("slowest_ms",), ("articles",)),
        ),
    ),
    Run(
        "seed_roles",
        "the saved page",
        chosen=CHOSEN,
        measures=(
            Measure("roles on one page: accuracy", ("role_accuracy",), ("n",), "mentions"),
            Measure("voices on one page: accuracy", ("voice_accuracy",), ("n",), "mentions"),
        ),
    ),
    Run(
        "speed",
        "constructed articles, repeated",
        chosen=NO_LABELS,
        measures=(
            Measure(
                "all tables with TextBlob, as a multiple of reading the same texts",
                ("tables_over_reader",),
                ("articles",),
                "articles",
                "aim: 1.6",
            ),
            Measure(
                "all tables with both fitted scorers, as a multiple of reading the same texts",
                ("fitted_over_reader",),
                ("articles",),
                "articles",
                "aim: 4",
            ),
            Measure(
                "all tables with TextBlob, as a multiple of a loop of TextBlob",
                ("tables_over_textblob",),
                ("articles",),
                "articles",
            ),
            *(
                Measure(
                    f"cost of an article where there are {times} times as many",
                    ("growth", "articles", times),
                    reference="1 is linear; less, as words met before are remembered",
                )
                for times in ("10", "100")
            ),
            *(
                Measure(
                    f"cost of a sentence in an article {times} times as long",
                    ("growth", "length", times),
                    reference="1 is linear",
                )
                for times in ("10", "100")
            ),
            Measure("bytes of text read in a second of one core", ("bytes_per_second",)),
            Measure("most memory of 100 articles, in megabytes", ("peak_mb",)),
            Measure(
                "TextBlob with names masked, as a multiple of its own assessments",
                ("masked_textblob",),
                ("mentions",),
                "mentions",
            ),
        ),
        quick=("--articles", "4", "--base", "1", "--times", "2", "4"),
    ),
]
