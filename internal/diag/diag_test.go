package diag

import (
	"encoding/json"
	"errors"
	"testing"
)

func TestPosString(t *testing.T) {
	for _, c := range []struct {
		pos  Pos
		want string
	}{
		{Pos{"plan.yaml", 12, 3}, "plan.yaml:12:3"},
		{Pos{"plan.yaml", 12, 0}, "plan.yaml:12"},
		{Pos{"plan.yaml", 0, 0}, "plan.yaml"},
		{Pos{"plan.yaml", 0, 3}, "plan.yaml"}, // a column without a line says nothing
		{Pos{"", 12, 3}, "12:3"},
		{Pos{}, ""},
	} {
		if got := c.pos.String(); got != c.want {
			t.Errorf("%#v: got %q, want %q", c.pos, got, c.want)
		}
	}
}

func TestSortIsStable(t *testing.T) {
	l := List{
		{Pos: Pos{"b", 1, 1}, Code: "a"},
		{Pos: Pos{"a", 10, 1}, Code: "a"},
		{Pos: Pos{"a", 9, 2}, Code: "a"},
		{Pos: Pos{"a", 9, 1}, Code: "b", Message: "first"},
		{Pos: Pos{"a", 9, 1}, Code: "b", Message: "second"},
		{Pos: Pos{"a", 9, 1}, Code: "a"},
		{Pos: Pos{"a", 0, 0}, Code: "z"}, // the file as a whole comes first
	}
	l.Sort()
	want := []string{"a z ", "a:9:1 a ", "a:9:1 b first", "a:9:1 b second", "a:9:2 a ", "a:10:1 a ", "b:1:1 a "}
	for i, d := range l {
		if got := d.Pos.String() + " " + d.Code + " " + d.Message; got != want[i] {
			t.Errorf("place %d: got %q, want %q", i, got, want[i])
		}
	}
}

func TestErr(t *testing.T) {
	at := func(s Severity, file string) Diagnostic { return Diagnostic{Severity: s, Pos: Pos{File: file}} }
	for _, c := range []struct {
		name string
		list List
		want string // "" is no error
	}{
		{"empty", nil, ""},
		{"warnings only", List{at(Warning, "a"), at(Note, "a")}, ""},
		{"one", List{at(Warning, "b"), at(Error, "a")}, "1 error in a"},
		{"several", List{at(Error, "a"), at(Error, "a")}, "2 errors in a"},
		{"two files", List{at(Error, "a"), at(Error, "b")}, "2 errors in 2 files"},
		{"no file", List{at(Error, "")}, "1 error"},
		{"hostile name", List{at(Error, "\x1b[31m")}, "1 error in ·[31m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.list.Err()
			if (err != nil) != c.list.HasErrors() || (err != nil) != (c.want != "") {
				t.Fatalf("Err() = %v, HasErrors() = %v, want %q", err, c.list.HasErrors(), c.want)
			}
			if err == nil {
				return
			}
			if err.Error() != c.want {
				t.Errorf("got %q, want %q", err, c.want)
			}
			invalid, ok := errors.AsType[*InvalidError](err)
			if !ok || len(invalid.List) != len(c.list) {
				t.Errorf("the error does not carry the list: %#v", err)
			}
		})
	}
}

func TestErrKeepsItsOwnList(t *testing.T) {
	l := List{{Pos: Pos{File: "a"}}}
	err := l.Err()
	l[0].Severity = Note
	if got := err.Error(); got != "1 error in a" {
		t.Errorf("the error changed with the list: %q", got)
	}
}

func TestJSON(t *testing.T) {
	for _, c := range []struct {
		d    Diagnostic
		want string
	}{
		{
			Diagnostic{Warning, "unknown-key", Pos{"plan.yaml", 12, 3}, 7, `unknown key "repicas"`, ""},
			`{"severity":"warning","code":"unknown-key","file":"plan.yaml","line":12,"column":3,"message":"unknown key \"repicas\"","hint":""}`,
		},
		{
			Diagnostic{Note, "empty", Pos{File: "plan.yaml"}, 0, "nothing in it", "run init"},
			`{"severity":"note","code":"empty","file":"plan.yaml","line":0,"column":0,"message":"nothing in it","hint":"run init"}`,
		},
	} {
		got, err := json.Marshal(c.d)
		if err != nil || string(got) != c.want {
			t.Errorf("got %s (%v)\nwant %s", got, err, c.want)
		}
	}
	if _, err := json.Marshal(Diagnostic{Severity: 9}); err == nil {
		t.Error("a severity that does not exist was marshalled")
	}
}
