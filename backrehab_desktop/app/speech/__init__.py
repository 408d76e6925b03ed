"""Speech in a process of its own: a speech engine may hang, and the window must not."""

from backrehab_desktop.app.speech.voice import Voice, VoiceSettings, helper_command

__all__ = ["Voice", "VoiceSettings", "helper_command"]
