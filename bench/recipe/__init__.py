"""The usual recipe: synchronous endpoints, an ORM session by dependency, ``.delay()``, defaults wherever there are some."""
