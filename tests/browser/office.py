"""Head office in a browser, as somebody of it sees it."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.headoffice.office import Office

Opener = Callable[[tuple[int, int]], Page]


def sign_in(page: Page, office: Office, language: str = "en") -> Page:
    """*page* on the first page, in a browser that speaks *language*."""
    page.context.set_extra_http_headers({"Accept-Language": language})
    page.goto(f"{office.url}/sign-in")
    page.locator("input[name=name]").fill("claire")
    page.locator("input[name=password]").fill(office.password)
    page.locator("form button").first.click()
    page.wait_for_url(f"{office.url}/")
    return page
