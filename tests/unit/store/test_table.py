from unittest.mock import Mock

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from cairn.errors import StoreBusyError
from cairn.store import keys
from cairn.store.items import to_item
from cairn.store.table import ConditionsFailedError, Table, put

KEY = keys.version("i")
WRITE = put(KEY, to_item(KEY, {}))


def cancelled(*codes):
    response = {
        "Error": {"Code": "TransactionCanceledException", "Message": ""},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(response, "TransactWriteItems")


@pytest.fixture
def patient(monkeypatch):
    waits = []
    monkeypatch.setattr("cairn.store.table.time.sleep", waits.append)
    return waits


def test_a_conflict_is_tried_again(patient):
    client = Mock()
    client.transact_write_items.side_effect = [cancelled("TransactionConflict"), None]
    Table(client, "t").write([WRITE])
    assert client.transact_write_items.call_count == 2
    assert len(patient) == 1


def test_endless_conflicts_end_as_busy(patient):
    client = Mock()
    client.transact_write_items.side_effect = cancelled("None", "TransactionConflict")
    with pytest.raises(StoreBusyError):
        Table(client, "t").write([WRITE, WRITE])
    assert max(patient) <= 0.5


def test_a_failed_condition_is_not_tried_again():
    client = Mock()
    client.transact_write_items.side_effect = cancelled("ConditionalCheckFailed")
    with pytest.raises(ConditionsFailedError) as refused:
        Table(client, "t").write([WRITE])
    assert refused.value.found == {KEY: None}


@pytest.mark.parametrize("code", ["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"])
def test_a_throttled_table_is_busy(code):
    client = Mock()
    client.get_item.side_effect = ClientError({"Error": {"Code": code, "Message": ""}}, "GetItem")
    with pytest.raises(StoreBusyError):
        Table(client, "t").get(KEY)


@pytest.mark.parametrize("silence", [ReadTimeoutError(endpoint_url="x"), EndpointConnectionError(endpoint_url="x")])
def test_a_table_that_does_not_answer_is_busy(silence):
    client = Mock()
    client.get_item.side_effect = silence
    with pytest.raises(StoreBusyError):
        Table(client, "t").get(KEY)


def test_a_batch_read_that_is_never_served_ends_as_busy(patient):
    client = Mock()
    client.batch_get_item.return_value = {"Responses": {}, "UnprocessedKeys": {"t": {"Keys": [KEY.attributes]}}}
    with pytest.raises(StoreBusyError):
        Table(client, "t").get_many([KEY])
    assert client.batch_get_item.call_count == 12


def test_any_other_failure_is_not_hidden():
    client = Mock()
    client.transact_write_items.side_effect = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "T")
    with pytest.raises(ClientError, match="AccessDenied"):
        Table(client, "t").write([WRITE])


def test_a_batch_read_asks_again_for_what_was_left_over(patient):
    wanted = [keys.version(str(number)) for number in range(150)]
    client = Mock()

    def answer(RequestItems):  # noqa: N803
        asked = RequestItems["t"]["Keys"]
        assert len(asked) <= 100
        return {"Responses": {"t": asked[:60]}, "UnprocessedKeys": {"t": {"Keys": asked[60:]}} if asked[60:] else {}}

    client.batch_get_item.side_effect = answer
    assert set(Table(client, "t").get_many([*wanted, wanted[0]])) == set(wanted)
    assert client.batch_get_item.call_count == 3
