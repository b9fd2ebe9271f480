"""What is in a prompt, as far as the clients have to be able to read it again; see `cairn.faces.truefoundry.kept`."""

from typing import Annotated, Any, Literal

from pydantic import Field

from cairn.faces.truefoundry.kept import Count, Flag, Kept, Real
from cairn.faces.truefoundry.routing import ExactCache, LatencyRouting, PriorityRouting, SemanticCache, WeightRouting


class BlobReference(Kept):
    """A text or picture that lies elsewhere."""

    type: Literal["blob-storage"]
    path: str
    mime_type: Literal["text/plain", "application/json", "image/png", "image/jpeg", "application/x-directory"]


Content = str | BlobReference


class TextPart(Kept):
    """A piece of text."""

    type: Literal["text"]
    text: Content


class RefusalPart(Kept):
    """What a model says instead of an answer; the clients take any type."""

    type: str
    refusal: str


class ImageUrl(Kept):
    """Where a picture is."""

    url: Content
    detail: str | None = None


class ImagePart(Kept):
    """A picture."""

    type: Literal["image_url"]
    image_url: ImageUrl


class CalledFunction(Kept):
    """A function, with what it is given."""

    name: str
    arguments: str


class ToolCall(Kept):
    """A call that a model asks for."""

    type: Literal["function"]
    id: str
    function: CalledFunction


class PlainMessage(Kept):
    """What is said to a model by those who made it part of something."""

    role: Literal["system", "developer"]
    content: Content
    name: str | None = None


class UserMessage(Kept):
    """What a user says."""

    role: Literal["user"]
    content: Content | list[Annotated[TextPart | ImagePart, Field(discriminator="type")]]
    name: str | None = None


class AssistantMessage(Kept):
    """What a model says."""

    role: Literal["assistant"]
    content: Content | list[TextPart | RefusalPart] | None = None
    tool_calls: list[ToolCall] | None = None
    name: str | None = None


class ToolMessage(Kept):
    """What came of a call."""

    role: Literal["tool"]
    content: Content
    tool_call_id: str


Message = Annotated[PlainMessage | UserMessage | AssistantMessage | ToolMessage, Field(discriminator="role")]


class Parameters(Kept):
    """How a model is run."""

    max_tokens: Count | None = None
    temperature: Real | None = None
    top_k: Real | None = None
    top_p: Real | None = None
    stop: list[str] | str | None = None


class ModelConfiguration(Kept):
    """Which model a prompt is for."""

    provider: str
    model: str
    parameters: Parameters | None = None
    extra_parameters: dict[str, Any] | None = None


class ToolFunction(Kept):
    """A function that a model may ask for."""

    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None
    strict: Flag | None = None


class Tool(Kept):
    """A tool of a model."""

    type: Literal["function"]
    function: ToolFunction


class Named(Kept):
    """Something that is known by its name: a tool of a server, another agent."""

    name: str


class McpServer(Kept):
    """A server of tools."""

    enable_all_tools: Flag | None = None
    tools: list[Named] | None = None


class McpServerByName(McpServer):
    """A server of tools that the deployment knows."""

    type: Literal["mcp-server-fqn"]
    integration_fqn: str


class McpServerByUrl(McpServer):
    """A server of tools anywhere."""

    type: Literal["mcp-server-url"]
    url: str
    headers: dict[str, str] | None = None


class McpTool(Kept):
    """A tool of a server."""

    mcp_server_integration_id: str
    tool_name: str


class Guardrails(Kept):
    """What looks at what goes in and comes out."""

    input_guardrails: list[str] | None = None
    output_guardrails: list[str] | None = None


class JsonFormat(Kept):
    """Answers in JSON."""

    type: Literal["json_object"]


class JsonSchema(Kept):
    """What answers look like."""

    name: str
    schema_: Annotated[dict[str, Any], Field(alias="schema")]


class JsonSchemaFormat(Kept):
    """Answers in JSON of a schema."""

    type: Literal["json_schema"]
    json_schema: JsonSchema


class Logging(Kept):
    """Where calls are written down."""

    enabled: Flag | None = None
    tracing_project_fqn: str | None = None


class PromptContent(Kept):
    """What a prompt says; all of it but the messages may be left out."""

    messages: Annotated[list[Message], Field(min_length=1)]
    variables: dict[str, str | None] | None = None
    model_configuration: ModelConfiguration | None = None
    tools: list[Tool] | None = None
    mcp_servers: list[Annotated[McpServerByName | McpServerByUrl, Field(discriminator="type")]] | None = None
    guardrails: Guardrails | None = None
    response_format: Annotated[JsonFormat | JsonSchemaFormat, Field(discriminator="type")] | None = None
    routing_config: Annotated[WeightRouting | LatencyRouting | PriorityRouting, Field(discriminator="type")] | None = None
    cache_config: Annotated[ExactCache | SemanticCache, Field(discriminator="type")] | None = None
    tool_call_to_mcp_mapping: dict[str, McpTool] | None = None
    logging_config: Logging | None = None
    sub_agents: list[Named] | None = None
