"""GET /api/groups/permission/{permission_str}."""

from urllib.parse import quote

import pytest

from contract.conftest import detail
from contract.mlte.conftest import permission


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("model-get", permission("model", "get")),
        ("custom_list-any", permission("custom_list", "any")),
        ("model-get-my___model", permission("model", "get", "my-model")),
        ("model-put-a-b", permission("model", "put", "a-b")),
        ("code-post-100%", permission("code", "post", "100%")),
        ("user-delete-ünï 🦆'; DROP", permission("user", "delete", "ünï 🦆'; DROP")),
    ],
)
def test_a_text_is_taken_apart(client, text, parts):
    answer = client.get(f"/api/groups/permission/{quote(text)}")
    assert (answer.status_code, answer.json()) == (200, parts)


@pytest.mark.parametrize("text", ["model", "model-", "model-fly", "thing-get", "MODEL-GET", "%25", "-", "model-get-", "🦆"])
def test_a_text_that_is_none_is_404_and_says_what_one_is(client, text):
    answer = client.get(f"/api/groups/permission/{quote(text, safe='%')}")
    assert answer.status_code == 404
    assert "<resource type>-<method>" in detail(answer)


def test_every_user_may_ask_and_no_stranger(required):
    assert required.person().http.get("/api/groups/permission/model-get").status_code == 200
    assert required.client().get("/api/groups/permission/model-get").status_code == 401
