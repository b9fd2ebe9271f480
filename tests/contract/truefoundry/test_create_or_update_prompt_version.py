"""PUT /api/svc/v1/prompt-versions."""

from contract.truefoundry.forms import PROMPT, assert_all_refused, told
from contract.truefoundry.shared_publishing import Described


class TestPromptVersion(Described):
    """What prompts share with other forms."""

    form = PROMPT


ELSEWHERE = {"type": "blob-storage", "path": "a", "mime_type": "text/plain"}
FUNCTION = {"name": "f", "description": "d", "parameters": {"type": "object", "default": None}, "strict": True}
CALL = {"type": "function", "id": "1", "function": {"name": "f", "arguments": "{}"}}
TARGET = {"target": "openai/gpt"}
HOW = {
    "retry_config": {"attempts": 2, "delay": 100, "on_status_codes": ["429"]}, "fallback_status_codes": ["500"],
    "fallback_candidate": False, "override_params": {"a": None}, "headers_override": {"remove": ["a"], "set": {"b": "c"}},
    "metadata_match": {"a": "b"},
}  # fmt: skip
STICKY = {"ttl_seconds": 1, "session_identifiers": [{"source": "headers", "key": "a"}]}
RANKED = TARGET | {"priority": 1, "sla_cutoff": {"time_per_output_token_ms": 9, "time_to_first_token_ms": 9}}

READABLE = [
    ("messages", [
        {"role": "system", "content": "Be \N{SNOWMAN}"}, {"role": "developer", "content": ELSEWHERE, "name": "d"},
        {"role": "user", "content": ""}, {"role": "user", "content": [{"type": "text", "text": ELSEWHERE}], "mine": 1},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://e.org", "detail": "low"}}]},
        {"role": "assistant"}, {"role": "assistant", "tool_calls": [CALL]},
        {"role": "assistant", "content": [{"type": "text", "text": "a"}, {"type": "refusal", "refusal": "no"}]},
        {"role": "tool", "content": "1", "tool_call_id": "1"},
    ]),
    ("variables", {"topic": "ducks"}), ("variables", {"topic": None}),
    ("model_configuration", {
        "provider": "openai", "model": "gpt", "extra_parameters": {"a": None},
        "parameters": {"max_tokens": 1, "temperature": 0.1, "top_k": 2.5, "top_p": 1, "stop": ["a"]},
    }),
    ("tools", []), ("tools", [{"type": "function", "function": FUNCTION}]),
    ("mcp_servers", [
        {"type": "mcp-server-fqn", "integration_fqn": "a", "tools": [{"name": "x"}]},
        {"type": "mcp-server-url", "url": "https://e.org", "headers": {"a": "b"}, "enable_all_tools": True},
    ]),
    ("guardrails", {"input_guardrails": ["a"], "output_guardrails": []}),
    ("response_format", {"type": "json_object"}),
    ("response_format", {"type": "json_schema", "json_schema": {"name": "a", "schema": {"a": None}}}),
    ("routing_config", {
        "type": "weight-based-routing", "load_balance_targets": [TARGET | HOW | {"weight": 1}], "sticky_routing": STICKY,
    }),
    ("routing_config", {"type": "latency-based-routing", "load_balance_targets": [TARGET | HOW]}),
    ("routing_config", {"type": "priority-based-routing", "load_balance_targets": [TARGET, RANKED]}),
    ("cache_config", {"type": "semantic", "similarity_threshold": 0.5, "namespace": "a", "ttl": 60}),
    ("cache_config", {"type": "exact-match"}),
    ("tool_call_to_mcp_mapping", {"f": {"mcp_server_integration_id": "a", "tool_name": "f"}}),
    ("logging_config", {"enabled": False, "tracing_project_fqn": "a"}), ("sub_agents", [{"name": "a"}]),
    ("said", {"mine": [None]}), ("told", 1),
]  # fmt: skip


def test_all_that_clients_read_is_told_as_it_was_sent(platform, name):
    for member, value in READABLE:
        assert platform.publish(PROMPT, name, **{member: value})["manifest"][member] == value


def test_messages_that_are_none_are_422(platform, name):
    messages = [
        None, [], "hello", {}, ["hello"], [[]], [{"role": "zzz"}], [{"role": None, "content": "a"}], [{"content": "a"}],
        [{"role": "user"}], [{"role": "user", "content": None}], [{"role": "user", "content": 5}],
        [{"role": "user", "content": [{"type": "zzz"}]}], [{"role": "user", "content": ["a"]}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": "https://e.org"}]}],
        [{"role": "user", "content": {"type": "blob-storage", "path": "a"}}], [{"role": "user", "content": "a", "name": 1}],
        [{"role": "system", "content": [{"type": "text", "text": "a"}]}], [{"role": "tool", "content": "a"}],
        [{"role": "assistant", "content": [{"type": "text"}]}], [{"role": "assistant", "tool_calls": {}}],
        [{"role": "assistant", "tool_calls": [{"id": "1"}]}],
    ]  # fmt: skip
    assert_all_refused(platform, PROMPT, name, [("messages", one) for one in messages])


def test_what_clients_cannot_read_is_422_or_it_would_break_their_lists(platform, name):
    of_model = {"provider": "a", "model": "m"}
    weighted = {"type": "weight-based-routing", "load_balance_targets": [TARGET]}
    members = [
        ("variables", []), ("variables", {"a": 1}), ("model_configuration", "zz"), ("model_configuration", {"provider": "a"}),
        ("model_configuration", of_model | {"parameters": {"max_tokens": "x"}}),
        ("model_configuration", of_model | {"parameters": {"max_tokens": True}}),
        ("model_configuration", of_model | {"parameters": {"temperature": "1"}}),
        ("model_configuration", of_model | {"parameters": {"temperature": 10**400}}),
        ("model_configuration", of_model | {"parameters": {"stop": [1]}}),
        ("model_configuration", of_model | {"extra_parameters": []}), ("tools", 5), ("tools", [5]), ("tools", [{}]),
        ("tools", [{"type": "zzz", "function": FUNCTION}]), ("tools", [{"type": "function", "function": {"name": None}}]),
        ("mcp_servers", [{}]), ("mcp_servers", [{"type": "mcp-server-url"}]),
        ("mcp_servers", [{"type": "mcp-server-fqn", "integration_fqn": "a", "tools": ["x"]}]), ("guardrails", "x"),
        ("guardrails", {"input_guardrails": "x"}), ("response_format", {"type": "zzz"}),
        ("response_format", {"type": "json_schema", "json_schema": {"name": "a"}}), ("routing_config", {"type": "zzz"}),
        ("routing_config", weighted), ("routing_config", {"type": "latency-based-routing"}),
        ("cache_config", {"type": "semantic"}), ("cache_config", {"type": "zzz"}), ("tool_call_to_mcp_mapping", {"f": {}}),
        ("logging_config", 5), ("logging_config", {"enabled": "yes"}), ("sub_agents", {}), ("sub_agents", [{}]),
    ]  # fmt: skip
    assert_all_refused(platform, PROMPT, name, members)


def test_all_of_a_prompt_is_kept_as_it_was_sent(platform, name):
    said = {
        "messages": [
            {"role": "system", "content": "Be \N{SNOWMAN}"},
            {"role": "user", "content": ""},
        ],
        "variables": {"topic": "ducks"},
        "model_configuration": {"provider": "openai", "model": "gpt", "parameters": {"temperature": 0.1}},
        "tools": [],
    }
    version = platform.publish(PROMPT, name, **said)
    assert {member: version["manifest"][member] for member in said} == said
    assert told(platform.put(PROMPT, version["manifest"])) == version
    [snippet] = version["usage_code_snippets"]
    assert snippet["code"] == version["usage_code_snippet"]
