"""The server around the pages: routes for programs, the stream of changes, middleware, prepared files."""
