"""Writes, finds, changes, exports and imports needs with the client that is generated from the API's document.

usage: walk.py ADDRESS TOKEN
"""

import csv
import sys
import time
from io import BytesIO, StringIO

from didymium_client import AuthenticatedClient
from didymium_client.api.exchange import (
    apply_import,
    export_records,
    fetch_bad_rows,
    import_records,
    list_import_rows,
    show_import,
)
from didymium_client.api.people import show_me
from didymium_client.api.records import change_need, create_need, list_needs, list_organisations, move_record, show_need
from didymium_client.models import (
    ExportRecordsFormat,
    ExportRecordsKind,
    FetchBadRowsFormat,
    ImportRecordsKind,
    Move,
    MoveMove,
    MoveRecordKind,
    NeedChange,
    NeedContent,
    NeedContentChange,
    NewNeed,
    ProblemDocument,
)
from didymium_client.types import File

TITLE = "客户端写下的需求"


def done(answer, status=200):
    """What was answered, where it is what was wanted."""
    if answer.status_code != status:
        sys.exit(f"{answer.status_code} instead of {status}: {answer.content.decode()}")
    return answer.parsed


def finished(client, table):
    """The import once nothing works on it."""
    while True:
        table = done(show_import.sync_detailed(table.id, client=client))
        if table.stage.value not in ("reading", "writing"):
            return table
        time.sleep(0.1)


def taken(client, name, content):
    """The import of a table, read."""
    sent = import_records.sync_detailed(
        client=client, body=File(payload=BytesIO(content)), kind=ImportRecordsKind.NEED, name=name
    )
    return finished(client, done(sent, 202))


def written(client):
    """A need, written, changed and published."""
    owner = done(list_organisations.sync_detailed(client=client, limit=1)).items[0].id
    content = NeedContent(title_zh=TITLE, problem="矫顽力不足", owner=owner)
    need = done(create_need.sync_detailed(client=client, body=NewNeed(content=content)), 201)
    change = NeedChange(content=NeedContentChange(title_en="A need written by a client", budget="50万元"))
    late = change_need.sync_detailed(need.id, client=client, body=change, if_match='"9"')
    assert isinstance(done(late, 412), ProblemDocument), "a version that is none must be refused"
    need = done(change_need.sync_detailed(need.id, client=client, body=change, if_match=f'"{need.version}"'))
    assert need.content.title_zh == TITLE and need.content.budget, need
    publish = Move(move=MoveMove.PUBLISH)
    done(move_record.sync_detailed(MoveRecordKind.NEEDS, need.id, client=client, body=publish))
    return done(show_need.sync_detailed(need.id, client=client))


def exported(client, kind):
    """The list of needs as a file."""
    answer = export_records.sync_detailed(ExportRecordsKind.NEEDS, client=client, format_=kind)
    done(answer)
    return answer.content


def come_back(client):
    """Every need exported and imported again: nothing changes."""
    for kind in ExportRecordsFormat:
        table = taken(client, f"needs.{kind.value}", exported(client, kind))
        counts = table.counts.to_dict()
        assert set(counts) == {"unchanged"} and counts["unchanged"] > 0, f"the export of {kind.value} differs: {counts}"
        print(f"exported and imported {counts['unchanged']} rows of {kind.value}: no change")


def edited(content, edit):
    """A table of text, each row changed by `edit`."""
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    for row in rows[1:]:
        edit(row)
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def applied(client, table, counts):
    """The import, written, with this outcome."""
    table = finished(client, done(apply_import.sync_detailed(table.id, client=client), 202))
    assert table.counts.to_dict() == counts, table
    return table


def main(address, token):
    client = AuthenticatedClient(base_url=f"{address}/api/v1", token=token, timeout=60)
    print("as", done(show_me.sync_detailed(client=client)).name)
    need = written(client)
    found = done(list_needs.sync_detailed(client=client, q=TITLE))
    assert [one.id for one in found.items] == [need.id], found
    print("wrote", need.id, "at version", need.version)
    come_back(client)

    def harder(row):
        row[:] = [cell.replace("矫顽力不足", "矫顽力与剩磁不足") if TITLE in row else cell for cell in row]

    table = taken(client, "changed.csv", edited(exported(client, ExportRecordsFormat.CSV), harder))
    counts = table.counts.to_dict()
    assert counts["update"] == 1 and set(counts) == {"update", "unchanged"}, counts
    applied(client, table, {"written": 1, "unchanged": counts["unchanged"]})
    need = done(show_need.sync_detailed(need.id, client=client))
    assert need.content.problem == "矫顽力与剩磁不足", need
    print("changed", need.id, "in the table, now at version", need.version)

    messy = "需求清单,,\n需求名称,技术难题,预算金额（万元）\n客户端的另一需求,晶界扩散不均,120\n,没有名称,10\n"
    table = taken(client, "messy.csv", messy.encode("gb18030"))
    assert table.counts.to_dict() == {"add": 1, "bad": 1}, table
    bad = [row for row in done(list_import_rows.sync_detailed(table.id, client=client)).items if row.flaws]
    print("a bad row:", bad[0].number, bad[0].flaws[0].detail)
    applied(client, table, {"written": 1, "bad": 1})

    def named(row):
        row[0] = "有了名称的需求"

    answer = fetch_bad_rows.sync_detailed(table.id, client=client, format_=FetchBadRowsFormat.CSV)
    done(answer)
    table = taken(client, "mended.csv", edited(answer.content, named))
    assert table.counts.to_dict() == {"add": 1}, table
    applied(client, table, {"written": 1})
    found = done(list_needs.sync_detailed(client=client, q="有了名称的需求"))
    assert len(found.items) == 1, found
    print("mended it and wrote", found.items[0].id)
    come_back(client)
    assert done(show_need.sync_detailed(need.id, client=client)) == need, "what was written first must stand as it was"
    print("all of it works")


if __name__ == "__main__":
    main(*sys.argv[1:])
