# SPDX-License-Identifier: Apache-2.0
"""The Action, the hook, the GitLab template and the container file: what they run is run here."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_cli import CLEAN, GARBLED

yaml = pytest.importorskip("yaml")
HERE = Path(__file__).parent.parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("AUDITOR_", "GITHUB_"))}

if shutil.which("bash") is None or shutil.which("git") is None:
    pytest.skip("bash and git run what CI runs", allow_module_level=True)


class Job:
    """The steps of the Action that are commands, in a repository of its own, as a runner takes them."""

    def __init__(self, folder: Path, **inputs: str) -> None:
        self.folder, self.outputs, self.log = folder, {}, ""  # type: tuple[Path, dict[str, str], str]
        action = yaml.safe_load((HERE / "action.yml").read_text(encoding="utf-8"))
        assert set(inputs) <= set(action["inputs"])
        self.inputs = {name: str(one.get("default", "")) for name, one in action["inputs"].items()} | inputs
        self.steps = [step for step in action["runs"]["steps"] if step.get("id") in ("audit", "verdict")]
        self.named = action["outputs"]

    def run(self) -> int:
        """The status of the job."""
        files = {
            name: self.folder.parent / f"{self.folder.name}.{name}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
        }
        for step in self.steps:
            for file in files.values():
                file.touch()
            variables = {name: self.value(text) for name, text in step.get("env", {}).items()}
            environment = ENVIRONMENT | variables | {name: str(path) for name, path in files.items()}
            environment |= {"GITHUB_ACTIONS": "true", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.folder,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            self.log += done.stdout + done.stderr
            for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
                name, _, value = line.partition("=")
                self.outputs[name] = value
            self.summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
            if done.returncode:
                return done.returncode
        return 0

    def value(self, text: str) -> str:
        """An expression of the kinds the Action uses."""
        match = re.fullmatch(r"\$\{\{ (inputs|steps\.audit\.outputs)\.([\w-]+) \}\}", text)
        assert match, text
        return self.inputs[match[2]] if match[1] == "inputs" else self.outputs[match[2]]


def repository(folder: Path, **texts: str) -> Path:
    """A fresh repository with these translations committed."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def git(folder: Path, *arguments: str) -> None:
    """One call of git, by nobody in particular."""
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Everything, committed."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def test_a_good_delivery_passes(tmp_path: Path) -> None:
    """Status 0, the outputs and the summary say so."""
    job = Job(repository(tmp_path / "good", story=CLEAN), paths="story.txt", **{"lang-pair": "en"})
    assert job.run() == 0, job.log
    assert (job.outputs["verdict"], job.outputs["findings"], job.outputs["points"]) == ("passed", "0", "0.0")
    assert job.summary.startswith("### Translation audit ✅ passed")
    for name in ("results", "page", "sarif"):
        assert (job.folder / job.outputs[name]).is_file()


def test_a_bad_delivery_fails_after_its_reports(tmp_path: Path) -> None:
    """Status 1 in the last step; before it the annotation, the summary and every report."""
    job = Job(repository(tmp_path / "bad", story=GARBLED), paths="story.txt", **{"lang-pair": "en"})
    assert job.run() == 1
    assert "::error file=story.txt,line=1,endLine=1,col=10,endColumn=17,title=doubled-word (major)::" in job.log
    assert job.outputs["verdict"] == "failed" and job.summary.startswith("### Translation audit ❌ failed")
    assert json.loads((job.folder / job.outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]


def test_only_what_is_new_against_the_baseline(tmp_path: Path) -> None:
    """With a baseline the known finding passes in its new place, and a new one fails alone."""
    folder = repository(tmp_path / "known", story=GARBLED)
    first = Job(folder, paths="story.txt", **{"lang-pair": "en"})
    assert first.run() == 1
    made = [sys.executable, "-m", "auditor", "baseline", "create", "auditor-report/results.json"]
    subprocess.run(made, cwd=folder, check=True, capture_output=True, env=ENVIRONMENT)
    (folder / "story.txt").write_text(f"The town is small.\n\n{GARBLED}", encoding="utf-8")
    again = Job(folder, paths="story.txt", baseline="auditor-baseline.json", **{"lang-pair": "en"})
    assert again.run() == 0 and "0 new, 1 unchanged, 0 fixed" in again.summary, again.log
    (folder / "story.txt").write_text(f"It rained on on Monday.\n\n{GARBLED}", encoding="utf-8")
    last = Job(folder, paths="story.txt", baseline="auditor-baseline.json", **{"lang-pair": "en"})
    assert last.run() == 1 and last.outputs["findings"] == "1"


def test_nothing_to_audit_is_no_pass(tmp_path: Path) -> None:
    """An empty delivery, or a path that is not there, is status 2."""
    folder = repository(tmp_path / "empty", story="\n")
    assert Job(folder, paths="story.txt").run() == 2
    assert Job(folder, paths="absent.txt").run() == 2


@pytest.mark.parametrize("name", ["a b", "$(touch pwned)", "`touch pwned`", "a;touch pwned", "--fail-on=never", "'\""])
def test_a_path_is_never_a_command(name: str, tmp_path: Path) -> None:
    """Whatever a file is called, it is audited and not run."""
    job = Job(repository(tmp_path / "names", **{name: GARBLED}), paths=f"{name}.txt", **{"lang-pair": "en"})
    assert job.run() == 1, job.log
    assert not (job.folder / "pwned").exists()


def test_no_expression_stands_in_a_script() -> None:
    """Inputs reach scripts only as variables; every output is one that a step writes."""
    action = yaml.safe_load((HERE / "action.yml").read_text(encoding="utf-8"))
    steps = action["runs"]["steps"]
    assert not any("${{" in step.get("run", "") for step in steps)
    text = " ".join(step.get("run", "") for step in steps)
    for name, one in action["outputs"].items():
        assert one["value"] == f"${{{{ steps.audit.outputs.{name} }}}}" and f"{name}=" in text
    assert all("shell" in step for step in steps if "run" in step)


def test_the_hook_runs(tmp_path: Path) -> None:
    """What pre-commit would run fails on a bad file and passes on a good one; its files are ours to read."""
    [hook] = yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command, *rest = shlex.split(hook["entry"])
    assert command == "auditor" and hook["require_serial"] and hook["language"] == "python"
    for name, text, status in (("a.txt", GARBLED, 1), ("b.txt", CLEAN, 0)):
        assert re.search(hook["files"], name)
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", command, *rest, name],
            cwd=tmp_path,
            capture_output=True,
            env=ENVIRONMENT,
            check=False,
        )
        assert done.returncode == status, done.stderr
    assert not re.search(hook["files"], "setup.py")


def test_the_gitlab_job_runs(tmp_path: Path) -> None:
    """Its script fails on a bad delivery and leaves every artefact that it names."""
    spec, jobs = yaml.safe_load_all((HERE / "templates/audit.yml").read_text(encoding="utf-8"))
    given = {"paths": "story.txt", "options": "--lang-pair en"}
    inputs: dict[str, Any] = {name: one.get("default") for name, one in spec["spec"]["inputs"].items()} | given
    job = jobs["auditor"]
    (tmp_path / "story.txt").write_text(GARBLED, encoding="utf-8")
    for line in job["script"]:
        script = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: inputs[match[1]], line)
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-ec", script], cwd=tmp_path, capture_output=True, env=ENVIRONMENT | {"PATH": path}, check=False
        )
        assert done.returncode == 1, done.stderr
    for name in [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]:
        assert (tmp_path / name).stat().st_size
    assert json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))


def test_the_container_file_copies_what_is_there() -> None:
    """Each file that it copies from here exists, and it starts the command as nobody special."""
    lines = (HERE / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert copied and all((HERE / name).exists() for names in copied for name in names)
    assert "USER auditor" in lines and lines[-1] == 'ENTRYPOINT ["auditor"]'
