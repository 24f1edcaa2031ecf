package json

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/unit"
)

func sample() *document.Document {
	money := document.Money("JPY")
	rows := [][]document.Cell{
		{document.Count(0), document.Number(money, 850).Within(1.25), document.Number(money, 8.5), document.Word(`a "<b>"`)},
		{document.Count(1), document.Number(money, math.Inf(1)), document.Number(money, 12.345678), document.Truth(true, "yes", "no")},
	}
	columns := []document.Column{
		{Key: "month"}, {Path: []string{"cost", "effective"}, Form: money, Interval: true}, {Path: []string{"cost", "categories", "a.b"}, Form: money, Mixed: true},
		{Title: "Seen", For: document.People}, {Key: "note"},
	}
	for i, row := range rows {
		rows[i] = slices.Insert(row, 3, document.Word("for people"))
	}
	return &document.Document{
		Kind: "sample", Tool: "talimat-plan 1", Currency: "JPY", Verdict: "Fine.",
		Scenario: &document.Scenario{Name: "işler", Start: "2026-01", Months: 1},
		Blocks: []document.Block{
			&document.Fields{Name: "sampling", Fields: []document.Field{
				{Key: "seed", Cell: document.Seed(math.MaxUint64)}, {Key: "size", Cell: document.Number(document.Of(unit.KindBytes, ""), 1.4), Mixed: true},
				{Key: "names", Cell: document.Words(nil)},
			}},
			&document.Fields{Name: "holding", Absent: true},
			&document.Table{Name: "months", Columns: columns, Rows: rows},
			&document.Table{Name: "held", Single: true, Columns: columns, Rows: rows[:1]},
			&document.Table{Name: "lost", Single: true, Columns: columns},
			&document.Table{Name: "shown", For: document.People, Rows: rows, Columns: columns},
		},
	}
}

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, sample()); err != nil {
		t.Fatal(err)
	}
	want := `{
  "schema_version": "2.0",
  "kind": "sample",
  "tool": "talimat-plan 1",
  "scenario": {
    "name": "işler",
    "description": "",
    "file": "",
    "sha256": ""
  },
  "currency": "JPY",
  "start": "2026-01",
  "horizon_months": 1,
  "verdict": "Fine.",
  "units": {
    "months": {
      "cost.effective": "JPY"
    },
    "held": {
      "cost.effective": "JPY"
    },
    "lost": {
      "cost.effective": "JPY"
    }
  },
  "sampling": {
    "seed": 18446744073709551615,
    "size": {"value": 1, "unit": "bytes"},
    "names": []
  },
  "holding": null,
  "months": [
    {"month": 0, "cost": {"effective": {"value": 850, "half_width": 1.25}, "categories": {"a.b": {"value": 8.5, "unit": "JPY"}}}, "note": "a \"<b>\""},
    {"month": 1, "cost": {"effective": null, "categories": {"a.b": {"value": 12.35, "unit": "JPY"}}}, "note": true}
  ],
  "held": {
    "month": 0,
    "cost": {
      "effective": {"value": 850, "half_width": 1.25},
      "categories": {
        "a.b": {"value": 8.5, "unit": "JPY"}
      }
    },
    "note": "a \"<b>\""
  },
  "lost": null
}
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !json.Valid(b.Bytes()) {
		t.Error("it is no JSON")
	}
}

func TestWriteYAML(t *testing.T) {
	var b bytes.Buffer
	if err := WriteYAML(&b, sample()); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"schema_version: \"2.0\"\n", "  seed: 18446744073709551615\n", "holding: null\n", "    a.b:\n", "  names: []\n", "name: işler\n"} {
		if !bytes.Contains(b.Bytes(), []byte(line)) {
			t.Errorf("%q is not in\n%s", line, b.String())
		}
	}
}
