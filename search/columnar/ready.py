"""A query made ready to be counted over: names as the archive has them, what is too wide refused."""

from search import query as limits
from search.allowance import once_a_page
from search.columnar.execution import Execution
from search.columnar.finder import group_of
from search.columnar.snapshot import Snapshot
from search.query import Everything, Expanding, Query, Term, check_expansion, fields_of, simple_leaves
from search.same import canonical
from search.syntax import expression_of


def ready(query: Query, snapshot: Snapshot) -> Execution:
    """Return the execution of a query over a commit; its `query` is the one with names as the archive has them.

    On one page (search.allowance) it is the same one for the same query: the chart counts what the list has found.

    Raises:
        QueryError: a leaf stands for too many words (search.query.check_expansion).
    """
    query = canonical(query, snapshot.same)
    return once_a_page((snapshot, query), lambda: _execution(query, snapshot))


def _execution(query: Query, snapshot: Snapshot) -> Execution:
    expression = expression_of(query)
    root = expression.root if expression else Everything()
    for leaf in () if isinstance(root, Term) else simple_leaves(root):
        if isinstance(leaf, Expanding):
            _refuse_wide(leaf, query, snapshot)
    return Execution(query, root, snapshot)


def _refuse_wide(leaf: Expanding, query: Query, snapshot: Snapshot) -> None:
    """Refuse a leaf that stands for too many words, over the fields that it looks in."""
    found = [(one, one.expanded(leaf)) for one in snapshot.spelled(group_of(fields_of(leaf, query.of)[0]))]
    many = sum(len(numbers) for _, numbers in found)
    if many > limits.MAX_EXPANSIONS and len(found) > 1:
        many = len({one.words.word(number) for one, numbers in found for number in numbers.tolist()})
    check_expansion(leaf, many)
