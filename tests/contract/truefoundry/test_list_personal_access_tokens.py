"""GET /api/svc/v1/personal-access-tokens."""

import pytest

from contract.truefoundry.conftest import TOKENS, refusal


def test_a_token_is_told_in_the_apis_own_names_without_its_text_or_digest(client, make_token, token_name):
    told = make_token(token_name)
    assert set(told) == {
        "id", "type", "tenantName", "accountId", "manifest", "isExpired", "createdBy", "createdBySubject", "createdAt",
        "updatedAt",
    }  # fmt: skip
    assert told["isExpired"] is False
    assert told["manifest"] == {"name": token_name, "type": "virtual-account"}
    assert set(told["createdBySubject"]) == {"subjectId", "subjectType", "subjectSlug", "subjectDisplayName"}
    assert "tfy_" not in client.get(TOKENS).text


def test_pages_are_newest_first_and_end_with_an_empty_one(client, make_token, token_name):
    prefix = token_name[:20]
    made = [make_token(f"{prefix}-{number}")["id"] for number in range(5)]
    asked, found = {"nameSearchQuery": prefix, "limit": 2}, []
    while page := client.get(TOKENS, params=asked | {"offset": len(found)}).json()["data"]:
        assert len(page) <= 2
        found += page
    assert [one["id"] for one in found] == made[::-1]
    answer = client.get(TOKENS, params=asked | {"offset": 2}).json()
    assert answer["pagination"] == {"total": 5, "offset": 2, "limit": 2}


def test_what_is_not_found_is_an_empty_page(client, token_name):
    answer = client.get(TOKENS, params={"nameSearchQuery": f"{token_name}'; DROP"})
    assert answer.json() == {"data": [], "pagination": {"total": 0, "offset": 0, "limit": 100}}


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 1001}, {"offset": -1}, {"limit": "x"}, {"offset": "9" * 5000}])
def test_a_page_that_there_cannot_be_is_422(client, params):
    answer = client.get(TOKENS, params=params)
    assert answer.status_code == 422
    assert refusal(answer)


def test_nobody_sees_anothers_not_even_an_administrator(required):
    ada, root = required.person(), required.admin()
    ada.http.post(TOKENS, json={"name": "program"})
    for params in ({}, {"email": ada.name}, {"userId": ada.user.id}):
        assert root.http.get(TOKENS, params=params).json()["data"] == []
