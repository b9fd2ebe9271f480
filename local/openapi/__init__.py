"""The OpenAPI document and the README's route table, made from the handlers' declarations and the template's routes."""
