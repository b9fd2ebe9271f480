"""GET /api/catalog/{catalog_id}/entry."""

from contract.conftest import pages
from contract.mlte.conftest import identifiers


def test_what_was_added_is_listed_whole_in_the_order_of_its_making(client, make_catalog_entry):
    made = [make_catalog_entry() for _ in range(3)]
    found = [one for page in pages(client, "GET", "/api/catalog/local/entry") for one in page]
    assert [one for one in found if one in made] == made


def test_more_than_a_hundred_are_listed_all(client, make_catalog_entry):
    made = {make_catalog_entry(f"many-{number}")["header"]["identifier"] for number in range(120)}
    try:
        assert made <= set(identifiers(client.get("/api/catalog/local/entry")))
    finally:
        for identifier in made:
            client.delete(f"/api/catalog/local/entry/{identifier}").raise_for_status()


def test_what_does_not_fit_into_one_answer_goes_on_behind_its_offset_and_nothing_is_lost(client, make_catalog_entry):
    # In JSON within JSON, as a function answers, each of these quotes takes four bytes.
    made = {make_catalog_entry(f"large-{number}", code='"' * 190_000)["header"]["identifier"] for number in range(8)}
    try:
        found = pages(client, "GET", "/api/catalog/local/entry")
        listed = [one["header"]["identifier"] for page in found for one in page]
        assert len(found) > 1
        assert made <= set(listed)
        assert len(listed) == len(set(listed))
    finally:
        for identifier in made:
            client.delete(f"/api/catalog/local/entry/{identifier}").raise_for_status()


def test_an_offset_of_another_list_is_422(client):
    assert client.get("/api/catalog/local/entry", params={"offset": "AAAAAAAAAAAA"}).status_code == 422


def test_a_catalog_that_does_not_exist_is_404(client):
    assert client.get("/api/catalog/nothing/entry").status_code == 404


def test_who_may_not_read_it_gets_403(required):
    assert required.person().http.get("/api/catalog/local/entry").status_code == 403
