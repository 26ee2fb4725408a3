"""What partners and their leader record in a self-evaluation round: each is one batch of the forms on /evaluation.

D3.1 §10: each partner fills in its own plan and judges each activity (implementation), sends it to the lead partner
(submitted), who evaluates it and informs all (cleared). D3.1 does not name the lead partner: whoever hands back or
clears says who they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from dia_data.documents import numbers
from dia_data.errors import DiaError, quote
from dia_data.evaluations import Answer
from dia_data.names import normalise
from dia_data.queries import evaluations
from dia_data.queries.evaluations import PlanLine, Round
from dia_data.record import activities, choices
from dia_data.record.entries import (
    LONGEST_TEXT,
    append,
    find_choice_problems,
    find_length_problems,
    find_mention_problems,
    find_name_problems,
    find_reason_problems,
    find_text_problems,
    is_visible,
    join_lines,
    raise_if_changed,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.record.many import Row, read_all
from dia_data.storage.store import Change, Reader, Store
from dia_data.storage.tables import CRITERIA, PHASES, RATING
from dia_data.wording.statuses import FORM_STATES

SOURCE = {
    "source_id": "evaluation_form",
    "title": "Self-evaluation forms of the dashboard",
    "producer": "Members of the consortium",
    "note": "Rounds, plans, judgements and what follows from them, recorded on /evaluation; each with time and name.",
}

PLANNED = ("timeframe", "role", "responsible")
"""What a line of the plan says in words."""


@check_arguments
def open_round(store: Store, *, round_name: str, starts: date | None, ends: date | None, author: str) -> str:
    """Open a round in its preparatory phase and return its `round_id`. Raises `EntryInvalid`."""
    round_name, author = join_lines(round_name), join_lines(author)
    with store.change() as change:
        known = {normalise(one.round_name) for one in evaluations.rounds(change)}
        double = ["Name: there is already a round with this name; choose another."]
        raise_if_invalid(
            *find_text_problems("Name", round_name),
            *(double if normalise(round_name) in known else []),
            *_find_span_problems(starts, ends),
            *find_name_problems(author),
        )
        round_id = f"round_{change.revision + 1}"
        row = {"round_id": round_id, "round_name": round_name, "starts": starts, "ends": ends, "phase": PHASES[0]}
        append(change, SOURCE, {"evaluation_rounds": [row]}, author=author)
    return round_id


@check_arguments
def move_to(store: Store, *, round_id: str, phase: str, author: str, seen: str, reason: str = "") -> str:
    """Move a round to another phase, on or back, and return the batch. Raises `EntryInvalid` or `EntryChanged`.

    `seen` is the `batch_id` of the round as the member saw it.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        current = _find_round(change, round_id)
        raise_if_changed(
            current, seen, said=lambda _: f"moved the round to its {current.phase.replace('_', '-')} phase"
        )
        same = ["Phase: the round is in this phase already."] if phase == current.phase else []
        known = {name: name.replace("_", " ") for name in PHASES}
        raise_if_invalid(
            *find_choice_problems("Phase", phase, known),
            *same,
            *find_name_problems(author),
            *find_reason_problems(reason),
        )
        row = {
            "round_id": current.round_id, "round_name": current.round_name, "starts": current.starts,
            "ends": current.ends, "phase": phase,
        }  # fmt: skip
        return append(change, SOURCE, {"evaluation_rounds": [row]}, author=author, note=reason)


@check_arguments
def plan(
    store: Store,
    *,
    round_id: str,
    partner_id: str | None,
    activity_id: str | None,
    timeframe: str,
    budget_eur: float | None,
    role: str,
    responsible: str,
    author: str,
    seen: str | None,
) -> str:
    """Record one line of a partner's evaluation plan and return the batch. Raises `EntryInvalid` or `EntryChanged`."""
    author = join_lines(author)
    with store.change() as change:
        row = _read_plan(
            change, round_id=round_id, partner_id=partner_id, activity_id=activity_id, budget_eur=budget_eur, seen=seen,
            texts={"timeframe": timeframe, "role": role, "responsible": responsible},
        )  # fmt: skip
        raise_if_invalid(*find_name_problems(author))
        return append(change, SOURCE, {"evaluation_plans": [row]}, author=author)


@check_arguments
def plan_all(
    store: Store, *, round_id: str, partner_id: str | None, rows: Sequence[Row], author: str, seen: Mapping[str, str]
) -> str:
    """Record several lines of a partner's evaluation plan and return the batch.

    A row has `activity_id, timeframe, budget_eur, role, responsible`, all as typed; `seen` is the batch of each
    activity's line as the member saw it. Raises `RowsInvalid` or `EntryChanged`, and then records nothing.
    """
    author = join_lines(author)
    with store.change() as change:
        names = activities.name_activities(change)

        def read(row: Row) -> Row:
            budget, problems = _read_budget(row["budget_eur"])
            raise_if_invalid(*problems)
            return _read_plan(
                change, round_id=round_id, partner_id=partner_id, activity_id=row["activity_id"], budget_eur=budget,
                texts={name: str(row[name]) for name in PLANNED}, seen=seen.get(str(row["activity_id"])),
            )  # fmt: skip

        found = read_all(
            rows, ("activity_id", "budget_eur", *PLANNED), read,
            label=lambda row: names.get(row["activity_id"], "An activity"), problems=find_name_problems(author),
        )  # fmt: skip
        return append(change, SOURCE, {"evaluation_plans": found}, author=author)


@check_arguments
def judge(
    store: Store,
    *,
    round_id: str,
    partner_id: str | None,
    activity_id: str | None,
    judgements: Mapping[str, int | None],
    comment: str,
    lesson: str,
    author: str,
    seen: str | None,
) -> str:
    """Record a partner's judgement of an activity as a draft and return the batch; a criterion may stay open (None).

    Raises `EntryInvalid` (also outside the implementation phase and after the form was submitted) or `EntryChanged`.
    """
    author = join_lines(author)
    with store.change() as change:
        row = _read_judgement(
            change, round_id=round_id, partner_id=partner_id, activity_id=activity_id, judgements=judgements,
            comment=comment, lesson=lesson, seen=seen,
        )  # fmt: skip
        raise_if_invalid(*find_name_problems(author))
        return append(change, SOURCE, {"evaluations": [row]}, author=author)


@check_arguments
def judge_all(
    store: Store, *, round_id: str, partner_id: str | None, rows: Sequence[Row], author: str, seen: Mapping[str, str]
) -> str:
    """Record a partner's judgements of several activities as drafts and return the batch.

    A row has `activity_id`, each criterion, `comment` and `lesson`, all as typed; `seen` is the batch of each
    activity's judgement as the member saw it. Raises `RowsInvalid` or `EntryChanged`, and then records nothing.
    """
    author = join_lines(author)
    with store.change() as change:
        names = activities.name_activities(change)

        def read(row: Row) -> Row:
            judgements, problems = _read_scale(row)
            raise_if_invalid(*problems)
            return _read_judgement(
                change, round_id=round_id, partner_id=partner_id, activity_id=row["activity_id"], judgements=judgements,
                comment=str(row["comment"]), lesson=str(row["lesson"]), seen=seen.get(str(row["activity_id"])),
            )  # fmt: skip

        found = read_all(
            rows, ("activity_id", *CRITERIA, "comment", "lesson"), read,
            label=lambda row: names.get(row["activity_id"], "An activity"), problems=find_name_problems(author),
        )  # fmt: skip
        return append(change, SOURCE, {"evaluations": found}, author=author)


@check_arguments
def submit(store: Store, *, round_id: str, partner_id: str | None, author: str) -> str:
    """Send all of a partner's drafts to the leader, as one batch, and return it. Raises `EntryInvalid`."""
    return _move_form(
        store, round_id, partner_id, author, phase="implementation", old="draft", new="submitted",
        nothing="there is no draft to submit; judge an activity first.",
    )  # fmt: skip


@check_arguments
def hand_back(store: Store, *, round_id: str, partner_id: str | None, author: str, reason: str) -> str:
    """Make a submitted form a draft again, with a reason, and return the batch. Raises `EntryInvalid`."""
    raise_if_invalid(*find_reason_problems(join_lines(reason), needed_for="returning the form for changes"))
    return _move_form(
        store, round_id, partner_id, author, phase=None, old="submitted", new="draft", reason=reason,
        nothing="nothing is submitted that could be returned.",
    )  # fmt: skip


@check_arguments
def clear(store: Store, *, round_id: str, partner_id: str | None, author: str) -> str:
    """Accept a partner's submitted form in the clearance phase and return the batch. Raises `EntryInvalid`."""
    return _move_form(
        store, round_id, partner_id, author, phase="clearance", old="submitted", new="cleared",
        nothing="nothing is submitted that could be approved.",
    )  # fmt: skip


@check_arguments
def follow_up(
    store: Store,
    *,
    round_id: str,
    recommendation: str,
    activity_id: str | None,
    partner_id: str | None,
    due: date | None,
    author: str,
) -> str:
    """Record a recommendation that follows from a round and return the batch. Raises `EntryInvalid`.

    It may be about an activity, and a partner may look after it.
    """
    recommendation, author = join_lines(recommendation), join_lines(author)
    with store.change() as change:
        _find_round(change, round_id)
        raise_if_invalid(
            *find_text_problems("Recommendation", recommendation),
            *find_mention_problems("Activity", activity_id, activities.name_activities(change)),
            *find_mention_problems("Owner", partner_id, choices.list_partners(change)),
            *find_name_problems(author),
        )
        row = {
            "followup_id": f"followup_{change.revision + 1}",
            "round_id": round_id,
            "activity_id": activity_id,
            "recommendation": recommendation,
            "partner_id": partner_id,
            "due": due,
            "is_done": False,
        }
        return append(change, SOURCE, {"evaluation_followups": [row]}, author=author)


@check_arguments
def finish(store: Store, *, round_id: str, followup_id: str, author: str, seen: str, is_done: bool = True) -> str:
    """Mark a recommendation as done (or open again) and return the batch. Raises `EntryInvalid` or `EntryChanged`."""
    author = join_lines(author)
    with store.change() as change:
        found = evaluations.followups(change, round_id=round_id)
        before = {one.followup_id: one for one in found}
        missing = [] if followup_id in before else ["Recommendation: it is not in the record."]
        raise_if_invalid(*missing, *find_name_problems(author))
        now = before[followup_id]
        raise_if_changed(now, seen, said=lambda _: "changed this recommendation")
        row = {
            "followup_id": now.followup_id, "activity_id": now.activity_id, "recommendation": now.recommendation,
            "partner_id": now.partner_id, "due": now.due, "round_id": round_id, "is_done": is_done,
        }  # fmt: skip
        return append(change, SOURCE, {"evaluation_followups": [row]}, author=author)


@check_arguments
def put_on_list(
    store: Store, *, round_id: str, activity_id: str | None, is_listed: bool, reason: str, author: str, seen: str | None
) -> str:
    """Put an activity on the list for the sustainability plan, or take it off, with a reason; return the batch.

    Raises `EntryInvalid` or `EntryChanged`.
    """
    reason, author = join_lines(reason), join_lines(author)
    with store.change() as change:
        _find_round(change, round_id)
        found = evaluations.sustainability(change, round_id=round_id)
        before = next((one for one in found if one.activity_id == activity_id), None)
        raise_if_changed(before, seen, said=lambda _: "changed the list here")
        raise_if_invalid(
            *find_choice_problems("Activity", activity_id, activities.name_activities(change)),
            *find_reason_problems(reason, needed_for="the list for the sustainability plan"),
            *find_name_problems(author),
        )
        row = {"round_id": round_id, "activity_id": activity_id, "is_listed": is_listed, "reason": reason}
        return append(change, SOURCE, {"sustainability_items": [row]}, author=author)


def _move_form(
    store: Store,
    round_id: str,
    partner_id: str | None,
    author: str,
    *,
    phase: str | None,
    old: str,
    new: str,
    nothing: str,
    reason: str = "",
) -> str:
    """All of a partner's answers in the state `old` become `new`, in one batch."""
    author = join_lines(author)
    with store.change() as change:
        wrong_phase = _find_phase_problems(_find_round(change, round_id), phase) if phase else []
        found = evaluations.answers(change, round_id=round_id)
        answers = [one for one in found if (one.partner_id, one.state) == (partner_id, old)]
        raise_if_invalid(
            *wrong_phase,
            *find_choice_problems("Partner", partner_id, choices.list_partners(change)),
            *([] if answers else [f"Form: {nothing}"]),
            *find_name_problems(author),
        )
        rows = [
            {
                "partner_id": one.partner_id, "activity_id": one.activity_id, **one.judgements, "comment": one.comment,
                "lesson": one.lesson, "round_id": round_id, "state": new,
            }
            for one in answers
        ]  # fmt: skip
        return append(change, SOURCE, {"evaluations": rows}, author=author, note=join_lines(reason))


def _read_plan(
    change: Change,
    *,
    round_id: str,
    partner_id: str | None,
    activity_id: str | None,
    budget_eur: float | None,
    texts: Mapping[str, str],
    seen: str | None,
) -> Row:
    """A line of a partner's plan as a row of the record."""
    texts = {name: join_lines(text) for name, text in texts.items()}
    _find_round(change, round_id)
    before = _find_recorded(evaluations.plan(change, round_id=round_id), partner_id, activity_id)
    raise_if_changed(before, seen, said=lambda _: "recorded this line of the plan")
    negative = budget_eur is not None and budget_eur < 0
    raise_if_invalid(
        *_find_subject_problems(change, partner_id, activity_id),
        *(problem for name, text in texts.items() for problem in _check_length(name.capitalize(), text)),
        *(["Budget: it is below zero; enter euros, or leave it empty."] if negative else []),
        *([] if any(texts.values()) or budget_eur is not None else ["Plan: every field is empty; fill in one."]),
    )
    row = {"round_id": round_id, "partner_id": partner_id, "activity_id": activity_id, "budget_eur": budget_eur}
    return row | {name: text or None for name, text in texts.items()}


def _read_judgement(
    change: Change,
    *,
    round_id: str,
    partner_id: str | None,
    activity_id: str | None,
    judgements: Mapping[str, int | None],
    comment: str,
    lesson: str,
    seen: str | None,
) -> Row:
    """A partner's judgement of an activity as a row of the record."""
    comment, lesson = join_lines(comment), join_lines(lesson)
    before = _find_recorded(evaluations.answers(change, round_id=round_id), partner_id, activity_id)
    raise_if_invalid(
        *_find_phase_problems(_find_round(change, round_id), "implementation"), *_find_state_problems(before)
    )
    raise_if_changed(before, seen, said=lambda _: "judged this activity for the same partner")
    values = {name: judgements.get(name) for name in CRITERIA}
    raise_if_invalid(
        *(f"Judgement: {quote(name)} is not a criterion." for name in judgements if name not in CRITERIA),
        *_find_subject_problems(change, partner_id, activity_id),
        *(problem for name, value in values.items() for problem in _find_scale_problems(name, value)),
        *([] if any(values.values()) or is_visible(comment + lesson) else ["Judgement: nothing is filled in."]),
        *_check_length("Comment", comment),
        *_check_length("Lesson", lesson),
    )
    row = {"round_id": round_id, "partner_id": partner_id, "activity_id": activity_id, "state": "draft"}
    return row | values | {"comment": comment or None, "lesson": lesson or None}


def _read_budget(typed: object) -> tuple[float | None, list[str]]:
    """Euros as typed; None: the field is empty."""
    if not str(typed).strip():
        return None, []
    try:
        return numbers.read_number(typed), []
    except DiaError as unreadable:
        return None, [f"Budget: {unreadable}"]


def _read_scale(row: Row) -> tuple[dict[str, int | None], list[str]]:
    """The judgements of a row as typed; None: the field is empty."""
    typed = {name: str(row[name]).strip() for name in CRITERIA}
    steps = {str(step): step for step in range(RATING[0], RATING[1] + 1)}
    problems = [
        problem
        for name, text in typed.items()
        if text and text not in steps
        for problem in _find_scale_problems(name, text)
    ]
    return {name: steps.get(text) for name, text in typed.items()}, problems


def _find_round(reader: Reader, round_id: str) -> Round:
    known = {one.round_id: one for one in evaluations.rounds(reader)}
    unknown = [f"Round: {quote(round_id)} is not in the record; choose one from the list."]
    raise_if_invalid(*([] if round_id in known else unknown))
    return known[round_id]


OfActivity = TypeVar("OfActivity", Answer, PlanLine)


def _find_recorded(rows: Iterable[OfActivity], partner_id: str | None, activity_id: str | None) -> OfActivity | None:
    """What a partner recorded of an activity; None: nothing."""
    return next((one for one in rows if (one.partner_id, one.activity_id) == (partner_id, activity_id)), None)


def _find_phase_problems(current: Round, needed: str) -> list[str]:
    if current.phase == needed:
        return []
    name = current.phase.replace("_", "-")
    return [f"Round: it is in its {name} phase; this belongs to the {needed} phase. Move the round there first."]


def _find_state_problems(before: Answer | None) -> list[str]:
    if before is None or before.state == "draft":
        return []
    return [f"Form: it is {FORM_STATES[before.state]} already; the leader can return it until it is approved."]


def _find_subject_problems(change: Change, partner_id: str | None, activity_id: str | None) -> list[str]:
    return [
        *find_choice_problems("Partner", partner_id, choices.list_partners(change)),
        *find_choice_problems("Activity", activity_id, activities.name_activities(change)),
    ]


def _find_scale_problems(field: str, value: object) -> list[str]:
    low, high = RATING
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and low <= value <= high):
        return []
    return [f"{field.capitalize()}: {quote(value)} is not on the scale; choose a whole number from {low} to {high}."]


def _find_span_problems(starts: date | None, ends: date | None) -> list[str]:
    if starts and ends and ends < starts:
        return ["Dates: the round ends before it starts; swap them."]
    return []


def _check_length(field: str, text: str) -> list[str]:
    return find_length_problems(field, text, LONGEST_TEXT, way_out="Shorten it.")
