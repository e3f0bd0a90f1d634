"""Do two people never see each other's data, may each delete their own, and does a password keep others out?"""

from pathlib import Path

import pytest
from tests.e2e.app.conftest import Apps, Look
from tests.e2e.app.running import running
from tests.e2e.app.shops import Small

pytestmark = pytest.mark.browser


def test_two_people_never_meet(look: Look, apps: Apps, small: Small) -> None:
    app = apps("none")
    before = app.workspaces()
    one = look(app)
    one.go()
    (own,) = app.workspaces() - before
    one.bring(small.csv)
    one.wait_for("What is in my shop.csv", 180)
    other = look(app)
    other.go()
    (others,) = app.workspaces() - before - {own}
    assert "my shop" not in other.text
    assert list((others / "uploads").iterdir()) == []
    assert len(list((own / "uploads").iterdir())) == 2
    tokens = [{each["name"]: each["value"] for each in tab.page.context.cookies()}["footfall"] for tab in (one, other)]
    assert tokens[0] != tokens[1]
    assert [token for token in tokens if any(token in str(path) for path in app.root.rglob("*"))] == []
    one.page.get_by_text("My data", exact=True).click()
    one.click("Delete all my data now")
    assert "my shop" not in one.text
    assert [path for path in own.rglob("*") if path.is_file() and path.name != "used"] == []
    assert others.is_dir()


def test_the_password(look: Look, tmp_path: Path) -> None:
    with running(tmp_path / "locked", environment={"FOOTFALL_APP_PASSWORD": "open sesame"}) as app:
        looking = look(app)
        looking.page.goto(app.url)
        field = looking.page.locator("input[type=password]")
        field.fill("wrong")
        field.press("Enter")
        looking.page.get_by_text("That is not the password.").wait_for()
        assert looking.page.get_by_test_id("stApp").count() == 0
        looking.page.locator("input[type=password]").fill("open sesame")
        looking.page.locator("input[type=password]").press("Enter")
        looking.page.get_by_test_id("stApp").wait_for()
        looking.go()
        assert "Who comes, who buys" in looking.text
        assert "Open a folder or a file of this machine" not in looking.text, "paths of the machine are for who is alone on it"
        looking.expected(401)
        looking.close()  # before the app ends
