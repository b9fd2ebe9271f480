"""PUT /api/catalog/{catalog_id}/entry."""

from concurrent.futures import ThreadPoolExecutor

from contract.mlte.conftest import catalog_entry, problems


def test_what_it_says_is_replaced_and_who_made_it_stays(client, make_catalog_entry):
    made = make_catalog_entry(tags=["LLM"], description="old")
    header = made["header"] | {"creator": "somebody", "created": 5}
    sent = catalog_entry(made["header"]["identifier"], code="new") | {"header": header}
    answer = client.put("/api/catalog/local/entry", json=sent)
    assert answer.status_code == 200
    new = answer.json()
    assert (new["code"], new["tags"], new["description"]) == ("new", [], None)
    assert new["header"]["updated"] >= new["header"]["created"] == made["header"]["created"]
    assert (new["header"]["creator"], new["header"]["updater"]) == ("anonymous", "anonymous")
    assert client.get(f"/api/catalog/local/entry/{made['header']['identifier']}").json() == new


def test_what_is_not_there_is_404(client, name):
    assert client.put("/api/catalog/local/entry", json=catalog_entry(name)).status_code == 404
    assert client.put("/api/catalog/nothing/entry", json=catalog_entry(name)).status_code == 404


def test_the_sample_catalog_can_only_be_read(client):
    sample = client.get("/api/catalog/sample/entry").json()[0]
    assert client.put("/api/catalog/sample/entry", json=sample).status_code == 403
    assert client.get("/api/catalog/sample/entry").json()[0] == sample


def test_a_word_that_left_its_list_may_stay_but_not_come_again(client, make_entry, make_catalog_entry):
    word = make_entry("tags")["name"]
    made = make_catalog_entry(tags=[word])
    client.delete(f"/api/custom_list/tags/entry/{word}").raise_for_status()
    assert client.put("/api/catalog/local/entry", json=made | {"description": "new"}).json()["tags"] == [word]
    assert client.put("/api/catalog/local/entry", json=made | {"tags": []}).json()["tags"] == []
    assert problems(client.put("/api/catalog/local/entry", json=made))


def test_changes_at_once_take_turns(client, make_catalog_entry):
    identifier = make_catalog_entry()["header"]["identifier"]
    with ThreadPoolExecutor(4) as pool:
        bodies = [catalog_entry(identifier, code=str(number)) for number in range(4)]
        answers = list(pool.map(lambda body: client.put("/api/catalog/local/entry", json=body), bodies))
    assert {answer.status_code for answer in answers} == {200}
    assert client.get(f"/api/catalog/local/entry/{identifier}").json() in [answer.json() for answer in answers]
