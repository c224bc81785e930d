"""Requests that schemathesis makes of the API's own description, right ones and wrong ones, with all of its checks.

`python -m tests.fuzz_api [EXAMPLES]` makes seven thousand and prints the figures; status 1 where anything fails.
"""

import json
import re
import sys
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field

import schemathesis
from schemathesis.engine import events, from_schema

from search.linear_searcher import LinearSearcher
from tests.conftest import ARTICLES
from web.app import create_app
from web.openapi.document import document

PHASES = ("examples", "coverage", "fuzzing", "stateful")
# Whom a 400 may blame though each value is as described, and why no schema can say so.
REFUSED = {
    "q": "a text may nest too deep, or ask for too much: the problem says which",
    "cursor": "a cursor is what an answer gave, for the same order",
    "page": "goes no deeper than 10,000 hits, whatever the size, and not with a cursor",
    "from": "a pattern allows 31 February, and what is after `to`",
    "to": "a pattern allows 31 February",
    "fields": "citations have none to choose, and some are of quotations alone",
}
# What the client within a process says of an id with a question mark, which it does not escape.
_UNSENT = "Query string is defined in the path and as an argument"


@dataclass
class Figures:
    """What was asked and answered; `failures` are the request and what is wrong, by kind."""

    requests: int = 0
    statuses: Counter = field(default_factory=Counter)
    excused: Counter = field(default_factory=Counter)
    failures: dict = field(default_factory=dict)


def fuzz(app, examples, phases=PHASES, seed=1):
    """Run phases of schemathesis over an app, with so many examples an endpoint."""
    figures = Figures()
    for event in from_schema(_schema(app, examples, phases, seed)).execute():
        if isinstance(event, events.ScenarioFinished):
            _add(figures, event.recorder)
        elif isinstance(event, events.FatalError) or (
            isinstance(event, events.NonFatalError) and str(event.value) != _UNSENT
        ):
            figures.failures[str(event)] = ""
    return figures


def closed(document):
    """Return the document with every shape closed: a field that it does not name is then a fault."""
    made = deepcopy(document)
    for shape in made["components"]["schemas"].values():
        shape["additionalProperties"] = False
    return made


def _schema(app, examples, phases, seed):
    generation = {"max-examples": examples, "database": "none"}
    enabled = {phase: {"enabled": phase in phases} for phase in PHASES}
    config = schemathesis.Config.from_dict({"seed": seed, "generation": generation, "phases": enabled})
    schema = schemathesis.openapi.from_dict(_with_ids(closed(document("1"))), config=config)
    schema.app = _Plain(app)
    return schema


def _with_ids(document):
    """Return the document with paths that lead somewhere, too: few texts are an id."""
    known = {"article_id": [one.id for one in ARTICLES], "quote_id": [one.id for one in ARTICLES[0].quotes]}
    for path in document["paths"].values():
        for parameter in path.get("parameters", ()):
            ids = known.get(parameter["name"])
            parameter["schema"] = {"anyOf": [{"enum": ids}, parameter["schema"]]} if ids else parameter["schema"]
    return document


class _Plain:
    """The app for a client that unpacks nothing, as schemathesis within a process."""

    def __init__(self, app):
        self.app, self.config = app, app.config

    def __call__(self, environ, start_response):
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        return self.app(environ, start_response)


def _add(figures, recorder):
    for name, interaction in recorder.interactions.items():
        figures.requests += 1
        figures.statuses[interaction.response.status_code if interaction.response else "none"] += 1
        for check in recorder.checks.get(name, ()):
            if check.failure_info is not None:
                _judge(figures, recorder.cases[name].value, check.failure_info.failure, interaction.response)


def _judge(figures, case, failure, response):
    kind = type(failure).__name__
    excuse = _excuse(kind, case, failure.message, response)
    if excuse:
        figures.excused.update(excuse)
    else:
        figures.failures[case.method, case.path, kind] = f"{case.as_curl_command()[:600]}\n    {failure.message[:600]}"


def _excuse(kind, case, message, response):
    """Return what makes a failure none: the parameters that REFUSED has, or that an empty value is an absent one."""
    if kind == "RejectedPositiveData" and response.status_code == 400:
        blamed = {error["parameter"] for error in json.loads(response.content)["errors"]}
        return blamed if blamed <= REFUSED.keys() else ()
    told = re.search(r"parameters? (.+?) in query", message) if kind == "AcceptedNegativeData" else None
    wrong = re.findall(r"`(\w+)`", told[1]) if told else []
    empty = wrong and all(any(not text.strip() for text in _texts((case.query or {}).get(name))) for name in wrong)
    return ["empty"] if empty else ()


def _texts(value):
    return map(str, value) if isinstance(value, list) else [str(value)]


if __name__ == "__main__":
    found = fuzz(create_app(LinearSearcher(ARTICLES)), int(sys.argv[1]) if len(sys.argv) > 1 else 430)
    print(f"{found.requests:,} requests: {dict(sorted(found.statuses.items()))}; refused for {dict(found.excused)}")
    for kind, told in found.failures.items():
        print(kind, told, sep="\n    ")
    sys.exit(bool(found.failures or found.statuses[500]))
