import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.access import builtin_groups
from cairn.errors import GrantUnknownError
from cairn.permissions import Grant, Method, ResourceType

types = st.sampled_from(ResourceType)
ids = st.text(st.characters(exclude_characters="_"), min_size=1, max_size=30)


@given(types, st.sampled_from(Method), ids | st.none())
def test_a_permission_is_what_its_text_says(resource_type, method, resource_id):
    grant = Grant(resource_type, method, resource_id)
    assert builtin_groups.permission(builtin_groups.permission_text(grant)) == grant


@given(st.sampled_from(["read", "edit"]), types, ids)
def test_a_built_in_group_of_one_resource_permits_that_one(what, resource_type, resource_id):
    group = builtin_groups.built_in(builtin_groups.of_one(what, resource_type, resource_id))
    assert {(grant.resource_type, grant.resource_id) for grant in group.grants} == {(resource_type, resource_id)}
    assert {grant.method for grant in group.grants} == ({"get"} if what == "read" else {"put", "delete", "post"})


@pytest.mark.parametrize("text", ["", "model", "model-", "model-read", "thing-get", "model-get-", "MODEL-get", "model_get"])
def test_what_names_no_permission_is_said(text):
    with pytest.raises(GrantUnknownError):
        builtin_groups.permission(text)


@pytest.mark.parametrize("name", ["", "read", "read-", "read-models", "create-model-x", "read-model-", "reader-model"])
def test_other_names_are_no_built_in_groups(name):
    assert builtin_groups.built_in(name) is None
