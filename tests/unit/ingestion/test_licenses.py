import pytest

from cairn.ingestion.facts import ModelFacts
from cairn.ingestion.licenses import Terms, expression_of, normal, terms_of, verdict


@pytest.mark.parametrize(
    ("model", "project", "tuning", "serving"),
    [
        ("apache-2.0", "Apache-2.0", True, True),
        ("mit", "GPL-3.0", True, True),
        ("apache-2.0", "GPL-2.0", False, True),
        ("apache-2.0", "GPL-2.0-or-later", True, True),
        ("gpl-3.0", "MIT", False, True),
        ("gpl-3.0", "AGPL-3.0", True, True),
        ("gpl-2.0", "GPL-3.0", False, True),
        ("agpl-3.0", "GPL-3.0", False, True),
        ("lgpl-3.0", "MIT", True, True),
        ("cc-by-4.0", "MIT", True, True),
        ("cc-by-sa-4.0", "GPL-3.0", True, True),
        ("cc-by-sa-3.0", "MIT", False, True),
        ("cc-by-nc-4.0", "MIT", False, False),
        ("cc-by-nc-4.0", "CC-BY-NC-4.0", True, True),
        ("cc-by-nd-4.0", "MIT", False, True),
        ("openrail", "MIT", False, True),
        ("llama2", "Apache-2.0", False, True),
        ("mit OR gpl-3.0", "Apache-2.0", True, True),
        ("mit AND gpl-3.0", "Apache-2.0", False, True),
        ("gpl-2.0+ with classpath-exception-2.0", "MIT", True, True),
        ("cc0-1.0", "MIT", True, True),
        ("mit", "MIT OR Apache-2.0", True, True),
        ("bsd", "MIT", True, True),
        ("lgpl", "MIT", True, True),
        ("lgpl-lr", "MIT", True, True),
        ("odc-by", "MIT", True, True),
        ("etalab-2.0", "MIT", True, True),
        ("openmdw-1.0", "Apache-2.0", True, True),
        ("openmdw-1.1", "MIT", True, True),
        ("odbl", "MIT", False, True),
        ("odbl", "ODbL-1.0", True, True),
        ("gfdl", "GFDL-1.3", True, True),
        ("gfdl", "MIT", False, True),
        ("ofl-1.1", "MIT", False, True),
        ("ofl-1.1", "OFL-1.1", True, True),
        ("lppl-1.3c", "MIT", True, True),
        ("gpl", "GPL-3.0", True, True),
        ("gpl", "MIT", False, True),
        ("c-uda", "MIT", False, True),
        ("grok2-community", "MIT", False, True),
    ],
)
def test_fine_tuning_and_serving_are_judged_apart(model, project, tuning, serving):
    found = verdict(model, project)
    assert (found.fine_tuning, found.inference, found.is_compatible) == (tuning, serving, tuning and serving)


@pytest.mark.parametrize(
    "unknown", ["", None, "other", "NOASSERTION", "my-own-licence", "cc", "unknown", "(mit", "mit AND mystery"]
)
def test_what_is_not_known_is_not_compatible_on_either_side(unknown):
    assert not verdict(unknown, "MIT").is_compatible
    assert not verdict("mit", unknown).is_compatible


def test_a_known_alternative_is_enough():
    assert verdict("mystery OR mit", "MIT").is_compatible


@pytest.mark.parametrize(("written", "spdx"), [("apache-2.0", "Apache-2.0"), ("gpl-3.0", "GPL-3.0-only"), ("(mit", "(mit")])
def test_spellings_meet_in_spdx(written, spdx):
    assert normal(written) == spdx


def test_terms_of_several_licences():
    assert terms_of("mit AND cc-by-nc-4.0") is Terms.NON_COMMERCIAL
    assert terms_of("mit OR cc-by-nc-4.0") is Terms.PERMISSIVE


@pytest.mark.parametrize(
    ("card", "tags", "found"),
    [
        ({"license": "mit"}, ("license:gpl-3.0",), "MIT"),
        ({}, ("license:mit",), "MIT"),
        ({"license": "other", "license_name": "llama3"}, (), "llama3"),
        ({"license": ["mit", "apache-2.0"]}, (), "MIT AND Apache-2.0"),
        ({"license": {"not": "text"}}, (), ""),
    ],
)
def test_a_models_licence_is_what_its_card_says(card, tags, found):
    assert expression_of(ModelFacts(id="x", card=card, tags=tags)) == found
