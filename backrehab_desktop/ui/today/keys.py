"""The one key for each action of the Today page, whatever has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from backrehab_desktop.ui.session.commands import command_of
from backrehab_desktop.ui.today.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from backrehab_desktop.ui.today.before_panel import BeforePanel
    from backrehab_desktop.ui.today.session_flow import SessionFlow
    from backrehab_desktop.ui.widgets.pain_scale import PainScale


def take_key(
    event: QKeyEvent,
    stage: Stage,
    before: BeforePanel,
    flow: SessionFlow | None,
    ask_to_leave: Callable[[], None],
) -> bool:
    """Do what the key means on this stage; whether it means anything."""
    if event.isAutoRepeat():
        return False
    if stage is Stage.SESSION and flow is not None and _take_session_key(event, flow, ask_to_leave):
        return True
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if stage is Stage.BEFORE and event.key() == Qt.Key.Key_F:
        before.floor.click()
        return True
    if event.key() == Qt.Key.Key_Space:
        if stage is Stage.BEFORE:
            before.start.click()
        elif stage is Stage.AFTER and flow is not None:
            flow.after.press_main()
        return True
    scale = _scale_in_use(stage, before, flow)
    if scale is not None and event.text().isdigit():
        scale.type_digit(event)
        return True
    return False


def _take_session_key(
    event: QKeyEvent, flow: SessionFlow, ask_to_leave: Callable[[], None]
) -> bool:
    asking = flow.panel.is_asking
    if event.key() == Qt.Key.Key_Escape:
        if asking:
            flow.put_question_away()
        else:
            ask_to_leave()
        return True
    if asking:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and flow.panel.hurt.take_key(event)
    command = command_of(event)
    if command is not None:
        flow.perform(command)
    return command is not None


def _scale_in_use(stage: Stage, before: BeforePanel, flow: SessionFlow | None) -> PainScale | None:
    if stage is Stage.BEFORE:
        return None if before.is_resume_offered else before.question.scale
    if flow is None:
        return None
    if stage is Stage.SESSION:
        return None
    return flow.after.question.scale if flow.after.is_asking else None
