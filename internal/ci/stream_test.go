package ci_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/ci"
	"github.com/talimat/talimat-plan/internal/gate"
)

// longest keeps the length of the longest text that was written at once, and of all.
type longest struct{ most, all int }

func (l *longest) Write(text []byte) (int, error) {
	l.most, l.all = max(l.most, len(text)), l.all+len(text)
	return len(text), nil
}

// Reports on many scenarios are written one by one: each was once made whole in
// memory, 3 MB for every thousand plans and format.
func TestReportsStream(t *testing.T) {
	v := gate.NewVerdict("talimat-plan 0.1.0")
	for range 200 {
		for _, s := range subjects() {
			v.Add(&s)
		}
	}
	for _, format := range append(ci.Formats(), "table") {
		var w longest
		if err := ci.Write(&w, format, v, ci.Options{}); err != nil {
			t.Fatal(err)
		}
		if w.most > 1<<16 { // GitHub takes no longer comment; of other formats a scenario is far shorter
			t.Errorf("%s: %d of %d bytes at once", format, w.most, w.all)
		}
	}
}

// Lists that are written item by item, and those without an item, make documents.
func TestStreamsAreDocuments(t *testing.T) {
	for _, v := range []*gate.Verdict{verdict(), gate.NewVerdict("talimat-plan 0.1.0")} {
		for _, format := range []string{"sarif", "gitlab", "json"} {
			if text := write(t, format, v, ci.Options{}); !json.Valid([]byte(text)) || strings.Contains(text, `\u0000`) {
				t.Errorf("%s of %d scenarios is no JSON:\n%s", format, v.Len(), text)
			}
		}
		d := xml.NewDecoder(strings.NewReader(write(t, "junit", v, ci.Options{})))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("junit of %d scenarios: %v", v.Len(), err)
			}
		}
	}
}
