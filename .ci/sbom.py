"""Print a software bill of materials (CycloneDX 1.6, JSON) of what requirements.lock installs.

The lock says neither licences nor which package needs which: only what the project itself asks for
is known. The hashes of the files are in the lock, whose own hash the bill states.
"""

import hashlib
import re
import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def bill(project: dict, lock: bytes) -> str:
    """The bill of a project with its lock file, as JSON text; equal for equal input."""
    digest = hashlib.sha256(lock).hexdigest()
    root = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        properties=[Property(name="cchc:requirements.lock:sha256", value=digest)],
    )
    direct = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, digest))
    bom.metadata.timestamp = None
    bom.metadata.component = root
    for name, version in re.findall(rb"(?m)^([A-Za-z0-9._-]+)==([^\s;]+)", lock):
        purl = PackageURL("pypi", None, name.decode(), version.decode())
        part = Component(
            name=purl.name,
            version=version.decode(),
            type=ComponentType.LIBRARY,
            purl=purl,
            bom_ref=str(purl),
        )
        bom.components.add(part)
        if canonicalize_name(part.name) in direct:
            bom.register_dependency(root, [part])
    written = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return written.output_as_string(indent=1) + "\n"


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    print(bill(project, (ROOT / "requirements.lock").read_bytes()), end="")
