"""The partners, markets and missions that a form lets members choose from."""

from dia_data.storage.store import Reader


def list_codes(reader: Reader, sql: str) -> dict[str, str]:
    """Codes and names of the rows that `sql` finds as `code, name`."""
    return {row["code"]: row["name"] for row in reader.rows(sql)}


def list_partners(reader: Reader) -> dict[str, str]:
    """Each partner and its short name."""
    return list_codes(
        reader, "select partner_id as code, short_name as name from partners_as_of(null) as partners order by position"
    )


def list_markets(reader: Reader) -> dict[str, str]:
    """Each target market and its name; reserves are none."""
    return list_codes(
        reader,
        """
        select country_code as code, country_name as name
        from markets_as_of(null) as markets inner join countries_as_of(null) using (country_code)
        where role <> 'reserve' order by markets.position
        """,
    )


def list_missions(reader: Reader) -> dict[str, str]:
    """Each mission with SMEs and the name of its activity."""
    return list_codes(
        reader,
        """
        select activity_id as code, activity_name as name from activities_as_of(null)
        where mission = 'sme' order by position
        """,
    )
