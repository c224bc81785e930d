"""More like this, over a commit (search.similar)."""

from collections.abc import Hashable, Mapping
from functools import partial

import numpy as np

from search.columnar.answer import answer
from search.columnar.snapshot import Snapshot
from search.columnar.word_counts import stems_of
from search.results import Hit
from search.similar import MOST, Subject, most_common, others, tells


def similar(snapshot: Snapshot, article_id: str, n: int) -> tuple[Hit, ...]:
    """Return up to `n` articles on the subject of one; none where it is not there."""
    article = snapshot.article(article_id)
    if article is None:
        return ()
    subject = Subject.of(article)
    query = subject.question(snapshot.documents, _frequencies(snapshot, subject))
    group = partial(_group, snapshot)
    return others(query, n, group(article_id), partial(answer, snapshot=snapshot), group) if query else ()


def _frequencies(snapshot: Snapshot, subject: Subject) -> Mapping[str, int]:
    """Return how many articles have each stem; deleted ones are looked up only for those that can be among the best."""
    stems, documents = stems_of(snapshot), snapshot.documents
    totals = {one: sum(own.total(one) for own in stems) for one in subject.times}
    dead = snapshot.size - documents
    if not dead:
        return totals
    sure = [one for one, df in totals.items() if tells(documents, df) and df - dead > 1]
    values = sorted((subject.value(one, documents, totals[one]) for one in sure), reverse=True)
    edge = values[MOST - 1] if len(values) >= MOST else 0.0
    maybe = (
        one
        for one, df in totals.items()
        if df - dead <= most_common(documents) and subject.value(one, documents, max(1, df - dead)) >= edge
    )
    return {one: totals[one] - sum(own.deleted(one) for own in stems) for one in maybe}


def _group(snapshot: Snapshot, article_id: str) -> Hashable:
    document, copies = snapshot.find(article_id), snapshot.copies
    if document is None or copies.counts(np.array([document]))[0] < 2:
        return article_id  # nearly always; the groups are made of all articles, once a commit
    group = -1 if copies.groups is None else int(copies.groups[document])
    return article_id if group < 0 else group
