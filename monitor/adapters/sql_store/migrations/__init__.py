"""The history of the schema; run by `schema.upgrade`."""
