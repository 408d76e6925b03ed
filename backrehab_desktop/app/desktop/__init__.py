"""What the program asks of the desktop around it: remote controls, staying awake, absences."""
