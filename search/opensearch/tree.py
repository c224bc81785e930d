"""A query's tree as the cluster's filters. User text never reaches a parser of the cluster's."""

from collections.abc import Mapping, Sequence
from typing import Any

from index.analysis import stem
from index.errors import QueryError
from index.opensearch.documents import cut
from search.holding import counted
from search.nodes import (
    And,
    AtLeast,
    Everything,
    Expanding,
    Fuzzy,
    Has,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Of,
    Or,
    Phrase,
    Prefix,
    Published,
    Simple,
    Term,
    Wildcard,
    Within,
    fields_of,
    leaves,
    shown_leaves,
)
from search.opensearch.exact import is_exact, superset
from search.opensearch.intervals import in_first, in_lead, in_unit, source, units
from search.opensearch.looked import found_in
from search.opensearch.lookup import words_of
from search.opensearch.snapshot import Snapshot
from search.opensearch.spans import apart
from search.query import SCORED
from search.told import told

Clause = dict[str, Any]
NONE: Clause = {"match_none": {}}
ALL: Clause = {"match_all": {}}


class Tree:
    """Makes filters of nodes, for documents that are articles or quotations.

    Where a field of a leaf matches has a name: the number of the leaf and the field, as "0.body".
    """

    def __init__(self, snapshot: Snapshot, of: Of, root: Node | None = None) -> None:
        self._snapshot, self._of = snapshot, of
        self._numbers: Mapping[Leaf, int] = {leaf: at for at, leaf in enumerate(leaves(root))} if root else {}

    def words(self, leaf: Expanding, fields: Sequence[str]) -> Sequence[str]:
        """Return the words that a leaf stands for."""
        return words_of(self._snapshot, leaf, fields)

    def filter(self, node: Node) -> Clause:
        """Return what finds the documents for which a node holds.

        Raises:
            QueryError: a leaf stands for too many words, or the cluster cannot look for it.
        """
        match node:
            case Everything():
                return ALL
            case Nothing():
                return NONE
            case And(children):
                return {"bool": {"filter": list(map(self.filter, children))}} if children else ALL
            case Or(children):
                return any_of(list(map(self.filter, children)))
            case Not(child):
                return {"bool": {"must_not": [self.filter(child)]}}
            case Published(first, last):
                return days(first, last)
            case Has(what):
                has = {"range": {"quotes": {"gte": 1}}} if what == "quotes" else {"term": {"photo": True}}
                return has if self._of == "articles" else of_article(has)
            case leaf:
                return self._leaf(leaf)

    def in_fields(self, leaf: Leaf, fields: Sequence[str] | None = None) -> dict[str, Clause]:
        """Return by field what finds the documents where a leaf matches there."""
        if not is_exact(leaf):
            return self._looked(leaf)
        match leaf:
            case AtLeast(_, child):
                return self.in_fields(child)
            case Within():
                return self._within(leaf)
            case _:
                return {
                    name: self._own(name, self._in_field(leaf, name)) for name in fields or fields_of(leaf, self._of)
                }

    def counting(self, leaf: Leaf, field: str, *, exact: bool = False) -> Clause:
        """Return what scores a document by how often a leaf matches in a field of its own; with `exact`, in its words.

        What cannot be counted scores 1.
        """
        begins = "w_" if exact else "t_"
        match leaf:
            case Term(word):
                return {"term": {begins + field: {"value": cut(word if exact else stem(word)), "boost": 1.0}}}
            case Phrase(many, slop=0):
                text = " ".join(cut(word if exact else stem(word)) for word in many)
                return {"match_phrase": {begins + field: {"query": text, "boost": 1.0 / len(many)}}}
            case Prefix() | Wildcard() | Fuzzy() if len(own := self.words(leaf, fields_of(leaf, self._of))) <= _COUNTED:
                return any_of([{"term": {f"w_{field}": {"value": cut(word)}}} for word in own])
            case _:
                found = self.in_fields(leaf, (field,)).get(field, NONE)
                return {"constant_score": {"filter": found}}

    def _leaf(self, leaf: Leaf) -> Clause:
        found = self.in_fields(leaf)
        if isinstance(leaf, AtLeast) and is_exact(leaf):
            times = self._times(leaf)
            each = {name: {"bool": {"filter": [one, times]}} for name, one in found.items()}
            return {"bool": {"filter": [times], "should": self._named(leaf, each)}}
        return any_of(self._named(leaf, found))

    def _looked(self, leaf: Leaf) -> dict[str, Clause]:
        """Return by field the documents where a leaf matches that is looked for one by one."""
        candidates = Tree(self._snapshot, "articles").filter(superset(leaf))
        found = found_in(self._snapshot, leaf, self._of, candidates)
        return {name: {"ids": {"values": list(ids)}} for name, ids in found.items()}

    def _named(self, leaf: Leaf, found: Mapping[str, Clause]) -> list[Clause]:
        if leaf not in self._numbers:
            return list(found.values())
        number = self._numbers[leaf]
        return [{"bool": {"filter": [one], "_name": f"{number}.{field}"}} for field, one in found.items()]

    def _own(self, field: str, clause: Clause) -> Clause:
        """Return what looks into a field where it is: a quotation has few of its own."""
        return clause if self._of == "articles" or field in SCORED["quotes"] else of_article(clause)

    def _in_field(self, leaf: Leaf, field: str) -> Clause:
        match leaf:
            case Term(word):
                return {"term": {f"t_{field}": {"value": cut(stem(word))}}}
            case Phrase(slop=0):
                return self.counting(leaf, field)
            case Prefix(stub) if self.words(leaf, fields_of(leaf, self._of)):
                return {"prefix": {f"w_{field}": {"value": cut(stub)}}}
            case Wildcard(pattern) if self.words(leaf, fields_of(leaf, self._of)):
                return {"wildcard": {f"w_{field}": {"value": cut(pattern)}}}
            case Fuzzy():
                own = self.words(leaf, fields_of(leaf, self._of))
                return {"terms": {f"w_{field}": list(map(cut, own))}}
            case Prefix() | Wildcard():
                return NONE
            case Near(Term() as left, Term() as right, apart=True):
                return apart(leaf, left, right, field, self._of)
            case _:
                return {"intervals": {f"t_{field}": source(leaf, field, self._of, self.words)}}

    def _within(self, leaf: Within) -> dict[str, Clause]:
        if leaf.unit in ("lead", "first"):
            return {name: self._own(name, one) for name, one in self._beginning(leaf).items()}
        if self._of == "quotes":
            return {"quote": self.filter(leaf.child)}
        if leaf.unit == "quote":
            said = Tree(self._snapshot, "quotes").filter(leaf.child)
            return {"quote": {"has_child": {"type": "quote", "query": said}}}
        found = in_unit(leaf.child, units(leaf.unit), self._of, self.words)
        return {"title": self._in_title(leaf.child), "body": {"intervals": {"t_body": found}}}

    def _in_title(self, node: Node) -> Clause:
        """Return what finds the articles for whose title a node holds: it is one sentence and one paragraph."""
        match node:
            case And(children):
                return {"bool": {"filter": list(map(self._in_title, children))}}
            case Or(children):
                return any_of(list(map(self._in_title, children)))
            case Not(child):
                return {"bool": {"must_not": [self._in_title(child)]}}
            case Within(_, child):
                return self._in_title(child)
            case leaf:
                plain = Tree(self._snapshot, "articles")
                return plain._in_field(_simple(leaf), "title") if "title" in fields_of(leaf) else NONE

    def _beginning(self, unit: Within) -> dict[str, Clause]:
        """Return what finds the articles for whose beginning, title included, a node holds, by where it is shown."""
        whole = self._in_beginning(unit.child, unit)
        shown = {
            "title": any_of([self._in_title(leaf) for leaf in shown_leaves(unit.child)]),
            "body": any_of([self._in_body(leaf, unit) for leaf in shown_leaves(unit.child)]),
        }
        return {name: {"bool": {"filter": [whole, one]}} for name, one in shown.items()}

    def _in_beginning(self, node: Node, unit: Within) -> Clause:
        match node:
            case And(children):
                return {"bool": {"filter": [self._in_beginning(child, unit) for child in children]}}
            case Or(children):
                return any_of([self._in_beginning(child, unit) for child in children])
            case Not(child):
                return {"bool": {"must_not": [self._in_beginning(child, unit)]}}
            case leaf:
                return any_of([self._in_title(leaf), self._in_body(leaf, unit)])

    def _in_body(self, leaf: Node, unit: Within) -> Clause:
        if isinstance(leaf, Within):
            found = in_unit(leaf.child, units(leaf.unit), "articles", self.words)
        elif "body" in fields_of(leaf, "articles"):
            found = source(leaf, "body", "articles", self.words)
        else:
            return NONE
        return {"intervals": {"t_body": in_lead(found) if unit.unit == "lead" else in_first(found, unit.words)}}

    def _times(self, leaf: AtLeast) -> Clause:
        """Return what finds the documents where a leaf matches so many times."""
        child = leaf.child
        fields = counted(child, self._of)
        each = {name: self.counting(child, name) for name in fields}
        if self._of == "quotes" and not set(fields) <= set(SCORED["quotes"]):
            return of_article(_at_least(leaf.times, list(each.values())))
        return _at_least(leaf.times, list(each.values()))


_COUNTED = 1_000  # words of a leaf whose matches are counted: the cluster takes no more clauses


def days(first: int | None, last: int | None) -> Clause:
    """Return what finds the documents of some days, ordinals, both included."""
    return {"range": {"day": {"gte": max(1, first or 1), **({} if last is None else {"lte": last})}}}


def any_of(clauses: Sequence[Clause]) -> Clause:
    """Return what finds the documents that any clause finds."""
    if len(clauses) < 2:
        return clauses[0] if clauses else NONE
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def of_article(clause: Clause) -> Clause:
    """Return what finds the quotations of the articles that a clause finds."""
    return {"has_parent": {"parent_type": "article", "query": clause}}


def _at_least(times: int, clauses: Sequence[Clause]) -> Clause:
    return {"script_score": {"query": any_of(clauses), "script": {"source": "_score"}, "min_score": times}}


def _simple(node: Node) -> Any:
    if isinstance(node, Simple | Near):
        return node
    raise QueryError(told("on a cluster this cannot be asked of a sentence, a paragraph or a beginning"), node.start)
