"""Whose loyalty card it is: asked of the brand's CRM through one port (docs/crm.md)."""
