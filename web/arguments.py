"""A request's parameters, read into what is asked: a Query and what else, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from index.fields import facet_key
from search.query import FACETS, MAX_CHARACTERS, MODES, Expression, Query
from search.syntax import parse
from search.told import told
from web.languages import gettext, translated
from web.parameters import MAX_VALUES, PARAMETERS, TYPED, Parameter, fields_of
from web.params import ATTRIBUTES, NOT, SHAPES, VIEWS, Asked, Begun, Problem, Shape, Surface, View, usual_sort


def from_args(args: "MultiDict[str, str]", surface: Surface) -> Asked:
    """Read a request's parameters; an empty one is absent, a faulty one is reported and left out."""
    given = _given(args)
    problems = [_unknown(name) for name in given if name not in surface.names]
    known = {name: PARAMETERS[name] for name in surface.names}
    read = _read(given, known, problems, surface.fields)
    shape = Shape(**{name: read.pop(name) for name in (*SHAPES, "format") if name in read})
    view = View(**{name: read.pop(name) for name in VIEWS if name in read})
    query = _query(read, surface.defaults, problems)
    if shape.highlight == "none":
        query = replace(query, highlight=False)
    typed = {name: values[0] for name, values in given.items()}
    if any(problem.exchanged for problem in problems):
        typed |= {"from": typed["to"], "to": typed["from"]}
    return Asked(query, shape, tuple(problems), typed, view)


def begun(args: "MultiDict[str, str]") -> Begun:
    """Read a request's parameters where a text is completed; an empty one is absent."""
    given = _given(args)
    problems = [_unknown(name) for name in given if name not in TYPED]
    read = _read(given, TYPED, problems)
    try:
        Query(size=read.get("size", 0))
    except QueryError as error:
        problems.append(Problem("size", _sentence(translated(error.message))))
    return Begun(**read, problems=tuple(problems))


def _given(args: "MultiDict[str, str]") -> dict[str, list[str]]:
    """Return the texts of each parameter that is not empty."""
    return {name: values for name in args if (values := [value for value in args.getlist(name) if value.strip()])}


def _read(
    given: Mapping[str, list[str]],
    known: Mapping[str, Parameter],
    problems: list[Problem],
    fields: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return what the values mean by the attribute that takes it; add a problem for each that means nothing."""
    read: dict[str, Any] = {}
    for name, values in ((name, given[name]) for name in known if name in given):
        try:
            _bounded(known[name], values)
            value = fields_of(values[0], fields) if name == "fields" else _value(known[name], values)
            read[known[name].attribute or name] = value
        except QueryError as error:
            problems.append(Problem(name, _sentence(f"{name} {translated(error.message)}")))
    return read


def _bounded(parameter: Parameter, values: list[str]) -> None:
    if not parameter.many and len(values) > 1:
        raise QueryError(told("is given %(times)s times, not once", times=len(values)))
    if len(values) > MAX_VALUES:
        raise QueryError(told("is given more than %(most)s times", most=MAX_VALUES))
    if parameter.name != "q" and max(map(len, values)) > MAX_CHARACTERS:
        raise QueryError(told("is longer than %(most)s characters", most=MAX_CHARACTERS))


def _value(parameter: Parameter, values: list[str]) -> object:
    """Return what the texts of a parameter mean, each once where it takes several.

    Raises:
        QueryError: one of them means nothing.
    """
    if not parameter.many:
        return parameter.read(values[0])
    facet = NOT.get(parameter.name, parameter.name)
    read = map(parameter.read, values)
    return tuple({facet_key(facet, value) if facet in FACETS else value: value for value in read}.values())


def _query(read: dict[str, Any], defaults: Query, problems: list[Problem]) -> Query:
    """Build the query of what is read; whatever it refuses is left out and becomes a problem."""
    text = read.pop("expression", None)
    mode = read.get("mode")
    if text is not None and (expression := _expression(text, mode if mode in MODES else "all", problems)):
        read["expression"] = expression
    while True:
        try:
            return replace(defaults, **{"sort": usual_sort(read.get("expression")), **read})
        except QueryError as error:
            fault = _fault(error, read, problems)
            problems.append(fault)
            if fault.exchanged:
                read["date_from"], read["date_to"] = read["date_to"], read["date_from"]
            else:
                del read[ATTRIBUTES[error.parameter]]


def _fault(error: QueryError, read: Mapping[str, Any], problems: list[Problem]) -> Problem:
    """Return what is wrong with a query; two dates of which the second is the earlier are exchanged, once."""
    dated = error.parameter == "from" and {"date_from", "date_to"} <= read.keys()
    exchanged = dated and not any(problem.exchanged for problem in problems)
    return Problem(error.parameter, _sentence(translated(error.message)), exchanged=exchanged)


def _expression(text: str, mode: str, problems: list[Problem]) -> Expression | None:
    try:
        return parse(text, "any" if mode == "any" else "all")
    except QueryError as error:
        problems.append(Problem("q", _sentence(translated(error.message)), error.position))
        return None


def _unknown(name: str) -> Problem:
    return Problem(name, gettext("There is no parameter %(name)s.", name=repr(name)))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
