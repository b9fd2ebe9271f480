"""Every route of every face, asked with every sort of credentials, where everybody has to sign in.

The routes come from template.yaml, the requests from events/; what is said here of single routes is only what they touch.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from cairn.access import tokens
from cairn.access.tokens import Key
from cairn.access.users import Profile
from contract.access_scene import FORMS, ID, KEY, OWN_HEADER, Scene
from contract.conftest import UNKNOWN, Required
from fixtures import recorded
from fixtures.forged import bearer, tampered, unsigned
from fixtures.people import OPERATOR, PASSWORD
from local import blueprint

pytestmark = pytest.mark.slow

ROUTED = [function for function in blueprint.functions() if function.routes]
ANYBODYS = {
    "TrustRegistryHealthHeartbeat", "TrustRegistryHealthComponents", "TrustGetTracks", "TrustCreateAuthToken",
    "TruefoundryGetMinCliVersion", "TruefoundryGetTenantId", "MlteHealthcheck", "MlteLoginForAccessToken",
}  # fmt: skip
"""The routes that one need not have signed in for; whoever adds one says so here."""
GUARDED = [function for function in ROUTED if function.logical_id not in ANYBODYS]
BAD_CREDENTIALS = {"trust": 403, "truefoundry": 401, "mlte": 401}
OF_A_DISABLED_USER = {"mlte": 403}
"""Where that is another status than of other bad credentials."""
FORBIDDEN = {"trust": 401, "truefoundry": 403, "mlte": 403}


each = pytest.mark.parametrize("function", GUARDED, ids=lambda function: function.logical_id)


@pytest.fixture
def scene(required: Required) -> Scene:
    return Scene(required)


def bad_tokens(scene: Scene) -> dict[str, str]:
    """Whatever is no valid token, by what is wrong with it; but for that each is an administrator's."""
    now, good = int(time.time()), scene.signed()
    return scene.revoked() | {
        "no token at all": "guessed",
        "empty parts": "..",
        "another key's signature": scene.signed(Key("k1", b"2" * 64)),
        "a truncated signature": good[:-4],
        "no signature": good.rpartition(".")[0] + ".",
        "alg none": unsigned(good, '{"alg":"none","typ":"JWT"}'),
        "alg None, with a key id": unsigned(good, '{"alg":"None","kid":"k1","typ":"JWT"}'),
        "alg RS256": unsigned(good, '{"alg":"RS256","kid":"k1","typ":"JWT"}'),
        "alg HS256, another key id": unsigned(good, '{"alg":"HS256","kid":"k2","typ":"JWT"}'),
        "a key id that nobody has": scene.signed(Key("current", KEY.secret)),
        "expired": scene.signed(exp=now - 1),
        "not yet valid": scene.signed(nbf=now + 600),
        "made in the future": scene.signed(iat=now + 600),
        "never ending": scene.signed(exp=None),
        "another audience": scene.signed(aud="another"),
        "another issuer": scene.signed(iss="cairn:us-east-1:another"),
        "an older version": scene.signed(ver=0),
        "another user's id": scene.signed(uid=scene.regular.id),
        "a tampered payload": tampered(tokens.sign(scene.claims(scene.regular), KEY), sub="root", uid=scene.root.id),
        "longer than is taken": scene.signed(more="x" * 5_000),
        "a personal token that nobody has": "tfy_" + "A" * 43,
        "an expired personal token": scene.personal(scene.root, expires_at=1_000_000),
        "two tokens in one header": f"{good},Bearer {good}",
    }


def bad_headers(scene: Scene) -> dict[str, dict[str, str]]:
    """Requests that show a good token in no way that is one."""
    good = scene.signed()
    return {
        "nothing": {},
        "another scheme": {"authorization": f"Basic {good}"},
        "no scheme": {"authorization": good},
        "an empty header": {"authorization": ""},
        "a cookie": {"cookie": f"authorization=Bearer {good}"},
    }


def asked(scene: Scene, function: blueprint.Function) -> dict[str, int]:
    """Ask with all bad credentials; return the statuses by what is wrong."""
    good = scene.signed()
    requests: dict[str, Callable[[], dict[str, Any]]] = {}
    for wrong, token in bad_tokens(scene).items():
        requests[wrong] = lambda token=token: scene.ask(function, bearer(token))  # type: ignore[misc]
    for wrong, headers in bad_headers(scene).items():
        requests[wrong] = lambda headers=headers: scene.ask(function, headers)  # type: ignore[misc]
    for name in ("access_token", "authorization", "token", "x-authorization"):
        requests[f"in the URL only, as {name}"] = lambda name=name: scene.ask(function, {}, {name: f"Bearer {good}"})  # type: ignore[misc]
    if function.face == "trust":
        both = {"x-authorization": "bearer guessed", **bearer(good)}
        requests["X-Authorization, which wins, is bad"] = lambda: scene.ask(function, both)
    else:
        requests["X-Authorization, which is trust's"] = lambda: scene.ask(function, {"x-authorization": f"bearer {good}"})
    return {wrong: ask()["statusCode"] for wrong, ask in requests.items()}


@each
def test_bad_credentials_get_no_further_than_the_door(scene: Scene, function: blueprint.Function) -> None:
    statuses = asked(scene, function)
    expected = BAD_CREDENTIALS[function.face]
    assert statuses.pop("of a disabled user") == OF_A_DISABLED_USER.get(function.face, expected)
    assert {wrong: status for wrong, status in statuses.items() if status != expected} == {}
    assert len(statuses) > 30


@pytest.mark.parametrize("function", [one for one in ROUTED if one.logical_id in ANYBODYS], ids=lambda one: one.logical_id)
def test_a_route_that_is_anybodys_does_not_look_at_tokens(scene: Scene, function: blueprint.Function) -> None:
    scene.required.people.users.create(OPERATOR, Profile(name="ada"), "correct horse battery staple")
    for headers in ({}, bearer("guessed"), bearer(scene.signed(exp=1)), {"x-authorization": "bearer guessed"}):
        assert scene.ask(function, headers)["statusCode"] == 200


BEYOND_THE_DOOR = {
    "TrustArtifactLicenseCheck": 501,
    "MlteCreateUser": 409,
    "MlteCreateGroup": 409,
    "MlteCreateCatalogEntry": 409,
    "MlteCreateModel": 409,
    "MlteImportModel": 422,
    "MlteSuiteTemplate": 404,
}
"""What an administrator is told whom the door let in: there is no such use yet, or card, or the name is taken."""
PERSONAL_IS_NOT_ENOUGH = {
    "TruefoundryCreatePersonalAccessToken": 403, "MlteRevokeToken": 403, "MlteCreateUser": 403,
}  # fmt: skip
AT_ONCE = {
    "TrustArtifactCreate",
    "TrustArtifactDelete",
    "TrustRegistryReset",
    "MlteDeleteUser",
    "MlteDeleteGroup",
    "MlteDeleteModel",
    "MlteDeleteVersion",
    "MlteDeleteArtifact",
    "MlteCreateVersion",
    "TruefoundryCreatePersonalAccessToken",
    "MlteCreateCustomListEntry",
    "MlteDeleteCustomListEntry",
    "MlteDeleteCatalogEntry",
    "TruefoundryDeleteMlRepo",
    "TruefoundryDeleteRun",
    "TruefoundryDeleteDataDirectory",
    "TruefoundryDeleteManifest",
    "TruefoundryMarkStageFailure",
    "TruefoundryDeleteArtifactVersionByManifest",
    *(f"TruefoundryDelete{form}{what}" for form in FORMS for what in ("", "Version")),
}
"""What can be done once: the second time there is nothing left to do it to."""


@each
def test_an_administrators_token_opens_every_route_in_either_way(scene: Scene, function: blueprint.Function) -> None:
    for token in (scene.signed(), scene.personal(scene.root)):
        expected = {200, 201} if token.count(".") else {200, 201, PERSONAL_IS_NOT_ENOUGH.get(function.logical_id)}
        answer = scene.ask(function, {OWN_HEADER[function.face]: f"bearer {token}"})
        assert answer["statusCode"] in expected | {BEYOND_THE_DOOR.get(function.logical_id)}, answer["body"]
        if function.logical_id in AT_ONCE:
            return


REGULARS_OWN = {
    "MlteCreateModel": 409, "MltePrepareImport": 200, "MlteImportModel": 422,
    "TrustArtifactCreate": 201, "TrustArtifactsList": 200, "MlteRevokeToken": 200, "MlteListPermissions": 200,
    "MlteListPermissionDetails": 200, "MlteReadPermission": 200, "TruefoundryGetSession": 200,
    "TruefoundryListPersonalAccessTokens": 200, "TruefoundryCreatePersonalAccessToken": 200,
    "MlteCreateCustomListEntry": 200, "MlteEditCustomListEntry": 200, "MlteReadCustomListEntry": 200,
    "MlteDeleteCustomListEntry": 200, "MlteListCustomLists": 200, "MlteListCustomListDetails": 200,
    "MlteGetCustomListParent": 200,
    "TruefoundryListMlRepos": 200, "TruefoundryCreateRun": 200, "TruefoundrySearchRuns": 200,
    "TruefoundryListDataDirectories": 200,
    "TruefoundryDeleteManifest": 404,  # It names a repo, as its path cannot tell.
    "TruefoundryListInternalArtifactVersions": 200,
    **{f"TruefoundryList{form}{what}": 200 for form in FORMS for what in ("s", "Versions")},
}  # fmt: skip
"""What every user may do, though nothing of it is another's."""
UNSEEN = 404
NAMED_BY_MANIFEST = {f"Truefoundry{one}" for one in ("CreateOrUpdateMlRepo", "CreateOrUpdateDataDirectory", "ApplyManifest")}
"""What names something that is there already: names are a namespace that all share, so that one is told as much."""
TOLD = {"trust": ("registry_reset",), "truefoundry": ("create_or_update", "stage", "revoke_all"), "mlte": ("",)}
"""The operations, as they begin, whose refusal tells nothing: they are about a name that one says, or about everything."""


@each
def test_a_regular_users_valid_token_reaches_nothing_of_anybody_else(scene: Scene, function: blueprint.Function) -> None:
    answer = scene.ask(function, bearer(tokens.sign(scene.claims(scene.regular), KEY)))
    is_told = function.operation.startswith(TOLD[function.face]) and recorded.place(function) is None
    hidden = FORBIDDEN[function.face] if is_told or function.logical_id in NAMED_BY_MANIFEST else UNSEEN
    expected = REGULARS_OWN.get(function.logical_id, hidden)
    if function.logical_id == "TrustArtifactCreate":
        expected = FORBIDDEN["trust"]  # The name is an administrator's.
    assert answer["statusCode"] == expected, answer["body"]


@pytest.mark.parametrize("function", [one for one in GUARDED if "{id}" in one.routes[0][1]], ids=lambda one: one.logical_id)
def test_what_one_may_not_see_looks_like_what_there_is_not(scene: Scene, function: blueprint.Function) -> None:
    headers = bearer(tokens.sign(scene.claims(scene.regular), KEY))
    hidden = scene.ask(function, headers)
    scene.is_known, scene.places = False, dict.fromkeys(scene.places, UNKNOWN)
    missing = scene.ask(function, headers)
    assert hidden["statusCode"] == missing["statusCode"] == 404
    assert hidden["headers"] == missing["headers"]
    assert ID.sub("", hidden["body"]) == ID.sub("", missing["body"])


WORDED = [
    next(one for one in GUARDED if one.logical_id == name)
    for name in ("TrustArtifactsList", "TruefoundryGetSession", "MlteListUsers")
]


@pytest.mark.parametrize("function", WORDED, ids=lambda function: function.face)
def test_each_sort_of_bad_credentials_is_worded_the_same_in_the_words_of_the_face(
    scene: Scene, function: blueprint.Function
) -> None:
    bad = bad_tokens(scene)
    disabled = scene.ask(function, bearer(bad.pop("of a disabled user")))
    assert "The user disabled is inactive: an administrator can enable them." in json.loads(disabled["body"]).values()
    answers = [scene.ask(function, bearer(token)) for token in bad.values()]
    answers += [scene.ask(function, headers) for headers in bad_headers(scene).values()]
    assert len({(answer["body"], json.dumps(answer["headers"])) for answer in answers}) == 1
    body, headers = json.loads(answers[0]["body"]), answers[0]["headers"]
    sentence = "Authentication failed due to invalid or missing AuthenticationToken."
    assert body == ({"statusCode": 401, "message": sentence} if function.face == "truefoundry" else {"detail": sentence})
    assert ("www-authenticate" in headers) == (function.face != "trust")
    assert headers.get("www-authenticate", "Bearer").startswith("Bearer")


def test_on_the_trust_face_a_good_own_header_wins_over_a_bad_common_one(scene: Scene) -> None:
    headers = {"x-authorization": f"bearer {scene.signed()}", **bearer("guessed")}
    assert scene.ask(WORDED[0], headers)["statusCode"] == 200


def test_a_password_is_no_token(scene: Scene) -> None:
    assert scene.ask(WORDED[2], bearer(PASSWORD))["statusCode"] == 401
