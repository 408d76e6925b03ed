from __future__ import annotations

import pytest
from PySide6.QtCore import QDir
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import backrehab_desktop.resources_rc  # noqa: F401
from backrehab_desktop.ui.theme.icons import IconError, icon_pixmap, tinted_icon


def test_every_icon_of_the_resource_paints_in_the_colour_asked_for(qapp: QApplication) -> None:
    names = [file.removesuffix(".svg") for file in QDir(":/icons").entryList(["*.svg"])]
    assert len(names) > 20
    for name in names:
        if name.startswith("mark-"):  # for the style sheet, which cannot tint
            continue
        image = icon_pixmap(name, "#FF0000", 24, 2.0).toImage()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inks == {QColor("#FF0000").name()}, name


def test_an_unknown_icon_is_an_error_and_not_an_empty_place(qapp: QApplication) -> None:
    with pytest.raises(IconError, match="unicorn"):
        icon_pixmap("unicorn", "#000000", 24)


def test_an_icon_is_sharp_at_twice_the_size(qapp: QApplication) -> None:
    pixmap = tinted_icon("play", "#112233", 22).pixmap(22, 22)
    assert not pixmap.isNull()
    assert icon_pixmap("play", "#112233", 22, 2.0).width() == 44
