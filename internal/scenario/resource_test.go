package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/diag"
)

// many is the minimal scenario over 240 months with a section of n like entries.
func many(section, entry string, n int) string {
	text := `version: 1
name: many
start: 2024-01
horizon: 240 months
currency: USD
drivers: {users: {now: 100}}
load: {requests: 10/min}
nodes: {tiers: small}
prices: {servers: {small: {cpu: 2, memory: 4 GB, price: $50/month}}}
`
	if section == "regions" {
		text = ""
	}
	text += section + ":\n"
	for i := range n {
		text += "  " + fmt.Sprintf(entry, i) + "\n"
	}
	return text
}

// Texts that are meant to hurt, or that are no texts, end in a diagnostic.
func TestResources(t *testing.T) {
	bomb := "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i < 10; i++ {
		n := string(rune('0' + i))
		bomb += "a" + n + ": &a" + n + " [" + strings.Repeat("*a"+string(rune('0'+i-1))+",", 10) + "]\n"
	}
	for _, c := range []struct{ name, text, code string }{
		{"10 MB", "name: " + strings.Repeat("x", 10<<20), codeTooLarge},
		{"a just too large file", strings.Repeat("# comment\n", maxSize/10+1), codeTooLarge},
		{"alias bomb", bomb, codeTooComplex},
		{"deep lists", "name: " + strings.Repeat("[", 400_000), codeSyntax},
		{"deep and closed", "name: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), codeTooComplex},
		{"deep mappings", "name: " + strings.Repeat("{a: ", 50) + strings.Repeat("}", 50), codeTooComplex},
		{"deep block", strings.Repeat("- ", 300_000), codeSyntax},
		{"cyclic alias", "name: &a [*a, *a]", codeTooComplex},
		{"many values", "notes: [" + strings.Repeat("a,", 200_000) + "]", codeTooComplex},
		{"many keys", "services: {" + strings.Repeat("a: 1, ", 20_000) + "}", codeTooMany},
		{"many worlds", many("claims", `c%d: {says: 1 month, of: finance.payback, given: {name: "%[1]d"}}`, 21), codeTooMany},
		{"many replicas", many("services", `s%d: {cpu: 1 ms, replica: {cpu: 1, memory: 1 GB}}`, 100) + many("regions", `r%d: {users: 1%%, services: all}`, 100), codeTooComplex},
		{"binary", "\x7fELF\x02\x01\x00\x00", codeNotText},
		{"broken UTF-8", "name: \xff", codeNotText},
		{"UTF-16", "\xff\xfev\x00e\x00r\x00", codeNotText},
		{"control", "name: \x01", codeSyntax},
		{"empty", "", codeEmptyFile},
		{"blank", " \n\n", codeEmptyFile},
		{"BOM only", "\ufeff", codeEmptyFile},
		{"comment", "# nothing", codeEmptyFile},
		{"null", "~", codeEmptyFile},
		{"document markers", "---\n...\n", codeEmptyFile},
		{"two documents", "a: 1\n---\nb: 1\n", codeMultipleDocuments},
		{"fault in the second document", "a: 1\n---\nb: [\n", codeSyntax},
		{"text", "hello", codeWrongType},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := Decode("x.yaml", []byte(c.text))
			checkFile(t, f)
			if !slices.ContainsFunc(f.Diagnostics, func(d diag.Diagnostic) bool { return d.Code == c.code }) {
				t.Errorf("got %v, want %s", f.Diagnostics, c.code)
			}
			render(t, f)
		})
	}
}

// A byte order mark and every kind of line break are legal.
func TestTextForms(t *testing.T) {
	text := string(read(t, testdata+"/ok/full.yaml"))
	for name, form := range map[string]string{
		"BOM":           bom + text,
		"CR LF":         strings.ReplaceAll(text, "\n", "\r\n"),
		"BOM and CR LF": bom + strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		f := Decode("x.yaml", []byte(form))
		if f.Scenario == nil {
			t.Fatalf("%s:\n%s", name, render(t, f))
		}
		if got, want := f.Locate("version").String(), "x.yaml:2:10"; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if got, want := f.Locate("services.web"), Decode("x.yaml", []byte(text)).Locate("services.web"); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	f := Decode("x.yaml", []byte(bom+"vrsion: 1\n"))
	if got := f.Diagnostics[len(f.Diagnostics)-1].Pos.String(); got != "x.yaml:1:1" {
		t.Errorf("got %s", got)
	}
}
