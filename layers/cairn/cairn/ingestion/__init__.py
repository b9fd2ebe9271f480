"""Ingestion of models: facts from the hub and the forge, metrics over them, the gate, the bundle."""
