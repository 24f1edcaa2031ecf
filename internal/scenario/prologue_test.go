package scenario

import (
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// A plan means the same in every version 1 of YAML; another is refused plainly.
func TestDirective(t *testing.T) {
	text := string(read(t, testdata+"/ok/minimal.yaml"))
	for _, head := range []string{"%YAML 1.2\n---\n", "%YAML 1.1\r\n---\r\n", "# a plan\n\n%YAML 1.2 # of 2009\n---\n", bom + "%YAML 1.2\n---\n"} {
		f := Decode("x.yaml", []byte(head+text+"...\n"))
		if f.Scenario == nil {
			t.Errorf("%q: %s", head, render(t, f))
		}
		line := strings.Count(head, "\n") + 2
		if pos := f.Locate("name"); f.Scenario != nil && pos.Line != line {
			t.Errorf("%q: the name is in line %d, not %d", head, pos.Line, line)
		}
	}
	got := render(t, Decode("x.yaml", []byte("%YAML 2.0\n---\n"+text)))
	if !strings.Contains(got, "x.yaml:1:1: error: \"%YAML 2.0\" asks for another version of YAML [yaml-syntax]") || !strings.Contains(got, "1 error") {
		t.Error(got)
	}
	if f := Decode("x.yaml", []byte(strings.Replace(text, "name: minimal", "name: minimal\ndescription: |\n  a\n\n  %YAML 3.0", 1))); f.Scenario == nil {
		t.Error(render(t, f))
	}
}

// A text is the same in all of Unicode's spellings of it: the file, what is set
// beside it, and what is asked of it.
func TestNormalForms(t *testing.T) {
	text := strings.Replace(string(read(t, testdata+"/ok/minimal.yaml")), "nodes:", "services:\n  iş-güvenliği: {cpu: 1 ms, replica: {cpu: 1, memory: 1 GB}}\nlimits:\n  bütçe: {deny: services.iş-güvenliği.replicas <= 5}\nnodes:", 1)
	path := "services.iş-güvenliği.cpu"
	want := Decode("x.yaml", []byte(norm.NFC.String(text)), Override{norm.NFC.String(path), "2 ms"})
	got := Decode("x.yaml", []byte(norm.NFD.String(text)), Override{norm.NFD.String(path), "2 ms"})
	if want.Scenario == nil || got.Scenario == nil {
		t.Fatal(render(t, want), render(t, got))
	}
	if !reflect.DeepEqual(want.Scenario.Services, got.Scenario.Services) || want.Scenario.Services[0].CPU != 0.002 {
		t.Errorf("%+v and %+v", want.Scenario.Services, got.Scenario.Services)
	}
	if in := got.Inputs.Find(norm.NFD.String(path)); in == nil {
		t.Error("an input is not found by the other spelling of its path")
	}
	if _, faults := got.Goal("--limit", norm.NFD.String("services.iş-güvenliği.replicas <= 7")); faults.HasErrors() {
		t.Error(faults)
	}
}

// Entries of << are those of the mapping itself, which its own entries precede.
func TestMerge(t *testing.T) {
	text := string(read(t, testdata+"/ok/names.yaml"))
	f := Decode("x.yaml", []byte(text), Override{"services.web.cpu", "9 ms"})
	if f.Scenario == nil {
		t.Fatal(render(t, f))
	}
	s := f.Scenario
	for i, cpu := range []float64{0.009, 0.005, 0.01, 0.005} {
		if svc := s.Services[i]; float64(svc.CPU) != cpu || svc.Replica.CPU != 1 {
			t.Errorf("%s takes %g s of %g cores, want %g of 1", svc.Name, float64(svc.CPU), float64(svc.Replica.CPU), cpu)
		}
	}
	if pos := f.Locate("services.gpt-4.1.replica.memory"); pos.Line != 6 {
		t.Errorf("what is merged in stands in line %d, want 6", pos.Line)
	}
}

// Paths are read against the names that exist, the longest first; a name with a
// dot and the beginning of it do not get in each other's way.
func TestDotsInPaths(t *testing.T) {
	text := read(t, testdata+"/ok/names.yaml")
	f := Decode("x.yaml", text, Override{"prices.servers.m6i.xlarge.price", "90 NOK/month"}, Override{"services.gpt-4.1.replicas.min", "3"}, Override{"services.gpt-4.1.b.cpu", "7 ms"})
	if f.Scenario == nil {
		t.Fatal(render(t, f))
	}
	s := f.Scenario
	if s.Prices.Servers[1].Price != 90 || s.Prices.Servers[0].Price != 50 || s.Services[2].Replicas.Min != 3 || s.Services[3].CPU != 0.007 {
		t.Errorf("%+v %+v", s.Prices.Servers, s.Services)
	}
	for _, limit := range []string{"services.gpt-4.1.replicas <= 5", "services.gpt-4.1.b.replicas <= 5 from month 2", "drivers.bots.v2 <= 9k"} {
		if _, faults := f.Goal("--limit", limit); faults.HasErrors() {
			t.Errorf("%s: %v", limit, faults)
		}
	}
	got := render(t, Decode("x.yaml", text, Override{"prices.servers.m6i.large.price", "$90/month"}))
	if !strings.Contains(got, "unknown-path") {
		t.Error(got)
	}
}

// Columns of spreadsheets mark decimals by commas; one figure that can be read in
// one way only decides for its column.
func TestDecimalsOfColumns(t *testing.T) {
	text := read(t, testdata+"/ok/minimal.yaml")
	for _, c := range []struct {
		csv    string
		median float64 // 0 for a refusal
		says   string
	}{
		{"a;b\n1;10\n2;12,5\n3;1.234,5", 12.5, ""}, {"a;b\n1;12,5e1\n2;1,25E2\n", 125, ""}, {"a;b\n1;12,5e1\n2;1,25e2\n", 125, ""},
		{"a\tb\n1\t0,5\n2\t0,5\n", 0.5, ""}, {"a;b\n1;1.500\n2;2,5\n3;3.000", 1500, ""}, {"a;b\n1;1.500\n2;1.5\n3;1.25", 1.5, ""},
		{"a;b\n1;1.125\n2;2.500", 0, "1.125\" has a point that may group thousands or mark decimals"}, {"a;b\n1;1.500\n2;2.500", 0, "1.500\" has a point that may group thousands or mark decimals"}, {"a;b\n1;1,500\n", 0, "may group thousands or mark decimals"},
		{"a,b\n1,1.500\n2,1.500\n3,1.500", 1.5, ""}, {"a,b\n1,\"12,5\"\n", 0, "has a decimal comma"}, {"a;b\n1;12,5\n2;1.5\n", 0, "other figures of the column have a decimal comma"},
	} {
		o := Options{Files: func(string) ([]byte, error) { return []byte(strings.ReplaceAll(c.csv, "E", "e")), nil }}
		o.Overrides = []Override{{"drivers.users.growth", "{sample: {file: a.csv, column: b, unit: '%/year'}}"}, {"drivers.users.now", "{sample: {file: a.csv, column: b}}"}}
		f := o.Decode("x.yaml", text)
		switch {
		case c.median == 0:
			if got := render(t, f); !strings.Contains(got, c.says) {
				t.Errorf("%q: %s", c.csv, got)
			}
		case f.Scenario == nil:
			t.Errorf("%q: %s", c.csv, render(t, f))
		case float64(f.Scenario.Drivers.Users.Now) != c.median || f.Scenario.Drivers.Users.Growth.Compound.Rate != c.median/100:
			t.Errorf("%q: the median is %g, want %g", c.csv, float64(f.Scenario.Drivers.Users.Now), c.median)
		}
	}
}
