"""A deployed stack, as CloudFormation describes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from local.aws import Clients


NO_VALUE = object()
"""What is left out: `AWS::NoValue`."""

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "Fn::And": all,
    "Fn::Equals": lambda pair: pair[0] == pair[1],
    "Fn::Join": lambda argument: argument[0].join(argument[1]),
    "Fn::Not": lambda one: not one[0],
    "Fn::Or": any,
}
"""CloudFormation's functions of values that are worked out already."""


@dataclass(frozen=True)
class Stack:
    """The translated template, which of its resources were to be made, and what they are called."""

    template: Mapping[str, Any]
    parameters: Mapping[str, str]
    physical: Mapping[str, str]
    statuses: Mapping[str, str]

    def wanted(self) -> dict[str, dict[str, Any]]:
        """Resources whose condition holds, by logical id."""
        return {
            name: resource
            for name, resource in self.template["Resources"].items()
            if "Condition" not in resource or self.holds(resource["Condition"])
        }

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """Properties of the wanted resources of one type, by logical id."""
        return {name: one.get("Properties", {}) for name, one in self.wanted().items() if one["Type"] == kind}

    def holds(self, condition: str) -> bool:
        """Whether a condition of the template holds under the stack's parameters."""
        return bool(self.value(self.template["Conditions"][condition]))

    def value(self, expression: Any) -> Any:
        """Work out what the template's conditions and its API's settings say under the stack's parameters."""
        if isinstance(expression, list):
            return [one for one in map(self.value, expression) if one is not NO_VALUE]
        if not isinstance(expression, dict):
            return expression
        name = next(iter(expression)) if len(expression) == 1 else ""
        own: dict[str, Callable[[Any], Any]] = {"Ref": self._referred, "Condition": self.holds, "Fn::If": self._chosen}
        if name in own:
            return own[name](expression[name])
        if name in FUNCTIONS:
            return FUNCTIONS[name](self.value(expression[name]))
        found = {name: self.value(one) for name, one in expression.items()}
        return {name: one for name, one in found.items() if one is not NO_VALUE}

    def _chosen(self, argument: list[Any]) -> Any:
        condition, when, otherwise = argument
        return self.value(when if self.holds(condition) else otherwise)

    def _referred(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return NO_VALUE
        if name not in self.parameters:
            return {"Ref": name}
        given = self.parameters[name]
        is_list = self.template.get("Parameters", {}).get(name, {}).get("Type") == "CommaDelimitedList"
        return [one.strip() for one in given.split(",")] if is_list else given


def read(clients: Clients, name: str) -> Stack:
    """Read the stack of this name."""
    cloudformation = clients("cloudformation")
    body = cloudformation.get_template(StackName=name, TemplateStage="Processed")["TemplateBody"]
    template = json.loads(body) if isinstance(body, str) else body
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    summaries = [one for page in pages for one in page["StackResourceSummaries"]]
    defaults = {key: str(value.get("Default", "")) for key, value in template.get("Parameters", {}).items()}
    described = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    chosen = {one["ParameterKey"]: one["ParameterValue"] for one in described.get("Parameters", [])}
    return Stack(
        template=template,
        parameters=defaults | chosen,
        physical={one["LogicalResourceId"]: one["PhysicalResourceId"] for one in summaries},
        statuses={one["LogicalResourceId"]: one["ResourceStatus"] for one in summaries},
    )
