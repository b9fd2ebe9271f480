"""GET /api/catalogs/entry."""

from cairn.core.sample_catalog import ENTRIES
from contract.mlte.conftest import identifiers


def test_it_has_the_samples_and_what_was_added(client, make_catalog_entry):
    made = make_catalog_entry()["header"]["identifier"]
    found = identifiers(client.get("/api/catalogs/entry"))
    assert made in found
    assert {one.identifier for one in ENTRIES} <= set(found)
    assert len(found) == len(set(found))


def test_one_is_shown_the_catalogs_that_one_may_read(required):
    admin, reader = required.admin(), required.person("reader-of-samples")
    assert reader.http.get("/api/catalogs/entry").status_code == 403
    admin.http.put("/api/user", json={"username": reader.name, "groups": [{"name": "read-catalog-sample"}]}).raise_for_status()
    required.wait()
    assert {one["header"]["catalog_id"] for one in reader.http.get("/api/catalogs/entry").json()} == {"sample"}
