"""The seven municipalities of the report; each folder is a source that can be planned."""
