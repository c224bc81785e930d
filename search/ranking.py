"""How hits are ranked: BM25F, the fields combined before saturation, each leaf of the query as one term.

    tf(leaf, d) = Σ_f weight_f · (n_f + EXACT · e_f) / (1 - b_f + b_f · length_f / average_f)
    idf(leaf)   = ln(1 + (N - df + 0.5) / (df + 0.5))
    share(leaf) = (REPEATED + 1) · q / (REPEATED + q), a function word's times FUNCTION_WORD in a long any-word query
    score(d)    = Σ_leaf share(leaf) · idf(leaf) · tf · (K1 + 1) / (tf + K1)

n_f is how often the leaf occurs in field f of article d, e_f how often in the query's own words (so that an
exact form ranks above its stem), df the number of articles with the leaf, N of all articles, average_f the mean
length in words of the field over the articles that have it, q how often the leaf stands in the query.
Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.6, with the share of what a
query repeats from Robertson, Walker: Okapi at TREC-3, 1994; idf floored at 0 by the 1 + as in Lucene. How the numbers
were chosen: docs/ranking.md.
"""

import math
from collections import Counter
from collections.abc import Mapping

from index.weights import Number, factor
from search.function_words import FUNCTION_WORDS
from search.query import Leaf, Mode, Node, Term, repeated_leaves

K1 = 1.6
EXACT = 0.2
REPEATED = 8.0
FUNCTION_WORD = 0.2
LONG = 4  # words of an any-word query in which function words weigh less


def shares(root: Node, mode: Mode) -> Mapping[Leaf, float]:
    """Return what each leaf of a query counts for beside its idf."""
    times = Counter(repeated_leaves(root))
    light = mode == "any" and sum(times.values()) >= LONG and not all(map(_is_function_word, times))
    return {
        leaf: (REPEATED + 1) * many / (REPEATED + many) * (FUNCTION_WORD if light and _is_function_word(leaf) else 1.0)
        for leaf, many in times.items()
    }


def _is_function_word(leaf: Leaf) -> bool:
    return isinstance(leaf, Term) and leaf.field is None and leaf.word in FUNCTION_WORDS


def idf(documents: int, df: int) -> float:
    """Return the weight of a leaf that `df` of `documents` articles have."""
    return math.log(1 + (documents - df + 0.5) / (df + 0.5))


def saturated(tf: Number) -> Number:
    """Return the part of a leaf's idf that a combined frequency earns, from 0 up to K1 + 1."""
    return tf * (K1 + 1) / (tf + K1)


def field_tf(field: str, count: Number, exact: Number, length: Number, average: float) -> Number:
    """Return one field's share of the combined frequency."""
    return factor(field, length, average) * (count + EXACT * exact)
