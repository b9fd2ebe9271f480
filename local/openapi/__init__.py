"""The OpenAPI documents and the README's route tables, made from the handlers' declarations and the template's routes."""
