"""What both windows are drawn with: theme, shell, widgets and motion."""
