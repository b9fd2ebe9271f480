"""Models, from the hub to the gate and on: what a client sees of ingestion. Each test has copies of the hub's models."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from uuid import uuid4

import pytest

from contract.conftest import detail

ENDORSED = "bert-base-uncased"
CHAIN = ["distilbert-base-uncased-finetuned-sst-2-english", "distilbert-base-uncased", ENDORSED]


@pytest.fixture
def owner():
    return f"copy-{uuid4().hex[:12]}"


@pytest.fixture
def ingest(client, owner):
    def post(model, **body):
        return client.post("/artifact/model", json={"url": f"https://huggingface.co/{owner}/{model}"} | body)

    return post


@pytest.fixture
def model(ingest):
    """An endorsed model that is registered."""
    answer = ingest(ENDORSED)
    assert answer.status_code == 201, answer.text
    return answer.json()


def path(artifact):
    return f"/artifacts/model/{artifact['metadata']['id']}"


def about(artifact, what):
    return f"/artifact/model/{artifact['metadata']['id']}/{what}"


def moved(artifact, url):
    return {"metadata": artifact["metadata"], "data": {"url": url}}


def test_an_endorsed_model_is_registered_with_a_download_url(client, model, owner):
    assert model["metadata"]["name"] == ENDORSED
    assert model["data"]["url"] == f"https://huggingface.co/{owner}/{ENDORSED}"
    assert "X-Amz-Signature" in model["data"]["download_url"]
    read = client.get(path(model)).json()
    assert read["metadata"] == model["metadata"]
    assert read["data"]["download_url"].partition("?")[0] == model["data"]["download_url"].partition("?")[0]


@pytest.mark.parametrize("form", ["https://hf.co/{}", "http://www.huggingface.co/{}/tree/main", "{}"])
def test_a_model_is_the_same_under_each_of_its_addresses(client, model, owner, form):
    again = client.post("/artifact/model", json={"url": form.format(f"{owner}/{ENDORSED}")})
    assert again.status_code == 409
    assert model["metadata"]["id"] in detail(again)


def test_an_id_alone_is_a_source(client, owner):
    answer = client.post("/artifact/model", json={"url": f"{owner}/{ENDORSED}"})
    assert (answer.status_code, answer.json()["data"]["url"]) == (201, f"{owner}/{ENDORSED}")
    assert answer.json()["metadata"]["name"] == ENDORSED


@pytest.mark.parametrize("url", ["https://huggingface.co/nobody/nothing-here", "nobody/nothing", "https://e.org/model.bin"])
def test_a_model_that_the_hub_does_not_know_is_404(client, url):
    answer = client.post("/artifact/model", json={"url": url})
    assert answer.status_code == 404
    assert "The hub has no model" in detail(answer)


@pytest.mark.parametrize("url", ["https://[::1", "https://[abc]/x", "http://[", "https://huggingface.co\u2100/x", "x://["])
def test_an_address_that_is_none_is_400(client, model, url):
    answers = client.post("/artifact/model", json={"url": url}), client.put(path(model), json=moved(model, url))
    assert [answer.status_code for answer in answers] == [400, 400]
    assert all("The url is not usable" in detail(answer) for answer in answers)


def test_a_model_that_nobody_has_looked_at_is_424_with_the_number_and_leaves_nothing(client, ingest, owner, name):
    answer = ingest("my-first-model", name=name)
    assert answer.status_code == 424
    assert detail(answer) == "Ingest rejected: reviewedness=0.04 < 0.50"
    assert client.get(f"/artifact/byName/{name}").status_code == 404
    assert ingest("my-first-model", name=name).status_code == 424


def test_a_model_is_let_in_for_the_reviews_of_its_code_alone(ingest):
    assert ingest("reviewed-classifier").status_code == 201


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("rate-limited-once", 201), ("card-unavailable-once", 201), ("redirected-card", 201), ("rate-limited-for-an-hour", 503),
        ("unavailable", 503), ("truncated", 502), ("nonsense", 502), ("redirected", 502),
        ("in-circles", 502), ("ill-encoded", 502), ("nested", 502),
    ],
)  # fmt: skip
def test_a_hub_in_trouble_is_no_verdict_about_a_model(ingest, name, status):
    answer = ingest(name)
    assert answer.status_code == status, answer.text
    if status != 201:
        assert "hub cannot be asked" in detail(answer)


@pytest.mark.parametrize(
    "name", ["no-card", "huge-list", "bad-yaml", "latin-card", "linked-to-nowhere", "gated-llm", "no-licence", "odd"]
)
def test_an_awkward_model_is_rated_like_any(client, ingest, name):
    answer = ingest(name)
    assert answer.status_code == 201, answer.text
    assert client.get(about(answer.json(), "rate")).status_code == 200


def test_a_rating_is_complete_and_each_time_is_measured(client, model):
    rating = client.get(about(model, "rate")).json()
    scores = {name: value for name, value in rating.items() if f"{name}_latency" in rating and name != "size_score"}
    assert len(scores) == 11
    assert all(0 <= score <= 1 for score in [*scores.values(), *rating["size_score"].values()])
    assert set(rating["size_score"]) == {"raspberry_pi", "jetson_nano", "desktop_pc", "aws_server"}
    assert all(rating[f"{name}_latency"] > 0 for name in [*scores, "size_score"])
    assert (rating["name"], rating["category"]) == (ENDORSED, "fill-mask")
    assert "explanations" not in rating


def test_a_rating_explains_itself_when_asked(client, model):
    rating = client.get(about(model, "rate"), params={"explain": "true"}).json()
    explained = rating["explanations"]
    assert {name: one["score"] for name, one in explained.items() if name != "size_score"} == {
        name: rating[name] for name in explained if name != "size_score"
    }
    assert explained["reviewedness"]["facts"]["likes"] == 2412
    assert explained["reviewedness"]["parts"]["community"] >= 0.5
    assert client.get(about(model, "rate"), params={"explain": "perhaps"}).status_code == 400


def test_a_better_kept_model_scores_better(client, ingest):
    good, bare = (client.get(about(ingest(name).json(), "rate")).json() for name in (ENDORSED, "no-card"))
    for metric in ("net_score", "ramp_up_time", "bus_factor", "license", "dataset_quality", "reproducibility"):
        assert good[metric] > bare[metric], metric


def test_a_bundle_says_where_its_model_comes_from(request, client, model, owner):
    if not request.config.getoption("--base-url"):
        pytest.skip("moto's buckets have no address: over HTTP this is asked of the real one")
    import httpx  # noqa: PLC0415

    content = httpx.get(model["data"]["download_url"]).raise_for_status().content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert members["source_url.txt"].decode().strip() == f"https://huggingface.co/{owner}/{ENDORSED}"
    manifest = json.loads(members.pop("manifest.json"))["members"]
    assert {name: one["sha256"] for name, one in manifest.items()} == {
        name: sha256(content).hexdigest() for name, content in members.items()
    }
    assert set(members) == {"source_url.txt", "rating.json", "lineage.json", "README.md"}


@pytest.mark.parametrize("order", [CHAIN, CHAIN[::-1]], ids=["children first", "parents first"])
def test_lineage_has_its_edges_whoever_was_registered_first(client, ingest, order):
    registered = {name: ingest(name).json() for name in order}
    child, middle, base = (registered[name]["metadata"]["id"] for name in CHAIN)
    graph = client.get(f"/artifact/model/{child}/lineage").json()
    edges = {(edge["from_node_artifact_id"], edge["to_node_artifact_id"], edge["relationship"]) for edge in graph["edges"]}
    assert {(middle, child, "base_model"), (base, middle, "base_model")} <= edges
    nodes = {node["artifact_id"]: node for node in graph["nodes"]}
    assert {child, middle, base} <= set(nodes)
    outside = [node for node in nodes.values() if node["source"] != "registry"]
    assert {node["name"] for node in outside} == {"bookcorpus", "wikipedia", "sst2"}
    down = client.get(f"/artifact/model/{base}/lineage", params={"children": "true"}).json()
    assert {(edge["from_node_artifact_id"], edge["to_node_artifact_id"]) for edge in down["edges"]} >= {(base, middle)}


def test_two_models_that_name_each_other_end(client, ingest):
    a, b = (ingest(name).json() for name in ("cycle-a", "cycle-b"))
    graph = client.get(about(a, "lineage")).json()
    assert {node["artifact_id"] for node in graph["nodes"]} == {a["metadata"]["id"], b["metadata"]["id"]}
    assert len(graph["edges"]) == 2
    costs = client.get(about(a, "cost"), params={"dependency": "true"}).json()
    assert [cost["total_cost"] for cost in costs.values()] == [pytest.approx(3.0, abs=0.01)] * 2


def test_a_cost_is_in_megabytes_and_counts_each_parent_once(client, ingest):
    child, middle, base = (ingest(name).json()["metadata"]["id"] for name in CHAIN)
    alone = client.get(f"/artifact/model/{child}/cost").json()
    assert alone == {child: {"total_cost": pytest.approx(267.83, abs=0.1)}}
    costs = client.get(f"/artifact/model/{child}/cost", params={"dependency": "true"}).json()
    assert set(costs) == {child, middle, base}
    assert costs[child]["total_cost"] == pytest.approx(sum(cost["standalone_cost"] for cost in costs.values()))
    assert costs[base]["total_cost"] == costs[base]["standalone_cost"] == pytest.approx(1417.6, abs=1)


def test_a_model_whose_files_have_no_sizes_costs_what_the_hub_keeps_of_it(client, ingest):
    model = ingest("unsized").json()
    costs = client.get(about(model, "cost")).json()
    assert costs == {model["metadata"]["id"]: {"total_cost": pytest.approx(5.0, abs=0.01)}}


@pytest.mark.parametrize(
    ("name", "project", "suits"),
    [
        (ENDORSED, "acme/mit-app", True), (ENDORSED, "acme/gpl-app", True), (ENDORSED, "acme/unclear-app", False),
        ("gpl-translator", "acme/mit-app", False), ("gpl-translator", "acme/gpl-app", True),
        ("two-licences", "acme/mit-app", True),
        ("gated-llm", "acme/mit-app", False), ("no-licence", "acme/mit-app", False), (ENDORSED, "anon123/toy", False),
    ],
)  # fmt: skip
def test_licences_suit_or_do_not(client, ingest, name, project, suits):
    question = {"github_url": f"https://github.com/{project}"}
    answer = client.post(about(ingest(name).json(), "license-check"), json=question)
    assert (answer.status_code, answer.json()) == (200, suits)


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://github.com/acme/nothing", 404),
        ("https://gitlab.com/a/b", 400),
        ("https://github.com/acme/mit-app.git", 200),
        ("HTTPS://GitHub.com/acme/mit-app", 200),
        ("https://github.com/../user", 400),
        ("https://github.com/acme/..", 400),
    ],
)
def test_a_project_has_to_be_there_to_be_compared(client, model, url, status):
    assert client.post(about(model, "license-check"), json={"github_url": url}).status_code == status


def test_a_readme_is_found_by_what_it_says(client, ingest, owner):
    found = ingest("gpl-translator").json()["metadata"]
    marked = ingest(ENDORSED, name=f"named-{owner}").json()["metadata"]
    hits = client.post("/artifact/byRegEx", json={"regex": f"from_pretrained.*{owner}/bert"}).json()
    assert [hit["id"] for hit in hits] == [marked["id"]]
    assert client.post("/artifact/byRegEx", json={"regex": f"named-{owner}|{owner}/bert"}).json() == hits
    client.delete(f"/artifacts/model/{marked['id']}")
    assert client.post("/artifact/byRegEx", json={"regex": f"from_pretrained.*{owner}/bert"}).status_code == 404
    assert client.get(f"/artifacts/model/{found['id']}").status_code == 200


def test_a_new_source_that_passes_brings_its_own_rating(client, model, owner):
    before = client.get(about(model, "rate")).json()
    answer = client.put(path(model), json=moved(model, f"https://huggingface.co/{owner}/distilbert-base-uncased"))
    assert answer.status_code == 200, answer.text
    after = client.get(about(model, "rate")).json()
    assert (after["name"], after["reviewedness"]) == (ENDORSED, pytest.approx(0.78, abs=0.01))
    assert after["net_score"] != before["net_score"]
    assert answer.json()["data"]["download_url"].partition("?")[0] != model["data"]["download_url"].partition("?")[0]


def test_a_new_source_that_the_gate_refuses_changes_nothing(client, model, owner):
    before, rating = client.get(path(model)).json(), client.get(about(model, "rate")).json()
    answer = client.put(path(model), json=moved(model, f"https://huggingface.co/{owner}/my-first-model"))
    assert answer.status_code == 424
    assert client.get(path(model)).json()["data"]["url"] == before["data"]["url"]
    assert client.get(about(model, "rate")).json() == rating


@pytest.mark.parametrize("name", ["not-on-the-hub", "unavailable", "truncated"])
def test_a_new_source_that_cannot_be_rated_is_stored_and_unrated(client, model, owner, name):
    url = f"https://huggingface.co/{owner}/{name}"
    answer = client.put(path(model), json=moved(model, url))
    assert (answer.status_code, answer.json()["data"]) == (200, {"url": url})
    assert client.get(path(model)).json()["data"] == {"url": url}
    assert client.get(about(model, "rate")).status_code == 404
    assert client.get(about(model, "cost")).status_code == 404
    assert client.post("/artifact/byRegEx", json={"regex": f"{owner}/bert"}).status_code == 404


def test_the_same_source_again_is_not_looked_at_again(client, model):
    told = client.put(path(model), json=moved(model, model["data"]["url"]))
    assert told.status_code == 200
    assert client.get(about(model, "rate")).status_code == 200


def test_ten_ratings_at_once(client, model):
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: client.get(about(model, "rate")), range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1


def test_eight_ingestions_of_one_model_at_once_give_one_201_and_seven_409(ingest):
    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(answer.status_code for answer in pool.map(lambda _: ingest(ENDORSED), range(8)))
    assert statuses == [201] + [409] * 7


def test_a_download_and_a_rating_are_in_the_trail(client, model):
    client.get(path(model))
    client.get(about(model, "rate"))
    actions = [entry["action"] for entry in client.get(about(model, "audit")).json()]
    assert {"CREATE", "DOWNLOAD", "RATE"} <= set(actions)
