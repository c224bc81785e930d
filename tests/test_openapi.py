"""The API described: the document is valid, complete and true, and what it promised stays."""

import re
import shlex
import shutil
import subprocess
import sys
import threading

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from werkzeug.serving import make_server

from index.extract import extract_file
from search.linear_searcher import LinearSearcher
from tests.api_docs import BEGIN, END, PAGE, PROMISES, SEED, VALUES, calls
from tests.fuzz_api import closed, fuzz
from web.app import create_app
from web.openapi.calls import body_of, curl, path_of, program, python, values_of
from web.openapi.document import document
from web.openapi.endpoints import ENDPOINTS
from web.openapi.outline import lines_of
from web.parameters import ARTICLE_FIELDS, HIT_FIELDS, PARAMETERS, QUOTE_FIELDS

EACH = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def described():
    return document("1")


@pytest.fixture(scope="module")
def seeds():
    return create_app(LinearSearcher(extract_file(SEED)))


@pytest.fixture(scope="module")
def server(seeds):
    """The address of a server of the seed."""
    with make_server("127.0.0.1", 0, seeds, threaded=True) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def endpoint_named(name):
    return next(one for one in ENDPOINTS if one.name == name)


def answer(client, endpoint, values):
    path = path_of(endpoint, values)
    assert path, endpoint.name
    return client.open(path, method=endpoint.method, data=body_of(endpoint, values))


def shape(described, endpoint, response):
    """Return the closed shape that an answer must have, with what it refers to."""
    path = endpoint.rule.replace("<", "{").replace(">", "}")
    content = described["paths"][path][endpoint.method.lower()]["responses"][str(response.status_code)]["content"]
    found = content[response.content_type.partition(";")[0]]["schema"]
    return {**found, "components": closed(described)["components"]}


def test_the_document_is_openapi_3_1(described):
    validate(described)
    assert described["openapi"] == "3.1.0"


def test_the_document_is_served(client, described):
    response = client.get("/api/v1/openapi.json")
    assert response.json["paths"] == described["paths"]
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_every_route_of_the_api_is_described(client, described):
    rules = {rule.rule.replace("<", "{").replace(">", "}") for rule in client.application.url_map.iter_rules()}
    assert {rule for rule in rules if rule.startswith("/api/v1")} <= described["paths"].keys()


@EACH
def test_every_answer_has_the_fields_that_are_described_and_no_other_s21(client, archive, described, endpoint):
    response = answer(client, endpoint, values_of(archive))
    assert response.status_code == 200
    found = shape(described, endpoint, response)
    if found.get("type") != "string":
        OAS31Validator(found).validate(response.json)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("articles", "/api/v1/articles?q=ramadi+dragonz+OR+iraq&facet=tag&facet=speaker&histogram=year&speaker_not=x"),
        ("articles", "/api/v1/articles?q=ramaid&highlight=spans&speaker=muhannad-haimour"),
        ("quotes", "/api/v1/quotes?q=over&facet=kind&histogram=month&highlight=spans"),
        ("article", "/api/v1/articles/ramadi?q=ramadi"),
        ("article", "/api/v1/articles/note?q=note&highlight=spans"),
        ("similar", "/api/v1/articles/oil/similar"),
        ("parse", "/api/v1/parse?q=ramadi+w/9+offcials+haimuor"),
        ("parse", "/api/v1/parse?q=ramadi+officials+dragons"),
        ("facet", "/api/v1/facets/speaker?order=distinctive&prefix=mu"),
        ("timeline", "/api/v1/timeline?of=quotes&interval=day"),
        ("suggest", "/api/v1/suggest?q=r&kind=title,speaker"),
    ],
)
def test_every_form_of_an_answer_is_described(client, described, name, path):
    response = client.get(path)
    OAS31Validator(shape(described, endpoint_named(name), response)).validate(response.json)


@pytest.mark.parametrize(
    ("name", "fields"),
    [("Hit", HIT_FIELDS), ("QuoteHit", QUOTE_FIELDS), ("Article", (*ARTICLE_FIELDS, "links", "index"))],
)
def test_the_fields_that_can_be_chosen_are_those_that_are_described(described, name, fields):
    assert described["components"]["schemas"][name]["properties"].keys() == set(fields)


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("articles", "/api/v1/articles?size=x&q=((", 400),
        ("article", "/api/v1/articles/nope", 404),
        ("facet", "/api/v1/facets/colour", 404),
        ("quote", "/api/v1/quotes/%C3%A9%22", 404),
        ("json_feed", "/feed.json?size=x", 400),
    ],
)
def test_every_failure_is_as_described(client, described, name, path, status):
    response = client.get(path)
    assert response.status_code == status
    OAS31Validator(shape(described, endpoint_named(name), response)).validate(response.json)


def test_the_request_that_failed_is_an_address(client):
    found = client.get("/api/v1/articles/caf\u00e9 %25?size=\u00e9&q=%22").json["instance"]
    assert found == "/api/v1/articles/caf%C3%A9%20%25?size=%C3%A9&q=%22"


def test_every_parameter_says_what_it_does():
    assert [name for name, one in PARAMETERS.items() if not one.told.endswith(".")] == []


@EACH
def test_what_is_usual_is_what_holds_without_the_parameter(client, archive, described, endpoint):
    if endpoint.method == "POST" or endpoint.rule == "/metrics":
        return
    path = endpoint.rule.replace("<", "{").replace(">", "}")
    parameters = described["paths"][path][endpoint.method.lower()]["parameters"]
    usual = {one["name"]: one["schema"]["default"] for one in parameters if "default" in one.get("schema", {})}
    asked = path_of(endpoint, values_of(archive))
    given = "".join(f"&{name}={str(value).lower()}" for name, value in usual.items() if f"{name}=" not in asked)
    texts = [client.get(f"{asked}{'' if '?' in asked else '?'}{more}").data for more in ("", given)]
    assert len(set(map(told, texts))) == 1


def told(text):
    """Return an answer without the time that it took."""
    return re.sub(rb'"took_ms": [0-9.]+', b"", text)


def test_what_was_promised_stays(described):
    """What is new is added to the promises by `python -m tests.api_docs`; what is gone breaks the clients of others."""
    promised, now = set(PROMISES.read_text(encoding="utf-8").splitlines()), set(lines_of(described))
    assert sorted(promised - now) == [], "removed or changed"
    assert sorted(now - promised) == [], "new: run python -m tests.api_docs"


def test_the_calls_of_the_page_are_those_of_the_table():
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)] == calls(), "run python -m tests.api_docs"


@EACH
def test_every_call_of_the_page_works_in_python(server, endpoint, capsys):
    exec(compile(program(server) + python(endpoint, VALUES), endpoint.name, "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.strip() not in ("", "[]", "None", "0")


@EACH
def test_every_call_of_the_page_works_in_a_shell(server, seeds, endpoint):
    line = shlex.split(curl(endpoint, server, VALUES))
    expected = answer(seeds.test_client(), endpoint, VALUES)
    if shutil.which("curl"):
        done = subprocess.run([*line, "-w", "%{http_code} %{content_type}"], capture_output=True, check=True, text=True)
        assert done.stdout.endswith(f"200 {expected.content_type}")
    assert (line[0], line[-1]) == ("curl", server + path_of(endpoint, VALUES))


def test_the_page_shows_every_endpoint_and_its_links_work(client, page):
    shown = page("/api/docs")
    assert {one["id"] for one in shown.select("h3[id]")} == {one.name for one in ENDPOINTS}
    links = [one["href"] for one in shown.select("main a.onward")]
    assert len(links) == sum(one.method == "GET" for one in ENDPOINTS)
    assert {client.get(link).status_code for link in links} == {200}


def test_the_page_has_no_script_of_its_own_and_no_other_host(client):
    response = client.get("/api/docs")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert b"<script>" not in response.data
    assert b" style=" not in response.data


def test_an_empty_archive_has_the_page_too():
    response = create_app(LinearSearcher([])).test_client().get("/api/docs")
    assert response.status_code == 200
    assert b"nothing to try it with" in response.data


def test_a_search_of_the_command_line_imports_nothing_of_the_description(tmp_path):
    program = (
        "import sys; from click.testing import CliRunner; from web.cli import main; "
        f"CliRunner().invoke(main, ['search', 'x', '--json', '--index', {str(tmp_path)!r}]); import web.app; "
        "print([name for name in ('flask_smorest', 'marshmallow', 'apispec') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_requests_of_schemathesis_find_no_fault(archive):
    found = fuzz(create_app(archive), examples=2, phases=("fuzzing",))
    assert found.failures == {}
    assert found.statuses[500] == 0
    assert found.requests > len(ENDPOINTS)
