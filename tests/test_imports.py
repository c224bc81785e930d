"""Every module can be the first one of the project that a process imports; a first answer needs few of them."""

import pkgutil
import subprocess
import sys

import pytest

from index.article import Article
from index.writer import open_writer

# Compiled modules stay: they are loaded once a process. `web.__main__` would run.
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    ours = [known for known in sys.modules if known.partition(".")[0] in ("index", "search", "web")]
    for known in ours:
        if not (sys.modules[known].__file__ or "").endswith((".so", ".pyd")):
            del sys.modules[known]
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(name, error)
"""


@pytest.mark.parametrize("package", ["index", "search", "web"])
def test_each_module_can_be_imported_first(package):
    path = __import__(package).__path__
    names = [module.name for module in pkgutil.walk_packages(path, f"{package}.") if "__main__" not in module.name]
    done = subprocess.run([sys.executable, "-c", ALONE, *names], capture_output=True, text=True, check=True)
    assert (done.stdout, len(names) > 5) == ("", True)


# What a first search can do without, in which a module counts with those below it. None of it may come back unseen.
NEEDLESS = (
    "importlib.metadata", "email", "socket", "random", "tempfile", "logging", "subprocess", "multiprocessing",
    "concurrent", "asyncio", "whoosh", "flask", "bs4", "lxml", "opensearchpy", "index.building", "index.extract",
    "index.formats", "index.quotes", "index.opensearch", "index.writer", "index.files", "index.speaker_names",
    "index.given_names", "index.outlet_names", "index.owner.corrections", "index.sentences", "index.columnar.writer",
    "index.columnar.arrays_writer", "index.columnar.batch", "index.columnar.columns", "index.columnar.inverter",
    "index.columnar.merge", "search.opensearch", "search.linear_searcher", "search.timeline", "search.values",
    "search.holding", "search.similar", "search.occurrences", "search.wording", "search.explaining",
    "search.loosening", "search.chosen", "search.language.saved", "search.language.wording", "search.columnar.compound",
    "search.columnar.near", "search.columnar.spans", "search.columnar.pairs", "search.columnar.apart",
    "search.columnar.units", "search.columnar.quoted", "search.columnar.people", "search.columnar.facets",
    "search.columnar.precision", "search.columnar.timeline", "search.columnar.values", "search.columnar.suggest",
    "search.columnar.titles", "search.columnar.similar", "search.columnar.alike", "search.columnar.exporting",
    "search.columnar.doubts", "search.columnar.restricted", "search.columnar.feedback",
)  # fmt: skip
FIRST = """
import sys
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
with open_searcher(sys.argv[1]) as searcher:
    assert searcher.search(Query(parse("harbour"))).total.value == 1
print(*sys.modules)
"""


def test_a_first_answer_imports_no_more_than_it_needs(tmp_path):
    with open_writer(str(tmp_path)) as writer:
        writer.put(Article(id="a", title="Harbour closed", body="Ferries stay out.", published="2016-02-03"))
    done = subprocess.run([sys.executable, "-c", FIRST, str(tmp_path)], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "search.columnar.answer" in loaded
    assert [name for name in loaded if any(f"{name}.".startswith(f"{one}.") for one in NEEDLESS)] == []
