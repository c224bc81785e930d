"""How hits are ranked: BM25F, the fields combined before saturation, each leaf of the query as one term.

    tf(leaf, d) = Σ_f weight_f · (n_f + EXACT · e_f) / (1 - b_f + b_f · length_f / average_f)
    idf(leaf)   = ln(1 + (N - df + 0.5) / (df + 0.5))
    share(leaf) = (REPEATED + 1) · q / (REPEATED + q), a function word's times FUNCTION_WORD in a long any-word query
    score(d)    = Σ_leaf share(leaf) · idf(leaf) · tf · (K1 + 1) / (tf + K1)
    phrase(d)   = PHRASE · max_leaf(share · idf) · tf(close, d) · (K1 + 1) / (tf(close, d) + K1)
    recent(d)   = score(d) · YEAR / (YEAR + age)

n_f is how often the leaf occurs in field f of article d, e_f how often in the query's own words (so that an
exact form ranks above its stem), df the number of articles with the leaf, N of all articles, average_f the mean
length in words of the field over the articles that have it, q how often the leaf stands in the query.
Two to MOST_WORDS words that must all be there count once more where they stand as the phrase that they make, and the
less the farther they are from it: in tf(close, d), n_f is the sum of search.proximity.closeness. phrase(d)
is added to the scores of the FOREMOST hits by their words alone, and of those that score as the last of them does. All
others score less than these with it or without, so that the order is one of all hits. What the first hits share is
added so, too, where any of the words may be there (search.feedback).
Sorted by `recent`, a score halves in the first YEAR of age (search.recency), and is a third after two: the form of
Solr's `recip`.
Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.6, with the share of what a
query repeats from Robertson, Walker: Okapi at TREC-3, 1994; idf floored at 0 by the 1 + as in Lucene. How the numbers
were chosen: docs/ranking.md.
"""

import math
from collections import Counter
from collections.abc import Mapping

from index.weights import Number, factor
from search.function_words import FUNCTION_WORDS
from search.query import And, Leaf, Mode, Node, Of, Or, Phrase, Term, repeated_leaves

K1 = 1.2
EXACT = 0.2
REPEATED = 8.0
FUNCTION_WORD = 0.2
LONG = 4  # words of an any-word query in which function words weigh less
PHRASE = 2.0  # what the phrase that the words of a short all-words query make counts beside the heaviest of them
MOST_WORDS = 6  # of such a query
FOREMOST = 50  # hits; to look into all of them made a search take 1.7 times as long
YEAR = 365.0


def shares(root: Node, mode: Mode) -> Mapping[Leaf, float]:
    """Return what each leaf counts for beside its idf."""
    every = repeated_leaves(root)
    times: Mapping[Leaf, int] = dict.fromkeys(every, 1)
    times = Counter(every) if len(every) > len(times) else times
    light = light_words(root, mode)
    return {
        leaf: (REPEATED + 1) * many / (REPEATED + many) * (FUNCTION_WORD if leaf in light else 1.0)
        for leaf, many in times.items()
    }


def light_words(root: Node, mode: Mode) -> frozenset[Leaf]:
    """Return the function words of a long any-word query: they count little beside its other words."""
    every = repeated_leaves(root) if mode == "any" else ()
    light = frozenset(filter(_is_function_word, every))
    return light if len(every) >= LONG and not light.issuperset(every) else frozenset()


def as_phrase(root: Node, mode: Mode = "all") -> Phrase | None:
    """Return the phrase that a few words make which must all be there; None where a query is anything else."""
    if mode != "all":
        return None
    children = root.children if isinstance(root, And) else ()
    terms = [child for child in children if isinstance(child, Term) and child.field is None]
    plain = len(terms) == len(children) and not all(map(_is_function_word, terms))
    return Phrase(tuple(term.word for term in terms)) if plain and 2 <= len(terms) <= MOST_WORDS else None


def looks_for_more(root: Node, mode: Mode, of: Of) -> bool:
    """Tell whether what the first hits share counts: in queries for articles with any of a few plain words."""
    children = root.children if mode == "any" and of == "articles" and isinstance(root, Or) else ()
    plain = [one for one in children if isinstance(one, Term | Phrase) and one.field is None]
    subjects = {one for one in plain if not _is_function_word(one)}
    return len(plain) == len(children) and len(subjects) > 1  # one is the same search as with all of the words


def _is_function_word(leaf: Leaf) -> bool:
    return isinstance(leaf, Term) and leaf.field is None and leaf.word in FUNCTION_WORDS


def foremost(last: float) -> float:
    """Return what hits score at least that score as the last of the foremost: engines add up in different orders."""
    return last * (1 - 1e-9)


def idf(documents: int, df: int) -> float:
    """Return the weight of a leaf that `df` of `documents` articles have."""
    return math.log(1 + (documents - df + 0.5) / (df + 0.5))


def saturated(tf: Number) -> Number:
    """Return the part of a leaf's idf that a combined frequency earns, from 0 up to K1 + 1."""
    return tf * (K1 + 1) / (tf + K1)


def field_tf(field: str, count: Number, exact: Number, length: Number, average: float) -> Number:
    """Return one field's share of the combined frequency."""
    return factor(field, length, average) * (count + EXACT * exact)


def recency(age: Number) -> Number:
    """Return what a score is multiplied by for an age in days."""
    return YEAR / (YEAR + age)
