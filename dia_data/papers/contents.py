"""What stands in the papers of the monthly meeting: the briefing before it, and its minutes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from dia_data import attention, evaluations, kpis, roadmap
from dia_data.attention import Matter
from dia_data.errors import PaperUnknown
from dia_data.kpis import ORDER, RULES, Standing, Status, leading
from dia_data.papers.paper import Block, Chart, Grid, Heading, Paper, Points, Series, Text
from dia_data.periods import month_end
from dia_data.queries import activities, history, meetings, sources
from dia_data.queries import attention as attention_questions
from dia_data.queries import decisions as decision_questions
from dia_data.queries import evaluations as evaluation_questions
from dia_data.queries import kpis as kpi_questions
from dia_data.store import Reader
"""
