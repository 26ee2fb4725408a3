"""How charts look, and what draws them: the browser, papers."""
