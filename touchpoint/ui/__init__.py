"""What both windows are drawn with: theme, shell, widgets and motion."""

from touchpoint.ui.environment import prepare

# Whichever module here is imported first, Kivy finds its environment as we want it.
prepare()
