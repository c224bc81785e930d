"""How hits are ranked: BM25F, the fields combined before saturation, each leaf of the query as one term.

    tf(leaf, d) = Σ_f weight_f · (n_f + EXACT · e_f) / (1 - b_f + b_f · length_f / average_f)
    idf(leaf)   = ln(1 + (N - df + 0.5) / (df + 0.5))
    score(d)    = Σ_leaf idf(leaf) · tf · (K1 + 1) / (tf + K1)

n_f is how often the leaf occurs in field f of article d, e_f how often in the query's own words (so that an
exact form ranks above its stem), df the number of articles with the leaf, N of all articles, average_f the mean
length in words of the field over the articles that have it.
Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.6;
idf floored at 0 by the 1 + as in Lucene. The weights are the usual ones; measuring them is work to come.
"""

import math

from index.weights import Number, factor

K1 = 1.2
EXACT = 0.5


def idf(documents: int, df: int) -> float:
    """Return the weight of a leaf that `df` of `documents` articles have."""
    return math.log(1 + (documents - df + 0.5) / (df + 0.5))


def saturated(tf: Number) -> Number:
    """Return the part of a leaf's idf that a combined frequency earns, from 0 up to K1 + 1."""
    return tf * (K1 + 1) / (tf + K1)


def field_tf(field: str, count: Number, exact: Number, length: Number, average: float) -> Number:
    """Return one field's share of the combined frequency."""
    return factor(field, length, average) * (count + EXACT * exact)
