"""The API for people: what can be asked, with what, and how."""

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.web.access import Reading
from communique.web.api.described import described
from communique.web.page import page

router = APIRouter()
_FILLED = {"name": "red-sea", "id": "0f8a1c22d3e4b596", "act": "12", "number": "5"}
"""What stands in an example for each part of an address."""


@router.get("/api")
def api(request: Request, _: Reading) -> Response:
    """Every resource with what it takes and an example, from the description that programs read."""
    told = described()
    schemas = told["components"]["schemas"]
    base = str(request.base_url).rstrip("/")
    groups: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in told["tags"]}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            groups[operation["tags"][0]].append(
                {
                    "method": method.upper(),
                    "path": path,
                    "id": operation["operationId"],
                    "summary": operation["summary"],
                    "about": _pieces(operation.get("description", "")),
                    "parameters": [_parameter(each, schemas) for each in operation.get("parameters", ())],
                    "curl": _curl(base, method, path, operation, schemas),
                }
            )
    return page(request, "api.html", {"groups": groups, "base": base, "count": sum(map(len, groups.values()))})


def _pieces(about: str) -> list[str]:
    """A text in pieces, every second of which stood between backticks."""
    return about.split("`") if about else []


def _parameter(told: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    schema = told["schema"]
    return {
        "name": told["name"],
        "where": told["in"],
        "required": told.get("required", False),
        "about": _pieces(told.get("description", "")),
        "takes": _takes(schema, schemas),
        "default": schema.get("default"),
    }


def _takes(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """What a parameter takes, in words: the values of a closed list, bounds, a kind."""
    if "$ref" in schema:
        return _takes(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "anyOf" in schema:
        return ", ".join(_takes(each, schemas) for each in schema["anyOf"] if each.get("type") != "null")
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("format") == "date":
        return "YYYY-MM-DD"
    if schema.get("type") == "integer" and "maximum" in schema:
        return f"{schema['minimum']:,} to {schema['maximum']:,}"
    return {"boolean": "true or false", "integer": "a number", "string": "text"}.get(schema.get("type", ""), "")


def _curl(base: str, method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A command that asks for it."""
    for name, value in _FILLED.items():
        path = path.replace(f"{{{name}}}", value)
    needed = [p for p in operation.get("parameters", ()) if p["in"] == "query" and p.get("required")]
    values = {"format": "csv", "q": "prisoners"}
    query = "&".join(f"{p['name']}={values.get(p['name'], '')}" for p in needed)
    address = f"{base}{path}" + (f"?{query}" if query else "")
    if method == "get":
        return f"curl '{address}'"
    parts = [f"curl -X {method.upper()} '{address}'", "-H 'Authorization: Bearer TOKEN'"]
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        body = schemas[schema["$ref"].rpartition("/")[2]]["examples"][0]
        parts += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    return " \\\n  ".join(parts)
