"""The real clients against the hub of the tests: how often they ask, whom, and what they make of trouble."""

import threading
from urllib.parse import urlsplit

import httpx2
import pytest

from cairn.errors import HubModelMissingError, UpstreamBusyError, UpstreamFailedError
from cairn.ingestion import fetching
from cairn.ingestion.fetching import DeadlineError, ForeignHostError, Transport, visiting
from cairn.ingestion.forge import Forge
from cairn.ingestion.gathering import CALLS, REVIEWS, Gathering
from cairn.ingestion.hub import FILE_LIMIT, Hub
from cairn.ingestion.metrics.bus_factor import bus_factor
from tests.hub import server
from tests.hub.models import AWKWARD, EVERYDAY, LICENSED

DEAD = "http://127.0.0.1:9"


class Kept(dict):
    """A cache of answers as the store's is."""

    def put(self, url, etag, body):
        self[url] = (etag, body)


@pytest.fixture
def sent():
    return []


@pytest.fixture
def gather(hub, sent):
    hub.state.forget()
    lock = threading.Lock()

    class Noting(httpx2.HTTPTransport):
        def handle_request(self, request):
            with lock:
                sent.append(str(request.url))
            return super().handle_request(request)

    def run(model_id, seconds=14.0, cache=None, endpoint=None, forge=None):
        urls = endpoint or hub.url, forge or f"{hub.url}/gh"
        out = [Transport(Noting(), [url], cache, sleep=lambda _: None) for url in urls]
        gathering = Gathering(Hub(urls[0], "", out[0]), Forge(urls[1], "", out[1]))
        with visiting(seconds) as visit:
            return gathering.gather(model_id, visit), visit

    return run


@pytest.mark.parametrize("model", [one.id for one in [*EVERYDAY, *LICENSED, *AWKWARD] if "reviewed" not in one.id])
def test_a_model_takes_at_most_eight_calls(gather, model):
    snapshot, visit = gather(model)
    assert snapshot.calls == visit.calls <= CALLS == 8


def test_only_reviews_that_decide_take_more_calls(gather, sent):
    snapshot, visit = gather("summit-lab/reviewed-classifier")
    reviews = [url for url in sent if url.endswith("/reviews?per_page=50")]
    assert len(reviews) == REVIEWS
    assert visit.calls - len(reviews) < CALLS
    assert sum(change.is_reviewed is not None for change in snapshot.code.changes) == REVIEWS


def test_an_old_name_leads_to_the_new_one_within_the_same_calls(gather):
    snapshot, visit = gather("bert-base-uncased")
    files = 2
    assert (snapshot.model.id, visit.calls, visit.redirects) == ("google-bert/bert-base-uncased", 7, 1 + files)


def test_no_weights_are_downloaded_and_nobody_else_is_asked(gather, sent, hub):
    for model in EVERYDAY:
        gather(model.id)
    assert all(url.startswith(hub.url) for url in sent)
    assert any("/api/resolve-cache/" in url for url in sent)
    assert {url.rpartition("/")[2] for url in sent if "/resolve" in url} <= {"README.md", "config.json"}


def test_a_second_look_is_answered_not_modified(gather, hub):
    cache = Kept()
    first, _ = gather("google-bert/bert-base-uncased", cache=cache)
    again, visit = gather("google-bert/bert-base-uncased", cache=cache)
    assert hub.state.not_modified == visit.calls == 8
    assert again == first


@pytest.mark.parametrize("model", ["flaky/rate-limited-once", "flaky/card-unavailable-once"])
def test_what_comes_right_is_tried_again(gather, model):
    snapshot, visit = gather(model)
    assert (visit.retries, snapshot.readme is not None) == (1, True)


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("nobody/nothing", HubModelMissingError), ("flaky/unavailable", UpstreamBusyError),
        ("flaky/truncated", UpstreamFailedError),
        ("flaky/rate-limited-for-an-hour", UpstreamBusyError), ("flaky/nonsense", UpstreamFailedError),
        ("flaky/redirected", UpstreamFailedError), ("flaky/in-circles", UpstreamFailedError),
        ("flaky/ill-encoded", UpstreamFailedError), ("flaky/nested", UpstreamFailedError),
    ],
)  # fmt: skip
def test_trouble_has_its_name(gather, model, error):
    with pytest.raises(error):
        gather(model)


def test_what_is_not_of_its_type_is_a_gap(gather):
    snapshot, _ = gather("flaky/odd")
    assert (snapshot.model.task, snapshot.model.library, snapshot.model.tags) == (None, None, ())
    assert snapshot.model.likes == 1_200


def test_what_the_first_answer_tells_of_an_adapter_is_not_asked_again(gather, sent):
    snapshot, _ = gather("acme/adapter")
    assert snapshot.model.adapted == "google-bert/bert-base-uncased"
    assert snapshot.model.used_bytes > 3_000_000
    assert not any("config.json" in url for url in sent)


def test_an_hour_is_not_waited_for(gather):
    with pytest.raises(UpstreamBusyError), visiting(1):
        gather("flaky/rate-limited-for-an-hour")


def test_a_hub_that_hangs_is_left_at_the_deadline(gather, monkeypatch):
    monkeypatch.setattr(fetching, "CALL_SECONDS", 0.1)
    with pytest.raises(DeadlineError):
        gather("flaky/hangs", seconds=0.25)
    with pytest.raises(UpstreamBusyError):
        gather("flaky/hangs", seconds=5)


def test_a_dead_hub_and_a_dead_forge_fail_and_are_no_verdict(gather):
    with pytest.raises(UpstreamFailedError, match="hub"):
        gather("gpt2", endpoint=DEAD)
    with pytest.raises(UpstreamFailedError, match="forge"):
        gather("gpt2", forge=DEAD)


def test_a_card_on_a_foreign_host_is_absent_with_a_reason(gather):
    snapshot, _ = gather("flaky/redirected-card")
    assert snapshot.readme is None
    assert "foreign.example" in snapshot.gaps["readme"]


def test_what_is_not_public_is_absent_with_a_reason(gather):
    snapshot, _ = gather("open-weights/gated-llm")
    assert "let in" in snapshot.gaps["config"]


def test_discussions_that_are_switched_off_are_none(gather, sent):
    snapshot, _ = gather("acme/no-discussions")
    assert snapshot.discussions is None
    assert any("/discussions" in url for url in sent)


def test_of_an_endless_card_the_beginning_is_read(gather):
    cache = Kept()
    for _ in range(2):
        snapshot, _ = gather("acme/endless-card", cache=cache)
        assert (len(snapshot.readme), snapshot.model.card) == (FILE_LIMIT, {"license": "mit"})


def test_a_dataset_is_asked_for_what_is_judged_and_known_by_the_name_that_it_has_now(gather):
    snapshot, _ = gather("acme/much-data")
    assert [(one.id, one.license) for one in snapshot.datasets] == [("acme/crawl", "odc-by")]
    assert snapshot.datasets_named == ("acme/crawl", "acme/endless")


def test_a_project_too_large_to_be_told_of_is_a_gap(gather):
    snapshot, _ = gather("acme/huge-project")
    assert (snapshot.code.contributions, snapshot.code.files) == ({}, ())
    assert "too much" in snapshot.gaps["contributors"]
    assert snapshot.gaps["tree"] == bus_factor(snapshot).reason == snapshot.gaps["contributors"]


def test_of_the_code_that_is_read_what_the_forge_does_not_show_is_a_gap(gather, sent, monkeypatch):
    gather("gpt2")
    first, second = [urlsplit(url).path.removeprefix("/gh") for url in sent if "/contents/" in url]
    monkeypatch.setitem(server.PROJECTS, first, server.Answer(200, b"def a(): ...\n", {"content-type": "text/plain"}))
    monkeypatch.setitem(server.PROJECTS, second, server.told({"message": "The requested blob is too large"}, 403))
    snapshot, _ = gather("gpt2")
    assert list(snapshot.code.samples.values()) == ["def a(): ...\n"]
    assert "too much" in snapshot.gaps["samples"]


def test_what_the_forge_tells_in_another_form_is_a_gap(gather):
    snapshot, _ = gather("acme/odd-project")
    assert (snapshot.code.contributions, snapshot.code.changes, snapshot.code.files) == ({"7": 0}, (), ())


def test_a_project_that_the_forge_has_closed_is_not_there(gather):
    snapshot, _ = gather("acme/blocked-project")
    assert (snapshot.code, "is not there" in snapshot.gaps["code"]) == (None, True)


def test_a_front_matter_that_the_hub_does_not_read_is_read_all_the_same(gather):
    snapshot, _ = gather("acme/windows-card")
    assert snapshot.model.card == {"license": "mit", "datasets": ["acme/crawl"]}
    assert [one.id for one in snapshot.datasets] == ["acme/crawl"]


def test_what_was_known_of_one_address_is_not_asked_of_the_next():
    class Moving(httpx2.BaseTransport):
        def handle_request(self, request):
            if request.url.path == "/old":
                return httpx2.Response(307, headers={"location": "/new"})
            return httpx2.Response(304 if "if-none-match" in request.headers else 200, content=b"all of it")

    cache = Kept({"https://hub.example/old": ('"1"', b"before")})
    with visiting(1) as visit:
        out = Transport(Moving(), ["https://hub.example"], cache)
        answer = httpx2.Client(transport=out, follow_redirects=True).get("https://hub.example/old")
    assert (answer.content, visit.calls, visit.redirects) == (b"all of it", 1, 1)


@pytest.mark.parametrize("model", ["acme/bad-yaml", "acme/latin-card"])
def test_a_card_that_is_not_as_it_should_be_is_read_as_far_as_it_goes(gather, model):
    snapshot, _ = gather(model)
    assert snapshot.readme.strip()
    assert snapshot.model.card == {}


def test_no_host_but_the_configured_ones_can_be_asked():
    out = Transport(httpx2.HTTPTransport(), ["https://hub.example"])
    for url in ("https://evil.example/", "http://hub.example/", "https://hub.example:444/", "https://hub.example.evil/"):
        with pytest.raises(ForeignHostError), visiting(1):
            out.handle_request(httpx2.Request("GET", url))


def test_an_answer_without_end_is_cut_off(monkeypatch):
    class Endless(httpx2.BaseTransport):
        def handle_request(self, request):
            return httpx2.Response(200, stream=httpx2.ByteStream(b"x" * 5_000))

    monkeypatch.setattr(fetching, "ANSWER_LIMIT", 4_000)
    with pytest.raises(fetching.AnswerTooLargeError), visiting(1):
        Transport(Endless(), ["https://hub.example"]).handle_request(httpx2.Request("GET", "https://hub.example/"))
