"""KPIs as pages, briefing and meeting show them: rows, statuses, words and charts."""
