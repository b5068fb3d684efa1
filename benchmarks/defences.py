"""Takes each defence out, and tells whether its tests fail: python -m benchmarks.defences [WORD…]

A test that passes with and without what it is a test of is none. Each defence below is a line of the package and what
stands there without it; the change is made in a copy, never here. WORD chooses defences whose name holds it. Ends with
1 where the tests of a defence do not see that it is gone. docs/security.md says against what each stands.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = ("src", "tests", "benchmarks", "docs", "samples", "pyproject.toml")
SECONDS = 300
"""After which tests that hang count as failed: some defences are against hanging."""


@dataclass(frozen=True, slots=True)
class Defence:
    """`there` stands once in `file` of the package; `gone` is what stands there without the defence."""

    name: str
    file: str
    there: str
    gone: str
    tests: str


DEFENCES = (
    Defence(
        "private addresses are not fetched",
        "sources/fetch.py",
        "if not addresses or not all(map(is_public, addresses)):",
        "if not addresses:",
        "tests/sources/test_fetch.py tests/sources/test_hostile_servers.py",
    ),
    Defence(
        "addresses that wrap private ones count as private",
        "sources/guarded_net.py",
        "            return is_public(str(wrapped))",
        "            return True",
        "tests/sources/test_fetch.py -k public_addresses",
    ),
    Defence(
        "the address that was checked is the one that is asked",
        "sources/fetch.py",
        "target.copy_with(host=addresses[0]),",
        "target,",
        "tests/sources/test_hostile_servers.py -k looked_up_once",
    ),
    Defence(
        "redirects are checked as the first address is",
        "sources/fetch.py",
        "closing(client.send(request, stream=True))",
        "closing(client.send(request, stream=True, follow_redirects=True))",
        "tests/sources/test_hostile_servers.py -k redirect_is_checked",
    ),
    Defence(
        "a page has a most size",
        "sources/fetch.py",
        "        if size > max_bytes:\n            raise TooLargeError(name, max_bytes=max_bytes)\n",
        "",
        "tests/sources/test_fetch.py tests/sources/test_hostile_servers.py -k 'too_large or without_end'",
    ),
    Defence(
        "a server that drips is cut off",
        "sources/guarded_net.py",
        "        timer.start()\n",
        "",
        "tests/sources/test_hostile_servers.py -k drips",
    ),
    Defence(
        "Parquet unpacks to a bounded size, whatever it says of itself",
        "sources/memory.py",
        "        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))\n",
        "",
        "tests/hostile/test_inputs.py -k 'Parquet and small'",
    ),
    Defence(
        "XML that declares entities is refused",
        "sources/guarded_xml.py",
        "if _ENTITY.search(text):",
        "if False:",
        "tests/sources/test_feeds.py tests/sources/test_sitemaps.py -k entities",
    ),
    Defence(
        "packed bodies unpack to no more than was asked for",
        "sources/unpack.py",
        "parts.append(unpacking.decompress(data, left))",
        "parts.append(unpacking.decompress(data))",
        "tests/hostile/test_inputs.py -k 'gzip and WARC and piece'",
    ),
    Defence(
        "a damaged Parquet file does not end the process",
        "sources/parquet.py",
        "        size = file.metadata.row_group(group).total_byte_size",
        "        size = file.metadata.row_group(group).column(0).total_uncompressed_size",
        "tests/sources/test_archives.py -k no_byte",
    ),
    Defence(
        "codecs of Python's that are no charsets are passed over",
        "sources/decode.py",
        "if charset is not None and not _NO_CHARSET.match(charset):",
        "if charset is not None:",
        "tests/hostile/test_inputs.py -k 'host and names'",
    ),
    Defence(
        "a report has a most length",
        "sources/text.py",
        "    if len(text) > MAX_CHARACTERS:",
        "    if False:",
        "tests/hostile/test_any_bytes.py -k longest_report",
    ),
    Defence(
        "patterns do not explode",
        "sources/feeds.py",
        '_TAG = re.compile(r"<[^<>]*>")',
        '_TAG = re.compile(r"<[^>]*>")',
        "tests/hostile/test_patterns.py -k feeds",
    ),
    Defence(
        "YAML makes no objects",
        "frames/load.py",
        'class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):',
        "class Loader(yaml.UnsafeLoader):",
        "tests/security/test_code_from_data.py",
    ),
    Defence(
        "weights hold no pickles",
        "language/pairs.py",
        "with np.load(path) as stored:",
        "with np.load(path, allow_pickle=True) as stored:",
        "tests/security/test_code_from_data.py",
    ),
    Defence(
        "tables hold no formulas",
        "export/csv_lines.py",
        '        return "\'" + value',
        "        return value",
        "tests/export/test_formulas.py tests/security/test_every_route.py -k 'formula or spreadsheet'",
    ),
    Defence(
        "what reports say is text on every page",
        "web/page.py",
        "autoescape=True,",
        "autoescape=False,",
        "tests/security/test_every_route.py -k hostile_words",
    ),
    Defence(
        "every answer forbids what is not ours",
        "web/headers.py",
        "        answer.headers.setdefault(header, value)\n",
        "        pass\n",
        "tests/security/test_every_route.py -k forbids",
    ),
    Defence(
        "a form is one of ours",
        "web/access.py",
        "    if not visitor.csrf or not hmac",
        "    if False and not hmac",
        "tests/security/test_every_route.py -k 'only_our_pages_know or signing_in_is'",
    ),
    Defence(
        "every form that changes something asks whether it is one of ours",
        "web/pages/regroup.py",
        '@router.post("/{act}/split", dependencies=[OurForm])',
        '@router.post("/{act}/split")',
        "tests/security/test_every_route.py -k only_our_pages_know",
    ),
    Defence(
        "a program's question is from no page elsewhere",
        "web/access.py",
        '    raise RefusedError(403, f"Writing takes',
        '    return\n    raise RefusedError(403, f"Writing takes',
        "tests/security/test_every_route.py tests/web/api/test_writing.py -k 'elsewhere or only_our_pages_know'",
    ),
    Defence(
        "what a browser says a page elsewhere sent is refused",
        "web/headers.py",
        "    elif request.method not in SAFE and _is_foreign(request, host):",
        "    elif False:",
        "tests/web/test_signin.py -k another_site_sends",
    ),
    Defence(
        "the server answers to its own names alone",
        "web/headers.py",
        'if "*" not in settings.hosts and name.casefold() not in {each.casefold() for each in settings.hosts}:',
        "if False:",
        "tests/web/test_signin.py -k host_that_is_not_ours",
    ),
    Defence(
        "nobody reads without signing in",
        "web/access.py",
        "        if visitor.role >= role:",
        "        if True:",
        "tests/security/test_every_route.py -k without_signing_in",
    ),
    Defence(
        "signing in leads to this server alone",
        "web/signing.py",
        'return written if plain and written.startswith("/") and not written.startswith("//") else "/"',
        "return written",
        "tests/security/test_redirects.py tests/web/test_signin.py -k 'path_is_one or is_one_or or sent_elsewhere'",
    ),
    Defence(
        "a session that somebody planted is not taken over",
        "web/signing.py",
        "    secret, session = open_session(connection, name)\n",
        "    secret, session = open_session(connection, name)\n    secret = held or secret\n",
        "tests/web/test_signin.py -k planted",
    ),
    Defence(
        "only hashes of sessions are kept",
        "store/sessions.py",
        '    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()',
        "    return secret",
        "tests/security/test_secrets.py tests/web/test_signin.py -k 'in_the_clear or only_hashes'",
    ),
    Defence(
        "guessing gets slower",
        "web/limits.py",
        "            wait = 0.0 if count < self.free else min(self.longest, 2.0 ** (count - self.free))",
        "            wait = 0.0",
        "tests/web/test_signin.py tests/web/test_limits.py -k 'guessing or doubl'",
    ),
    Defence(
        "what is uploaded stays in its folder",
        "web/adding.py",
        '    return _UNSAFE.sub("_", last).lstrip(".")[:120] or "file"',
        '    return name or "file"',
        "tests/security/test_files.py -k uploaded",
    ),
    Defence(
        "what is searched for is words alone",
        "store/search.py",
        "        words = folded(quoted or plain)",
        "        words = quoted or plain",
        "tests/store/test_injection.py",
    ),
    Defence(
        "a record's file is its owner's alone",
        "store/private.py",
        "OWNER_ALONE = 0o600",
        "OWNER_ALONE = 0o644",
        "tests/security/test_files.py -k owner_alone",
    ),
    Defence(
        "copies of a record are its owner's alone",
        "store/backup.py",
        "        make_private(part)\n",
        "",
        "tests/security/test_files.py -k copies",
    ),
    Defence(
        "an address is shown without its password",
        "store/private.py",
        '    return _ASKED.sub(r"\\1***", _LOGIN.sub(r"\\1:***@", address))',
        "    return address",
        "tests/security/test_secrets.py",
    ),
    Defence(
        "no message of a command holds a password",
        "cli/streams.py",
        '    return _ASKED.sub(r"\\1***", _LOGIN.sub(r"\\1:***@", text))',
        "    return text",
        "tests/security/test_secrets.py -k 'wrong_place or traceback'",
    ),
    Defence(
        "half a password is no host",
        "store/engine.py",
        'if "@" in (url.host or ""):',
        "if False:",
        "tests/security/test_secrets.py -k without_its_password",
    ),
    Defence(
        "errors of the database hold nothing that was asked",
        "store/engine.py",
        'create_engine(f"sqlite:///{path}", hide_parameters=True,',
        'create_engine(f"sqlite:///{path}",',
        "tests/security/test_secrets.py -k stands_in_no_error",
    ),
    Defence(
        "the key of a language model is never told",
        "llm/client.py",
        'said.replace(self.endpoint.key, "[key]")',
        "said",
        "tests/llm/test_client.py -k never_told",
    ),
    Defence(
        "a model's server that drips is cut off",
        "llm/client.py",
        "                watch.until(deadline),\n",
        "",
        "tests/llm/test_client.py -k drop",
    ),
    Defence(
        "messages do not command the terminal",
        "cli/streams.py",
        '" ".join(_COMMANDS.sub("", text).split())',
        '" ".join(text.split())',
        "tests/security/test_terminal.py -k errors",
    ),
)


def seen(defence: Defence, root: Path) -> bool:
    """Whether the tests of a defence fail in the copy at `root` when it is taken out; it is put back."""
    path = root / "src" / "communique" / defence.file
    kept = path.read_text(encoding="utf-8")
    if kept.count(defence.there) != 1:
        raise ValueError(
            f"{defence.name}: what should stand once in {defence.file} stands {kept.count(defence.there)} times"
        )
    path.write_text(kept.replace(defence.there, defence.gone), encoding="utf-8")
    try:
        return not passes(defence.tests, root)
    finally:
        path.write_text(kept, encoding="utf-8")


def passes(tests: str, root: Path) -> bool:
    """Whether these tests pass there; ValueError where there are none."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *shlex.split(tests)]
    env = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(command, cwd=root, env=env, check=False, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    if ended.returncode not in (0, 1):
        raise ValueError(f"no tests ran: {tests}\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return ended.returncode == 0


def main() -> int:
    """Takes out what was asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="WORD")
    words = parser.parse_args().words
    asked = [each for each in DEFENCES if not words or any(word in each.name for word in words)]
    unseen = 0
    with tempfile.TemporaryDirectory(prefix="communique-defences-") as folder:
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, Path(folder, part))
        for defence in asked:
            failed = seen(defence, Path(folder))
            unseen += not failed
            print(f"{'seen' if failed else 'NOT SEEN'}: {defence.name}", flush=True)
    print(f"{len(asked)} defences taken out, {len(asked) - unseen} seen by their tests")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
