"""The MLTE API: evidence about models, and the users and groups that all faces share."""
