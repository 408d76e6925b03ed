"""The moving figure: its view, its controls, its small pictures."""
