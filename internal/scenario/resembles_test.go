package scenario_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/scenarios"
)

// asUTF16 is a text in UTF-16, as some editors save it.
func asUTF16(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// A scenario is known by its keys, not by how they are written: each of these was
// once left out of a gate, in silence.
func TestResembles(t *testing.T) {
	whole, _ := scenarios.Text("saas")
	plan := string(whole)
	for name, text := range map[string]string{
		"plain":               plan,
		"quoted":              strings.Replace(plan, "\ndrivers:", "\n\"drivers\":", 1),
		"single quotes":       strings.Replace(plan, "\ndrivers:", "\n'drivers' :", 1),
		"escaped":             `{"version": 1, "driv\u0065rs": {}}`,
		"a typo":              strings.Replace(plan, "\ndrivers:", "\ndirvers:", 1),
		"upper case":          strings.Replace(plan, "\ndrivers:", "\nDRIVERS:", 1),
		"JSON":                `{"version": 1, "drivers": {"users": {"now": 1}}}`,
		"flow":                `{version: 1, drivers: {users: {now: 1}}}`,
		"CR":                  strings.ReplaceAll(plan, "\n", "\r"),
		"CRLF":                strings.ReplaceAll(plan, "\n", "\r\n"),
		"a byte order mark":   "\ufeff" + plan,
		"UTF-16":              asUTF16(plan),
		"a marker before":     "---\n" + plan,
		"a later document":    "kind: x\n---\n" + strings.Replace(plan, "\ndrivers:", "\n\"drivers\":", 1),
		"behind an anchor":    "--- &a\n\"drivers\": {}\n",
		"a long key":          "? drivers\n: {users: {now: 1}}\n",
		"a tag":               "--- !!map\n!!str drivers: {}\n",
		"merged":              "x: &a {drivers: {}}\n<<: *a\n",
		"merged from a list":  "x: &a {drivers: {}}\n<<: [*a]\n",
		"not quite YAML":      "\"drivers\": {users: [}\n",
		"broken in the end":   strings.Replace(plan, "\ndrivers:", "\n\"drivers\":", 1) + "\n\t- :{",
		"indented":            "  drivers: {}\n",
		"invalid UTF-8":       "\"drivers\": {}\nname: \xff\n",
		"a comment before it": "# x\r\"drivers\": {}\r",
	} {
		if !scenario.Resembles([]byte(text)) {
			t.Errorf("%s: it is taken for no scenario", name)
		}
	}
	for name, text := range map[string]string{
		"nothing":  "",
		"compose":  "version: \"3\"\nname: x\nservices: {web: {image: nginx}}\nvolumes: {}\n",
		"workflow": "name: ci\non: push\njobs: {a: {steps: [{run: echo drivers:}]}}\n",
		"GitLab":   "stages: [a]\ncache: {paths: [x]}\nvariables: {}\n",
		"values":   "replicaCount: 1\ndatabase: {host: x}\ncache: {}\nimage: x\n",
		"template": "{{- if .Values.x }}\nkind: Service\n{{- end }}\n",
		"a list":   "- a\n- drivers\n",
		"a word":   "drivers",
		"several":  "kind: A\n---\nkind: B\ndata: {x: \"drivers: 1\"}\n",
		"a cycle":  "a: &a\n  <<: *a\n",
	} {
		if scenario.Resembles([]byte(text)) {
			t.Errorf("%s: it is taken for a scenario", name)
		}
	}
}
