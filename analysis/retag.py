"""Second thoughts about parts of speech: TextBlob's tagger, put right where context decides.

The tagger in TextBlob's wheel gives each word its commonest tag and few rules of context; it is
right for 85 to 88 % of words, and wrong most often just where agency is decided: noun or verb
('strikes', 'need', 'work'), past tense or participle ('bombed'), 'that', and 's.
"""

from functools import lru_cache

from lemminflect import getAllLemmas, getInflection

NOMINATIVE = frozenset(["i", "he", "she", "we", "they"])
OBJECTIVE = frozenset(["me", "him", "us", "them"])
PRONOUNS = (
    NOMINATIVE
    | OBJECTIVE
    | frozenset(
        [
            "you",
            "it",
            "her",
            "u",
            "ya",
            "myself",
            "yourself",
            "himself",
            "herself",
            "itself",
            "ourselves",
            "yourselves",
            "themselves",
            "mine",
            "yours",
            "hers",
            "ours",
            "theirs",
            "'em",
            "anyone",
            "anybody",
            "anything",
            "someone",
            "somebody",
            "something",
            "everyone",
            "everybody",
            "everything",
            "nobody",
            "nothing",
            "thou",
            "thee",
            "y'all",
        ]
    )
)
POSSESSIVE = frozenset(["my", "your", "his", "its", "our", "their", "whose"])
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "every",
        "each",
        "some",
        "any",
        "no",
        "another",
        "either",
        "neither",
        "all",
        "both",
        "such",
    ]
)
MODALS = frozenset(
    [
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "ca",
        "wo",
        "'ll",
        "’ll",
        "cannot",
    ]
)
BE = frozenset(
    ["be", "am", "is", "are", "was", "were", "been", "being", "'m", "'re", "’m", "’re", "ai"]
)
HAVE = frozenset(["have", "has", "had", "having", "'ve", "’ve"])
DO = frozenset(["do", "does", "did"])
NEGATION = frozenset(["not", "n't", "n’t", "never"])
APOSTROPHE_S = frozenset(("'s", "’s", "`s"))
SUBORDINATORS = frozenset(
    [
        "after",
        "before",
        "since",
        "until",
        "till",
        "as",
        "because",
        "while",
        "whilst",
        "than",
        "like",
        "once",
        "though",
        "although",
        "if",
        "unless",
        "whether",
        "when",
        "whereas",
        "so",
        "lest",
        "that",
        "for",
        "where",
    ]
)
PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "into",
        "onto",
        "about",
        "against",
        "between",
        "among",
        "amongst",
        "through",
        "during",
        "over",
        "under",
        "within",
        "without",
        "upon",
        "toward",
        "towards",
        "across",
        "behind",
        "beyond",
        "despite",
        "except",
        "per",
        "via",
        "near",
        "beside",
        "besides",
        "beneath",
        "below",
        "above",
        "along",
        "amid",
        "amidst",
        "off",
        "out",
        "around",
        "up",
        "down",
        "inside",
        "outside",
        "regarding",
        "concerning",
        "including",
        "versus",
        "vs",
        "throughout",
        "unlike",
    ]
)
ADVERBS = frozenset(
    [
        "also",
        "just",
        "still",
        "already",
        "really",
        "even",
        "only",
        "always",
        "often",
        "sometimes",
        "usually",
        "probably",
        "perhaps",
        "maybe",
        "actually",
        "then",
        "now",
        "soon",
        "again",
        "once",
        "ever",
        "too",
        "very",
        "quite",
        "rather",
        "almost",
        "simply",
        "merely",
        "thus",
        "hence",
        "therefore",
        "however",
        "instead",
        "indeed",
        "yet",
        "here",
        "there",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "previously",
        "n't",
        "not",
        "never",
        "later",
        "ago",
        "once",
        "finally",
        "recently",
    ]
)
# Nouns whose 'that' clause says what they are, so that it is no relative pronoun.
CONTENT_NOUNS = frozenset(
    [
        "fact",
        "belief",
        "claim",
        "view",
        "idea",
        "hope",
        "fear",
        "sign",
        "evidence",
        "news",
        "report",
        "reports",
        "allegation",
        "doubt",
        "chance",
        "possibility",
        "suggestion",
        "conclusion",
        "feeling",
        "impression",
        "sense",
        "proof",
        "knowledge",
        "assumption",
        "understanding",
        "perception",
        "notion",
        "statement",
        "allegations",
        "rumor",
        "rumour",
        "rumors",
        "claims",
        "way",
    ]
)
# Tagged as nouns or adjectives more often than not, though the bare form is nearly always a verb.
BASE_VERBS = frozenset(
    [
        "go",
        "get",
        "know",
        "think",
        "say",
        "want",
        "mean",
        "tell",
        "take",
        "give",
        "make",
        "see",
        "let",
        "keep",
        "seem",
        "become",
        "believe",
        "agree",
        "remain",
        "include",
        "continue",
        "allow",
        "create",
        "enjoy",
        "recommend",
        "suggest",
        "decide",
        "provide",
        "receive",
        "follow",
        "learn",
        "write",
        "read",
        "eat",
        "send",
        "bring",
        "buy",
        "speak",
        "meet",
        "lose",
        "pay",
        "sit",
        "stand",
        "lead",
        "understand",
        "add",
        "ask",
        "feel",
        "try",
        "stay",
        "live",
        "need",
        "hope",
        "love",
        "thank",
    ]
)
ANTECEDENTS = frozenset(
    "something anything everything nothing those all one people anyone someone everyone".split()
)
# How some pairs are cut in two: 'gon' + 'na', 'wan' + 'na'.
SHORTENED = {"gon": "VBG", "wan": "VBP", "na": "TO", "gim": "VB", "lem": "VB"}
NOUN_LIKE = frozenset(("NN", "NNS", "NNP", "NNPS"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


@lru_cache(maxsize=50_000)
def verb_forms(lower: str) -> frozenset[str]:
    """Penn tags that `lower` can have as a form of a verb (VB stands for the bare form)."""
    if not lower.isascii() or len(lower) > 30 or not lower.replace("-", "").isalpha():
        return frozenset()
    forms = set()
    for lemma in getAllLemmas(lower, upos="VERB").get("VERB", ()):
        if lemma == lower:
            forms.add("VB")
        for tag in ("VBD", "VBN", "VBZ", "VBG"):
            if lower in getInflection(lemma, tag):
                forms.add(tag)
    return frozenset(forms)


@lru_cache(maxsize=50_000)
def can_be(lower: str, upos: str) -> bool:
    """Whether the lemma tables know `lower` as a NOUN, ADJ or ADV."""
    return bool(lower) and upos in getAllLemmas(lower, upos=upos)


def _known(low):
    return any(getAllLemmas(low).values()) or bool(verb_forms(low))


def correct_tags(words: list[str], tags: list[str]) -> list[str]:
    """Penn tags of one sentence, corrected left to right by closed classes and context."""
    lower = [word.lower() for word in words]
    tags = [_closed(word, low, tag) for word, low, tag in zip(words, lower, tags, strict=True)]
    shouting = sum(word.isupper() for word in words if len(word) > 3) > len(words) / 2
    for i in range(len(words)):
        tags[i] = _in_context(i, words, lower, tags, shouting)
    return tags


def _closed(word: str, low: str, tag: str) -> str:
    if low in POSSESSIVE or low == "her":
        return "PRP$" if low != "her" else "HER"
    if word == "US":
        return "NNP"
    if low in PRONOUNS:
        return "PRP"
    if low in SHORTENED:
        return SHORTENED[low]
    if low.endswith("ly") and len(low) > 4 and tag in ("JJ", "NN", "NNP") and word == low:
        return "RB" if can_be(low, "ADV") else "JJ" if tag == "NNP" else tag
    if tag == "NNP" and word == low:
        tag = "NN" if can_be(low, "NOUN") or not can_be(low, "ADJ") else "JJ"
    if tag in ("JJ", "NN") and word[0].isupper() and not _known(low):
        return "NNP"
    if low in MODALS and not (word[0].isupper() and low in ("may", "will") and tag == "NNP"):
        return "MD"
    if low in BE or low in HAVE or low in DO:
        return _auxiliary(low)
    if low in NEGATION:
        return "RB"
    if low in APOSTROPHE_S:
        return "POS"
    if low in ("'d", "’d"):
        return "MD"
    if low == "to":
        return "TO"
    if low in ("and", "or", "but", "nor", "&"):
        return "CC"
    if low in ("who", "whom", "what", "whoever", "whatever"):
        return "WP"
    if low in ("which", "whichever"):
        return "WDT"
    if low in ("how", "why", "when", "where", "wherever", "whenever"):
        return "WRB"
    if low in DETERMINERS:
        return "DT"
    if low == "that":
        return "THAT"
    if low in PREPOSITIONS:
        return "IN"
    if low in SUBORDINATORS:
        return "IN"
    if low in ADVERBS and low != "there":
        return "RB"
    if low == "there":
        return "EX" if tag == "EX" else "RB"
    if not any(char.isalnum() for char in word):
        return {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")"}.get(
            word,
            "."
            if word[0] in ".!?" and "..." not in word
            else '"'
            if word[0] in "\"'“”‘’«»`"
            else "$"
            if word in "$€£%#"
            else "-",
        )
    return tag


def _auxiliary(low: str) -> str:
    if low in ("be",):
        return "VB"
    if low in ("been",):
        return "VBN"
    if low in ("being", "having"):
        return "VBG"
    if low in ("was", "were", "had", "did"):
        return "VBD"
    if low in ("is", "has", "does"):
        return "VBZ"
    return "VBP"


def _in_context(i, words, lower, tags, shouting):
    word, low, tag = words[i], lower[i], tags[i]
    before = i - 1
    while before >= 0 and (tags[before] == "RB" or tags[before] == '"'):
        before -= 1
    previous = tags[before] if before >= 0 else ""
    previous_word = lower[before] if before >= 0 else ""
    following = tags[i + 1] if i + 1 < len(tags) else "."
    if tag == "HER":
        noun_next = following in NOUN_LIKE | {"JJ", "JJR", "JJS", "VBG", "CD", "VBN"}
        adverbial = i + 1 < len(words) and lower[i + 1] in BASE_VERBS | {"home", "right"}
        return "PRP$" if noun_next and not adverbial else "PRP"
    if low in APOSTROPHE_S:
        return _apostrophe(i, lower, tags)
    if tag == "THAT":
        return _that(i, lower, tags, previous)
    if low in ("does", "did", "do") or low in BE or low in HAVE or tag in ("MD", "TO", "PRP"):
        return tag
    if low == "like":
        wished = previous in ("MD", "TO") or previous_word in ("i", "you", "we", "they", "who")
        denied = lower[i - 1] in ("n't", "n’t", "not") and previous_word in DO
        return "VBP" if wished or denied else "IN"
    if tag in ("IN", "DT", "CC", "WP", "WDT", "WRB", "PRP$", "CD", "RB", "EX", ",", ".", "UH"):
        if not (tag == "RB" and _only_verb(low)):
            return tag
    forms = verb_forms(low)
    name = word[0].isupper() and i > 0 and not shouting and words[i - 1] not in ('"', "“", "``")
    if name and forms & {"VBZ", "VBD"} and "VB" not in forms and _headline(words):
        name, tag = False, "VBZ" if "VBZ" in forms else "VBD"
    if not forms:
        if tag.startswith("VB"):
            return "NNP" if name else "NN"
        return tag
    if name and not (_headline(words) and previous in ("TO", "MD")):
        return "NNP" if tag.startswith(("VB", "NN")) else tag
    choose = _tense if forms & {"VBD", "VBN"} else _bare if "VB" in forms else _third
    if forms == {"VBG"} or low.endswith("ing"):
        return _ing(low, tag, previous, following)
    if "VB" in forms and forms & {"VBD", "VBN"}:  # put, cut, run, read, come
        if "VBN" in forms and _after_auxiliary(before, lower, tags, HAVE | BE):
            return "VBN"
        chosen = _bare(i, lower, tags, previous, previous_word, following)
        if chosen in ("VB", "VBP") and previous_word in ("he", "she", "it"):
            return "VBD"
        return chosen
    return choose(i, lower, tags, previous, previous_word, following)


def _headline(words):
    """Most longer words are capitalised, so that capitals do not tell a name."""
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.75 * len(long)


def _only_verb(low):
    return bool(verb_forms(low)) and not any(can_be(low, kind) for kind in ("NOUN", "ADJ", "ADV"))


def _apostrophe(i, lower, tags):
    previous = lower[i - 1] if i else ""
    if previous == "let":
        return "PRP"
    if previous in PRONOUNS or previous in (
        "that",
        "there",
        "what",
        "who",
        "here",
        "where",
        "how",
        "this",
        "when",
        "which",
        "why",
    ):
        return "VBZ"
    if i + 1 >= len(tags):
        return "POS"
    following, second = tags[i + 1], tags[i + 2] if i + 2 < len(tags) else "."
    if following in ("DT", "RB", "PRP$", "IN", "TO", "PRP", "THAT"):
        return "VBZ" if following != "RB" or second not in ("JJ", "NN", "NNS") else "VBZ"
    if following == "VBG" and second not in NOUN_LIKE | {"IN", ",", "."}:
        return "VBZ"
    if following == "VBN" and second in ("TO", "IN", "RB", ".", ","):
        return "VBZ"
    if following == "JJ" and second not in NOUN_LIKE | {"JJ", "VBG", "CC", "CD"}:
        return "VBZ"
    return "POS"


def _that(i, lower, tags, previous):
    following = tags[i + 1] if i + 1 < len(tags) else "."
    j = i + 1
    while j < len(tags) and tags[j] == "RB":
        j += 1
    ahead = tags[j] if j < len(tags) else "."
    after_noun = previous in NOUN_LIKE | {"CD"} or lower[i - 1] in ANTECEDENTS
    next_verb = ahead in ("MD", "VBZ", "VBD", "VBP") and (
        ahead == "MD" or lower[j] in BE | HAVE | DO or not can_be_noun_only(lower[j])
    )
    if next_verb and (j == i + 1 or lower[j - 1] not in ("here", "there")):
        return "WDT" if after_noun else "DT"
    if following in (".", ",", ";", ":", ")", "-", '"', "CC") or i + 1 >= len(tags):
        return "DT"
    if previous == "IN" and lower[i - 1] not in ("so", "in", "except", "than"):
        return "DT"
    if after_noun:
        return "IN" if lower[i - 1] in CONTENT_NOUNS else "WDT"
    if following in ("NN", "JJ") and i + 1 < len(tags) and not lower[i + 1].endswith("s"):
        # 'that man', unless a verb of saying or thinking came just before a mass noun
        return "DT"
    if following in ("IN", "TO", "WRB", "WP", "VBN", "VBG") and not previous.startswith("VB"):
        return "DT"
    return "IN"


def can_be_noun_only(low: str) -> bool:
    """Known as a noun and not as a verb."""
    return can_be(low, "NOUN") and not verb_forms(low)


def _after_auxiliary(before, lower, tags, family):
    """A form of `family` stands left, with at most adverbs and one subject between (questions)."""
    j, steps = before, 0
    while j >= 0 and steps < 5:
        if lower[j] in family or (lower[j] in APOSTROPHE_S and tags[j] == "VBZ"):
            return True
        if tags[j] == "PRP" and steps == 0 and lower[j] not in OBJECTIVE:
            inverted = j > 0 and lower[j - 1] in family
            clause_start = j < 2 or tags[j - 2] in (",", "CC", "WP", "WRB", "WDT", '"', ":", ".")
            return inverted and clause_start
        if tags[j] not in ("RB",):
            return False
        j -= 1
        steps += 1
    return False


def _finite_ahead(i, lower, tags):
    """Another finite verb follows before the clause can have ended: this one is a participle."""
    for j in range(i + 1, min(len(tags), i + 16)):
        if tags[j] in (",", ";", ":", ".", "CC", "WP", "WDT", "WRB", "THAT", "(", "-", '"'):
            return False
        if lower[j] in ("because", "while", "when", "if", "although", "though", "after", "as"):
            return False
        if tags[j] == "MD" or lower[j] in BE - {"be", "been", "being"} or lower[j] in HAVE | DO:
            # a subject of its own makes it another clause: 'said he was'
            return not any(tags[k] == "PRP" and lower[k] in NOMINATIVE for k in range(i, j))
        if tags[j] in ("VBZ", "VBD") and _only_verb(lower[j]) and lower[j] not in ("based",):
            return not any(tags[k] == "PRP" and lower[k] in NOMINATIVE for k in range(i, j))
    return False


def _finite_before(i, lower, tags):
    """The clause that ends in front of `i` has its finite verb already."""
    for j in range(i - 1, -1, -1):
        if tags[j] in (",", ";", ":", ".", "CC", "WP", "WDT", "WRB", "IN", "(", '"', "-"):
            if tags[j] == "IN" and lower[j] in PREPOSITIONS:
                continue
            return False
        if tags[j] in FINITE:
            return True
    return False


def _tense(i, lower, tags, previous, previous_word, following):
    """Past tense, participle or adjective."""
    low, tag = lower[i], tags[i]
    forms = verb_forms(low)
    before = i - 1
    while before >= 0 and tags[before] in ("RB", '"'):
        before -= 1
    if _after_auxiliary(before, lower, tags, HAVE):
        return "VBN"
    if _after_auxiliary(before, lower, tags, BE):
        return "JJ" if tag == "JJ" and not tags[i].startswith("V") else "VBN"
    if previous_word in ("get", "gets", "got", "getting", "gotten") and following != "PRP":
        return "VBN"
    if "VBN" not in forms:
        return "VBD" if tag.startswith("V") or not can_be(low, "NOUN") else tag
    if "VBD" not in forms:
        return "VBN" if tag.startswith("V") or tag == "NN" else tag
    if previous in ("DT", "PRP$", "POS", "CD", "JJ", "IN", "TO") and (
        following in NOUN_LIKE | {"JJ", "CC", "VBG"} or previous in ("IN", "TO")
    ):
        return "VBN"
    if previous == "PRP" and previous_word not in OBJECTIVE:
        return "VBD"
    if previous in ("WP", "WDT"):
        return "VBD"
    if not tag.startswith("V") and previous not in NOUN_LIKE:
        return tag
    if following == "IN" and lower[i + 1] == "by":
        second = tags[i + 2] if i + 2 < len(tags) else "."
        return "VBN" if second != "CD" else "VBD"
    if previous in ("", "(", "-", ",", ";", ":"):
        if following in ("IN", "TO", "RB", ",", ".") and not (
            previous == "," and _pending_subject(i, lower, tags)
        ):
            return "VBN"
        return "VBD"
    if previous.startswith("VB"):
        return "VBN" if following not in ("DT", "PRP", "PRP$", "NNP") else "VBD"
    if previous == "CC":
        for j in range(i - 1, -1, -1):
            if tags[j] in ("VBD", "VBN") and lower[j] not in BE | HAVE:
                return tags[j]
            if tags[j] in ("VBZ", "VBP", "VB"):
                break
        return "VBD"
    if _finite_before(i, lower, tags):
        # 'said Putin arrived' apart, a second verb in the clause is a reduced relative
        return "VBD" if following in ("DT", "PRP", "PRP$", "NNP", "TO") else tag_or("VBN", tag)
    if following in ("DT", "PRP", "PRP$", "THAT"):
        return "VBD"
    return "VBN" if _finite_ahead(i, lower, tags) else "VBD"


def tag_or(default, tag):
    """The tagger's own verb tag where it gave one of the two, else `default`."""
    return tag if tag in ("VBD", "VBN") else default


def _pending_subject(i, lower, tags):
    """A subject waits for its verb: 'Putin, in Moscow, warned'."""
    return not any(tags[j] in FINITE for j in range(i)) and any(
        tags[j] in NOUN_LIKE | {"PRP"} for j in range(i)
    )


def _bare(i, lower, tags, previous, previous_word, following):
    """Bare form: infinitive, present of a plural, or noun."""
    low, tag = lower[i], tags[i]
    noun = can_be(low, "NOUN")
    other = noun or can_be(low, "ADJ") or can_be(low, "ADV")
    opens_object = following in ("DT", "PRP", "PRP$", "THAT", "WP", "HER")
    if previous == "TO":
        if other and tag in ("NN", "JJ") and i > 1 and following in NOUN_LIKE and not noun:
            return tag
        return "VB"
    if previous == "MD" or (previous_word in DO and i > 0):
        return "VB"
    if lower[i - 1] in ("n't", "n’t") and i:
        return "VB"
    if previous == "PRP":
        if previous_word in NOMINATIVE | {"you"}:
            return "VB" if _question(i, lower, tags) else "VBP"
        if not other or opens_object or low in BASE_VERBS:
            return "VB" if not _question(i, lower, tags) else "VB"
        helped = any(
            lower[j] in ("let", "make", "makes", "made", "help", "helps", "helped", "have", "see")
            for j in range(max(0, i - 3), i)
        )
        return "VB" if helped and tag in ("VB", "NN") else tag
    if previous == "DT" and lower[i - 1] in ("this", "that") and opens_object and tag[0] == "V":
        return "VBP"
    if previous in ("DT", "PRP$", "POS", "JJ", "CD") and noun:
        return "NN" if not tag.startswith("NN") else tag
    if previous in ("DT", "PRP$", "POS") and other:
        return "JJ"
    if previous == "IN" and previous_word in PREPOSITIONS and noun:
        return "NN"
    if previous in ("WP", "WDT"):
        plural = before_tag(i, tags) == "NNS" and following != "MD" and not _finite_next(i, tags)
        return "VBP" if tag.startswith("V") or not other or opens_object or plural else tag
    if previous_word == "please":
        return "VB"
    if low in ("look", "sound", "seem") and following in ("JJ", "RB") and previous == "DT":
        return "VBP"
    if previous == "":
        if opens_object and tag in ("NN", "VB", "VBP", "JJ"):
            return "VB"
        return tag
    if previous == "NNS" and (tag.startswith("V") or opens_object or following in ("IN", "TO")):
        return "VBP" if not _finite_before(i, lower, tags) else tag
    if previous == "CC" and opens_object:
        for j in range(i - 1, -1, -1):
            if tags[j].startswith("VB"):
                return tags[j] if tags[j] in ("VB", "VBP") else tag
    if not other and tag in ("NN", "JJ"):
        return "VB"
    if previous in NOUN_LIKE and tag in ("VB", "VBP") and noun and not opens_object:
        return "NN" if low not in BASE_VERBS else tag
    return tag


def before_tag(i, tags):
    """Tag of the word in front of the relative pronoun that stands left of `i`."""
    j = i - 1
    while j >= 0 and tags[j] == "RB":
        j -= 1
    while j >= 0 and tags[j] in ("WP", "WDT", ","):
        j -= 1
    return tags[j] if j >= 0 else ""


def _finite_next(i, tags):
    return i + 1 < len(tags) and tags[i + 1] in FINITE


def _question(i, lower, tags):
    """An auxiliary stands before the pronoun: 'did he go'."""
    j = i - 1
    while j >= 0 and tags[j] == "RB":
        j -= 1
    j -= 1
    while j >= 0 and tags[j] == "RB":
        j -= 1
    return (
        j >= 0
        and (tags[j] == "MD" or lower[j] in DO)
        and (j == 0 or tags[j - 1] not in ("PRP", "NNP", "NN", "NNS"))
    )


def _third(i, lower, tags, previous, previous_word, following):
    """Third person singular, or plural noun: 'strikes', 'talks', 'reports'."""
    low, tag = lower[i], tags[i]
    if not can_be(low, "NOUN") and not can_be(low.rstrip("s"), "NOUN"):
        return "VBZ"
    if previous == "DT" and lower[i - 1] in ("this", "that"):
        return "VBZ"
    if previous in ("DT", "PRP$", "POS", "JJ", "CD", "IN", "TO", "VBG"):
        return "NNS"
    if previous == "PRP" and previous_word not in OBJECTIVE:
        return "VBZ"
    if previous in ("WP", "WDT"):
        return "VBZ"
    if previous in ("NN", "NNP"):
        if following in ("DT", "PRP", "PRP$", "THAT") and not _finite_before(i, lower, tags):
            return "VBZ"
        if _finite_before(i, lower, tags) or _finite_ahead(i, lower, tags):
            return "NNS"
        if following in ("IN", "TO", "NNP", "JJ", "NN", "NNS", "RB"):
            later = any(t in FINITE for t in tags[i + 1 :])
            return tag if later else "VBZ"
    return tag


def _ing(low, tag, previous, following):
    """Gerund used as a verb, or noun."""
    if tag not in ("VBG", "NN", "JJ"):
        return tag
    if previous in ("DT", "PRP$", "POS", "JJ"):
        return tag if tag != "VBG" or following in NOUN_LIKE else "NN"
    if following in ("DT", "PRP", "PRP$"):
        return "VBG"
    return tag
