"""The one place that decides: a caller, a method, a resource."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.permissions import Caller, Grant, Method, Resource, ResourceType, collection, family, may
from cairn.records import Kind

MODEL, DATASET, PROJECT = ResourceType.MODEL, ResourceType.DATASET, ResourceType.PROJECT
methods = st.sampled_from(Method)
types = st.sampled_from(ResourceType)
names = st.sampled_from(["a", "b"])
grants = st.builds(Grant, types, methods, names | st.none(), st.sampled_from(["1", "2", "3"]))
resources = st.builds(
    Resource, types, names | st.none(), st.sampled_from(["", "u1"]), st.sampled_from(["", "p"]), st.sampled_from(["", "2"])
)


def ada(*granted, is_admin=False, user_id="u-ada"):
    return Caller("ada", is_admin=is_admin, face="test", id=user_id, grants=granted)


@given(methods, resources)
def test_administrators_and_owners_may_do_everything(method, resource):
    assert may(ada(is_admin=True), method, resource)
    if resource.owner:
        assert may(ada(user_id=resource.owner), method, resource)
    assert not may(ada(), method, resource)


@given(methods, resources)
def test_nobody_owns_what_has_no_owner(method, resource):
    assert not may(ada(user_id=""), method, Resource(resource.type, resource.id))


@given(st.lists(grants, max_size=4), grants, methods, resources)
def test_a_further_permission_never_takes_something_away(some, more, method, resource):
    assert may(ada(*some), method, resource) <= may(ada(*some, more), method, resource)


@given(grants, methods, resources)
def test_a_permission_that_names_something_reaches_nothing_else(grant, method, resource):
    if grant.resource_id is not None and resource.project == "" and grant.covers(method, resource):
        assert (grant.resource_type, grant.resource_id) == (resource.type, resource.id)
        assert grant.granted_at >= resource.since
        assert grant.method in {method, Method.ANY}


@pytest.mark.parametrize(
    ("grant", "method", "resource", "expected"),
    [
        (Grant(MODEL, Method.GET), Method.GET, Resource(MODEL, "bert"), True),
        (Grant(MODEL, Method.GET), Method.GET, Resource(DATASET, "bert"), False),
        (Grant(MODEL, Method.GET), Method.PUT, Resource(MODEL, "bert"), False),
        (Grant(MODEL, Method.ANY), Method.DELETE, Resource(MODEL, "bert"), True),
        (Grant(MODEL, Method.POST), Method.POST, Resource(MODEL), True),
        # To create models is not to write into all models: the original's hole.
        (Grant(MODEL, Method.POST), Method.POST, Resource(MODEL, "bert"), False),
        (Grant(MODEL, Method.PUT), Method.POST, Resource(MODEL, "bert"), True),
        (Grant(MODEL, Method.POST, "bert"), Method.POST, Resource(MODEL, "bert"), True),
        (Grant(MODEL, Method.POST, "bert"), Method.POST, Resource(MODEL), False),
        (Grant(MODEL, Method.GET, "bert"), Method.GET, Resource(MODEL), False),
        (Grant(MODEL, Method.GET, "bert", "2"), Method.GET, Resource(MODEL, "bert", since="1"), True),
        # What had the name before is gone, and with it who was let in.
        (Grant(MODEL, Method.GET, "bert", "2"), Method.GET, Resource(MODEL, "bert", since="3"), False),
        (Grant(MODEL, Method.GET, None, "2"), Method.GET, Resource(MODEL, "bert", since="3"), True),
        (Grant(PROJECT, Method.GET, "vision"), Method.GET, Resource(MODEL, "x", project="vision"), True),
        (Grant(PROJECT, Method.GET, "vision"), Method.GET, Resource(MODEL, "x", project="speech"), False),
        (Grant(PROJECT, Method.GET, "vision"), Method.PUT, Resource(MODEL, "x", project="vision"), False),
        (Grant(PROJECT, Method.POST, "vision"), Method.POST, collection(Kind.MODEL, "vision"), True),
        (Grant(MODEL, Method.POST), Method.POST, collection(Kind.MODEL, "vision"), False),
        (Grant(MODEL, Method.POST), Method.POST, collection(Kind.MODEL, "default"), True),
    ],
)
def test_what_permissions_reach(grant, method, resource, expected):
    assert may(ada(grant), method, resource) is expected


def test_a_permission_on_a_name_reaches_it_in_the_default_project_only():
    grant = Grant(MODEL, Method.GET, "vision/bert")
    assert may(ada(grant), Method.GET, family(Kind.MODEL, "default", "vision/bert", "", ""))
    assert not may(ada(grant), Method.GET, family(Kind.MODEL, "vision", "bert", "", ""))
