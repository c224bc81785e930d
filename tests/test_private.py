"""A private archive: nothing of it without a password, a trusted proxy's word or a key; and a limit of requests."""

import base64
import stat

import pytest
from click.testing import CliRunner

from search.linear_searcher import LinearSearcher
from tests.conftest import ARTICLES
from web.access import Access, Key, Passwords, TooManyTries, digest_of, hashed_password
from web.access_files import read_keys, read_passwords
from web.app import create_app
from web.buckets import Buckets
from web.cli import main
from web.clients import client_of, ip_network, subscriber
from web.settings import Settings

PROXY = ip_network("10.0.0.0/8")
READ, WRITE = "pq_read", "pq_write"
KEYS = (Key("reader", digest_of(READ)), Key("cms", digest_of(WRITE), may_write=True))


@pytest.fixture(scope="module")
def access():
    return Access({"ann": hashed_password("right horse")}, KEYS, "X-Remote-User")


@pytest.fixture
def private(archive, access):
    return create_app(archive, Settings(access=access, proxies=(PROXY,), origins=("https://desk.example",)))


def basic(user, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


def test_every_route_asks_who_comes_but_the_one_that_says_the_process_is_up(private):
    client, asked = private.test_client(), 0
    for rule in private.url_map.iter_rules():
        path = "".join(part if is_static else "x" for is_static, part in rule._trace).lstrip("|")
        for method in sorted(rule.methods):
            status = client.open(path, method=method).status_code
            assert status == (200 if path == "/healthz" else 401), (method, path)
            asked += 1
    assert asked > 20


@pytest.mark.parametrize("path", ["/", "/nosuch", "/static/pullquote.css", "/metrics", "/readyz", "/feed.atom", "/a/x"])
def test_what_is_refused_says_how_to_come_in_and_nothing_of_the_archive(private, path):
    answer = private.test_client().get(path)
    assert answer.status_code == 401
    assert answer.headers.get_all("WWW-Authenticate") == [
        'Basic realm="Pullquote", charset="UTF-8"', 'Bearer realm="Pullquote"',
    ]  # fmt: skip
    assert not any(word in answer.text for word in ("Ramadi", "Iraq", "ETag", "stylesheet", "<script"))
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "peer", "status"),
    [
        pytest.param(basic("ann", "right horse"), "192.0.2.1", 200, id="password"),
        pytest.param(basic("ann", "wrong horse"), "192.0.2.1", 401, id="wrong-password"),
        pytest.param(basic("bob", "right horse"), "192.0.2.1", 401, id="nobody"),
        pytest.param(basic("ann", ""), "192.0.2.1", 401, id="no-password"),
        pytest.param({"Authorization": "Basic !!!"}, "192.0.2.1", 401, id="no-base64"),
        pytest.param({"Authorization": "Digest x"}, "192.0.2.1", 401, id="another-scheme"),
        pytest.param(bearer(READ), "192.0.2.1", 200, id="key"),
        pytest.param(bearer("pq_other"), "192.0.2.1", 401, id="wrong-key"),
        pytest.param(bearer(""), "192.0.2.1", 401, id="empty-key"),
        pytest.param(bearer(KEYS[0].digest), "192.0.2.1", 401, id="hash-of-a-key"),
        pytest.param({"X-Remote-User": "ann"}, "10.1.2.3", 200, id="proxy"),
        pytest.param({"X-Remote-User": ""}, "10.1.2.3", 401, id="proxy-that-knows-nobody"),
        pytest.param({"X-Remote-User": "ann"}, "192.0.2.1", 401, id="no-proxy"),
        pytest.param({"X-Remote-User": "ann", "X-Forwarded-For": "10.1.2.3"}, "192.0.2.1", 401, id="forged-proxy"),
        pytest.param({"X-Remote-User": "ann", **bearer("x")}, "10.1.2.3", 401, id="wrong-key-by-the-proxy"),
    ],
)
def test_who_may_come_in(private, headers, peer, status):
    answer = private.test_client().get("/api/v1/articles", headers=headers, environ_base={"REMOTE_ADDR": peer})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == f"application/{'json' if status == 200 else 'problem+json'}"


def test_where_only_a_proxy_lets_in_nobody_is_asked_for_a_password(archive):
    client = create_app(archive, Settings(access=Access(user_header="X-Remote-User"), proxies=(PROXY,))).test_client()
    answer = client.get("/")
    assert (answer.status_code, "WWW-Authenticate" in answer.headers) == (403, False)


@pytest.mark.parametrize("path", ["/", "/api/v1/articles", "/static/pullquote.css", "/static/pullquote.css?v=x"])
def test_no_shared_cache_keeps_what_is_private(private, path):
    with private.test_client().get(path, headers=bearer(READ)) as answer:
        assert answer.cache_control.private
        assert not answer.cache_control.public


def test_who_guesses_must_wait_and_others_need_not():
    times = [0.0]
    passwords = Passwords({"ann": hashed_password("right horse")})
    passwords._wrong = Buckets(0.1, 2, clock=lambda: times[0])
    assert [passwords.check("ann", f"guess {n}", "192.0.2.1") for n in range(2)] == [False, False]
    with pytest.raises(TooManyTries) as error:
        passwords.check("ann", "right horse", "192.0.2.1")
    assert error.value.seconds == pytest.approx(10)
    assert passwords.check("ann", "right horse", "192.0.2.2")
    times[0] = 10.0
    assert passwords.check("ann", "right horse", "192.0.2.1")


def test_who_guesses_is_told_when_to_come_again(private):
    client = private.test_client()
    answers = [client.get("/", headers=basic("ann", f"guess {n}")) for n in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 10


def test_s15_other_sites_may_read_what_everybody_may_and_nothing_else(client, private):
    origin = {"Origin": "https://evil.example"}
    assert client.get("/api/v1/articles", headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/search", headers=origin).headers
    assert "Access-Control-Allow-Origin" not in client.post("/api/v1/batch", headers=origin).headers
    answer = private.test_client().get("/api/v1/articles", headers={**origin, **bearer(READ)})
    assert (answer.status_code, "Access-Control-Allow-Origin" in answer.headers) == (200, False)


def test_s15_the_pages_of_a_listed_site_may_read_the_api_with_a_key(private):
    client, origin = private.test_client(), {"Origin": "https://desk.example"}
    leave = client.options("/api/v1/articles", headers=origin)
    assert (leave.status_code, leave.headers["Access-Control-Allow-Origin"]) == (204, "https://desk.example")
    assert "Authorization" in leave.headers["Access-Control-Allow-Headers"]
    answer = client.get("/api/v1/articles", headers={**origin, **bearer(READ)})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://desk.example"
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in {*answer.headers.keys(), *leave.headers.keys()}
    assert client.options("/search", headers=origin).status_code == 401


CLIENTS = [
    ("192.0.2.1", "", "192.0.2.1"),
    ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
    ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
    ("10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
    ("10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7"),
    ("10.0.0.1", "198.51.100.7, nonsense", "10.0.0.1"),
    ("10.0.0.1", "", "10.0.0.1"),
    ("10.0.0.1", "198.51.100.7:4444", "198.51.100.7"),
    ("10.0.0.1", "[2001:db8::7]", "2001:db8::7"),
    ("10.0.0.1", "[2001:db8::7]:4444", "2001:db8::7"),
    ("::ffff:10.0.0.1", "2001:db8:1:2:3::4", "2001:db8:1:2:3::4"),
]


@pytest.mark.parametrize(("peer", "forwarded", "client"), CLIENTS)
def test_s11_only_a_trusted_proxy_says_who_asks(peer, forwarded, client):
    assert str(client_of({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}, (PROXY,))) == client


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
    ],
)
def test_s11_addresses_of_one_subscriber_share_a_bucket(one, other, same):
    assert (subscriber(client_of({"REMOTE_ADDR": one})) == subscriber(client_of({"REMOTE_ADDR": other}))) is same


def test_s11_a_forged_header_does_not_fill_the_bucket(archive):
    client = create_app(archive, Settings(rate=0.5)).test_client()
    forged = ({"X-Forwarded-For": f"198.51.100.{n}"} for n in range(7))
    answers = [client.get("/api/v1/articles?size=0", headers=headers) for headers in forged]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert answers[-1].content_type == "application/problem+json"
    assert answers[-1].headers["Retry-After"] == "2"
    assert client.get("/healthz").status_code == 200
    assert client.get("/", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200


def test_s11_a_bucket_fills_again():
    times = [0.0]
    buckets = Buckets(rate=2, burst=3, clock=lambda: times[0])
    assert [buckets.take("a") for _ in range(5)] == [0, 0, 0, 0.5, 0.5]
    assert buckets.wait("b") == 0
    times[0] = 0.5
    assert [buckets.take("a"), buckets.take("a")] == [0, 0.5]


def test_s11_where_clients_are_too_many_the_bucket_that_is_full_the_earliest_is_forgotten(monkeypatch):
    monkeypatch.setattr("web.buckets._SETS", 1)
    times = [0.0]
    buckets = Buckets(rate=1, burst=1, clock=lambda: times[0])
    buckets.take("a")
    times[0] = 0.5
    assert [buckets.take(client) for client in "bcdefgh"] == [0] * 7
    assert [buckets.wait(client) for client in "ab"] == [0.5, 1]
    buckets.take("i")
    assert [buckets.wait(client) for client in "ab"] == [0, 1]


@pytest.mark.parametrize("given", ["Basic \xff", "Basic", "Bearer \xff", "", "Basic :", "Digest x"])
def test_a_header_that_is_none_is_a_stranger(private, given):
    assert private.test_client().get("/", headers={"Authorization": given}).status_code == 401


def test_nothing_is_limited_unless_told(client):
    assert {client.get("/api/v1/articles?size=0").status_code for _ in range(200)} == {200}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return what runs the program in a folder of its own, without serving for good."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("web.server.run", lambda *_: None)
    monkeypatch.setattr("web.request_log.log_to_stderr", lambda: None)
    monkeypatch.setattr("search.searcher.open_searcher", lambda _: LinearSearcher(ARTICLES))
    return lambda *words, **more: CliRunner().invoke(main, list(words), **more)


def test_a_password_is_kept_as_a_hash_that_only_its_owner_may_read(run, tmp_path):
    for user, given in (("ann", "right horse"), ("bob", "other horse"), ("ann", "third horse")):
        assert run("password", "people.txt", user, input=f"{given}\n").exit_code == 0
    assert "horse" not in (tmp_path / "people.txt").read_text()
    assert stat.S_IMODE((tmp_path / "people.txt").stat().st_mode) == 0o600
    passwords = Passwords(read_passwords(tmp_path / "people.txt"))
    tries = [("ann", "third horse"), ("ann", "right horse"), ("bob", "other horse")]
    assert [passwords.check(*one, "") for one in tries] == [True, False, True]


def test_a_key_is_shown_once_and_kept_as_a_hash(run, tmp_path):
    key = run("key", "keys.txt", "cms", "--write").stdout.strip()
    run("key", "keys.txt", "reader")
    assert key not in (tmp_path / "keys.txt").read_text()
    cms, reader = read_keys(tmp_path / "keys.txt")
    assert (cms, reader.may_write) == (Key("cms", digest_of(key), may_write=True), False)


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        (None, 0o600, "there is no file"),
        ("", 0o600, "has no line"),
        ("# remark\nann:right horse\n", 0o600, "line 2 is none"),
        ("ann:pbkdf2:sha256:1$a$0\n", 0o600, "line 1 is none"),
        ("ann:scrypt:32768:8:1$salt$" + "0" * 128, 0o644, "chmod 600"),
        ("ann:scrypt:32768:8:1$salt$" + "0" * 128, 0o620, "chmod 600"),
    ],
)
def test_a_file_of_passwords_that_is_none_is_refused(run, tmp_path, content, mode, reason):
    if content is not None:
        (tmp_path / "people.txt").write_text(content)
        (tmp_path / "people.txt").chmod(mode)
    done = run("serve", "--password-file", "people.txt")
    assert (done.exit_code, reason in done.output, "horse" in done.output) == (1, True, False)


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        ([], 0, ""),
        (["--host", "192.0.2.1"], 0, "everybody who can reach 192.0.2.1 can read this archive"),
        (["--key-file", "keys.txt"], 0, ""),
        (["--key-file", "keys.txt", "--host", "::1"], 0, ""),
        (["--key-file", "keys.txt", "--host", "192.0.2.1"], 2, "--insecure-http"),
        (["--key-file", "keys.txt", "--host", "news.example"], 2, "--insecure-http"),
        (["--key-file", "keys.txt", "--host", "192.0.2.1", "--insecure-http"], 0, ""),
        (["--user-header", "X-Remote-User"], 2, "--trusted-proxy"),
        (["--user-header", "X-Remote-User", "--trusted-proxy", "127.0.0.1"], 0, ""),
        (["--trusted-proxy", "localhost"], 2, "give an address or a network"),
        (["--writable"], 2, "--writable needs --key-file"),
        (["--cors-origin", "https://desk.example"], 2, "--cors-origin goes with --key-file"),
        (["--key-file", "keys.txt", "--cors-origin", "https://desk.example/x"], 2, "without a path"),
        (["--key-file", "keys.txt", "--cors-origin", "*"], 2, "without a path"),
    ],
)
def test_what_serve_refuses_and_warns_of(run, options, status, told):
    run("key", "keys.txt", "reader")
    done = run("serve", *options)
    assert done.exit_code == status
    assert told in done.output
    assert bool(done.output.removesuffix("Stopped serving\n")) is bool(told)


def test_a_second_ctrl_c_says_what_it_does(run, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("web.server.run", interrupted)
    done = run("serve")
    assert (done.exit_code, done.output) == (1, "Stopped serving at once: what was being answered is cut off\n")
