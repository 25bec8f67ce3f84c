"""What a page must be for everybody: no serious finding of axe, nothing wider than the screen, targets for a thumb."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_WANTED = "main button, main input, main select, main summary, nav a, main a.action"
_TARGETS = """(wanted) => [...document.querySelectorAll(wanted)]
  .filter((one) => one.type !== "hidden" && one.tabIndex >= 0 && one.getClientRects().length)
  .map((one) => [one.closest("label") ?? one, one])
  .map(([seen, one]) => [one.textContent.trim() || one.name || one.id, seen.getBoundingClientRect()])
  .filter(([name, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([name, box]) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`)"""


def looked_at(page: Page, address: str) -> list[str]:
    """All that is wrong with the page at this address, every reveal of it open."""
    page.goto(address)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    wide = sideways(page)
    return [*findings(page), *small_targets(page), *([f"{wide} px too wide"] if wide else [])]


def findings(page: Page) -> list[str]:
    """Serious and critical findings of axe, each with where it is."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def small_targets(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_TARGETS, _WANTED)
    return found


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(0, wider)
