"""MLTE's published client with catalogs and custom lists: run in its own environment, prints what happened as JSON.

Reads BASE_URL, OWNER and OTHER (each "name:password"); the owner may read and change catalogs.
"""

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from mlte.catalog.model import CatalogEntry, CatalogEntryHeader
from mlte.custom_list.custom_list_names import CustomListName
from mlte.session.session import add_catalog_store, get_session, set_store
from mlte.store.catalog.remote_catalog import generate_composite_id
from mlte.store.query import AndFilter, PropertyFilter, Query, TagFilter

SCHEME, _, HOST = os.environ["BASE_URL"].partition("://")
found: dict[str, object] = {}


def address(person: str) -> str:
    return f"{SCHEME}://{os.environ[person]}@{HOST}"


def refused(action, *arguments: object) -> str | None:
    """The client's own name for why something was refused."""
    try:
        action(*arguments)
    except Exception as error:  # noqa: BLE001 - the name is what is looked at
        return type(error).__name__
    return None


def named(identifier: str, catalog: str = "local") -> CatalogEntry:
    # The client keeps the name of the remote catalog in the identifier.
    header = CatalogEntryHeader(identifier=generate_composite_id(catalog, identifier), catalog_id=catalog)
    return CatalogEntry(header=header, code="print('hello')", tags=["NLP"], quality_attribute="Fairness", description="A test")


set_store(address("OWNER"))
add_catalog_store(address("OWNER"), "remote")
session = get_session().stores.catalog_stores.session().get_session("remote")
entries, name = session.entry_mapper, f"walk/{uuid4().hex[:8]}"
place = generate_composite_id("local", name)

entries.create(named(name))
made = entries.read(place)
found["made"] = [made.header.identifier == name, made.header.creator, made.code]
found["taken"] = refused(entries.create, named(name))
changed = named(name)
changed.description = "Another test"
entries.edit(changed)
found["changed"] = entries.read(place).description
found["listed"] = name in entries.list_all()
tagged = entries.search(Query(filter=TagFilter(name="tags", tag="nlp")))
found["searched"] = name in [one.header.identifier for one in tagged]
found["read only"] = refused(entries.create, named(name, "sample"))

# The client filters the first hundred entries itself; the registry's own search looks at all.
wanted = AndFilter(filters=[TagFilter(name="tags", tag="nlp"), PropertyFilter(name="description", property="ANOTHER")])
client, root = entries.storage.client, entries.storage.build_resource_url("catalogs")
answer = client.post(f"{root}/entry/search", json=Query(filter=wanted).to_json())
client.raise_for_response(answer)
found["found"] = [one["header"]["identifier"] for one in answer.json()] == [name]
entries.delete(place)
found["deleted"] = refused(entries.read, place)

# --- the samples run ------------------------------------------------------------------------------------------------------
folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
verdicts = {}
samples = [one for one in entries.list_details() if one.header.catalog_id == "sample"]
for number, sample in enumerate(samples):
    # From files, as people have them: the client reads the source of what it measures with.
    Path(folder, f"sample_{number}.py").write_text(sample.code)
    verdicts[sample.header.identifier] = type(importlib.import_module(f"sample_{number}").result).__name__
found["samples"] = verdicts

# --- custom lists: the client never signs in for them, so with a client that did -------------------------------------------
lists = get_session().stores.custom_list_store.session().custom_list_entry_mapper
found["unsigned"] = refused(lists.list_all, CustomListName.TAGS)
lists.storage.start_session()
found["lists"] = {one.value: len(lists.list_all(one)) >= 5 for one in CustomListName}
found["word"] = lists.read("Fairness", CustomListName.QUALITY_ATTRIBUTES).parent

set_store(address("OTHER"))
add_catalog_store(address("OTHER"), "remote")
other = get_session().stores.catalog_stores.session().get_session("remote").entry_mapper
found["other"] = [refused(other.list_all), refused(other.create, named(name))]
print(json.dumps(found))
