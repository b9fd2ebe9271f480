"""The edge, with a face and operations made for the test."""

import json
from base64 import b64encode
from io import StringIO

import pytest
from pydantic import BaseModel

from cairn.errors import CairnError, CredentialsInvalidError, NameMissingError
from cairn.permissions import Caller
from cairn.runtime.edge import Endpoint, Reply
from cairn.runtime.headers import JSON_ANSWER
from cairn.runtime.observability import logger
from local.in_process import Context


class Question(BaseModel):
    text: str


class TinyFace:
    name = "tiny"

    def __init__(self):
        self.prepared = []

    def prepare(self, needs):
        self.prepared.append(needs)

    def decide(self, needs, call):
        if needs == "key" and call.headers.get("x-key") != "hunter2":
            raise CredentialsInvalidError
        return Caller("ada", is_admin=False, face="tiny", request_id=call.request_id)

    def read(self, model, call):
        return model(text=call.body.decode() or call.query.get("text", ""))

    def render(self, answer, status):
        return Reply(status, json.dumps(answer), {"x-more": "1"})

    def refuse(self, error):
        return Reply(404 if isinstance(error, NameMissingError) else 403, json.dumps({"error": str(error)}))

    def fail(self, request_id):
        return Reply(500, json.dumps({"failed": request_id}))


def echo(request: Question, caller: Caller) -> str:
    if request.text == "missing":
        raise NameMissingError
    if request.text == "crash":
        message = "the table's name is secret-table"
        raise RuntimeError(message)
    return f"{caller.name}: {request.text}"


@pytest.fixture
def log(monkeypatch):
    stream = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", stream)
    return stream


def event(**more):
    return {
        "rawPath": "/echo",
        "routeKey": "POST /echo",
        "requestContext": {"requestId": "r-42"},
        "headers": {"X-Key": "hunter2"},
        "isBase64Encoded": False,
    } | more


@pytest.fixture
def endpoint():
    return Endpoint(echo, TinyFace(), "key", 201)


def test_what_the_operation_returns_goes_out_with_its_status(endpoint):
    answer = endpoint(event(body="hello"), Context())
    assert answer == {"statusCode": 201, "headers": {**JSON_ANSWER, "x-more": "1"}, "body": '"ada: hello"'}


def test_a_face_is_prepared_before_the_first_request(endpoint):
    assert endpoint.face.prepared == ["key"]


def test_a_body_in_base64_is_decoded(endpoint):
    assert (
        json.loads(endpoint(event(body=b64encode("ü".encode()).decode(), isBase64Encoded=True), Context())["body"]) == "ada: ü"
    )


def test_a_body_that_is_no_base64_is_refused(endpoint):
    assert endpoint(event(body="%%%", isBase64Encoded=True), Context())["statusCode"] == 403


def test_a_body_above_the_routes_bound_is_refused_before_anything_is_decoded():
    endpoint = Endpoint(echo, TinyFace(), "key", 201, body_bytes=4)
    assert endpoint(event(body="1234"), Context())["statusCode"] == 201
    assert endpoint(event(body=b64encode(b"1234").decode(), isBase64Encoded=True), Context())["statusCode"] == 201
    told = "The body has more than 4 bytes, the most that this route takes."
    for body in ({"body": "12345"}, {"body": "äää"}, {"body": b64encode(b"12345").decode(), "isBase64Encoded": True}):
        assert json.loads(endpoint(event(**body), Context())["body"]) == {"error": told}
    # Not even looked at: it is no base64.
    assert told in endpoint(event(body="%" * 100, isBase64Encoded=True), Context())["body"]


@pytest.mark.parametrize("body", ["hello", "missing", "crash", "%%%"])
def test_whatever_is_answered_has_the_headers_that_keep_browsers_from_mistakes(endpoint, body):
    headers = endpoint(event(body=body, isBase64Encoded=body == "%%%"), Context())["headers"]
    assert headers.items() >= JSON_ANSWER.items()


def test_an_event_without_headers_query_and_body_is_read(endpoint):
    assert endpoint(event(headers=None), Context())["statusCode"] == 403
    assert endpoint(event(queryStringParameters={"text": "q"}), Context())["body"] == '"ada: q"'


def test_a_refusal_is_worded_by_the_face(endpoint):
    assert endpoint(event(body="missing"), Context())["statusCode"] == 404
    assert endpoint(event(headers={}, body="x"), Context())["statusCode"] == 403


def test_what_nobody_foresaw_is_told_to_the_log_and_not_to_the_client(endpoint, log):
    answer = endpoint(event(body="crash"), Context())
    assert (answer["statusCode"], answer["body"]) == (500, '{"failed": "r-42"}')
    assert "secret-table" in log.getvalue()


def test_the_log_has_the_request_id_and_neither_body_nor_credentials(endpoint, log):
    endpoint(event(body="a private body"), Context())
    line = json.loads(log.getvalue())
    assert (line["request_id"], line["route"], line["status"], line["caller"]) == ("r-42", "POST /echo", 201, "ada")
    assert line["lambda_request_id"] == Context.aws_request_id
    assert "private" not in str(line)
    assert "hunter2" not in str(line)


def test_every_error_words_itself_from_its_facts():
    class SampleError(CairnError):
        """There are {count} of {what}."""

    assert str(SampleError(count=2, what="{them}")) == "There are 2 of {them}."
