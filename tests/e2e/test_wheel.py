"""Does the wheel hold all that the package needs, and run where nothing else is installed?"""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out), cwd=ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an empty environment with the wheel and what it declares to need, at the locked versions."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    run(str(UV), "pip", "install", "--quiet", "--python", str(python), "--constraints", str(ROOT / "requirements.lock"), str(wheel))
    return folder / "bin" / "footfall"


def run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed, with nothing of this environment on its path."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_every_data_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    package = ROOT / "src"
    data = {
        str(path.relative_to(package)) for path in (package / "footfall").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in data} >= {".py", ".toml", ".j2", ".js", ".typed"}
    assert data <= set(zipfile.ZipFile(wheel).namelist())


def test_the_main_job_runs_from_the_wheel_alone(command: Path, tmp_path: Path) -> None:
    assert "analyze" in run(str(command), "--help", cwd=tmp_path).stdout
    run(str(command), "simulate", "--visitors", "400", "--days", "60", "--seed", "3", "--out", "shop.parquet", cwd=tmp_path)
    run(str(command), "analyze", "shop.parquet", "--target", "converts_session", "--out", "out", "--effort", "quick", cwd=tmp_path)
    assert (tmp_path / "out" / "report.html").stat().st_size > 100_000
    assert (tmp_path / "out" / "summary.json").is_file()
