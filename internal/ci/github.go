package ci

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/unit"
)

// perLevel is how many annotations of a level GitHub keeps of a step.
const perLevel = 10

// github is workflow commands that annotate the lines of the scenarios: at most
// as many of a level as GitHub keeps, worst first, the last one saying how many
// more there are.
func writeGitHub(w io.Writer, v *gate.Verdict, o Options) error {
	var b strings.Builder
	for _, level := range []struct {
		command  string
		statuses []gate.Status
	}{
		{"error", []gate.Status{gate.Failed, gate.Denied}},
		{"warning", []gate.Status{gate.Warned}},
		{"notice", []gate.Status{gate.Known, gate.Noted}},
	} {
		var first []string
		all := 0
		for p := range problems(v, level.statuses...) {
			if all++; all <= perLevel {
				first = append(first, annotation(level.command, p, o))
			}
		}
		if all > perLevel {
			first = first[:perLevel-1]
		}
		b.WriteString(strings.Join(first, ""))
		if more := all - len(first); more > 0 {
			fmt.Fprintf(&b, "::%s title=%s::%s\n", level.command, property("talimat-plan"), data(fmt.Sprintf("+%d more, in the report", more)))
		}
	}
	if text := leftOut(v); text != "" {
		fmt.Fprintf(&b, "::notice title=%s::%s\n", property("talimat-plan"), data(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// annotation is "::error file=plan.yaml,line=3,title=…::message".
func annotation(command string, p problem, o Options) string {
	var properties []string
	if name, isFile := o.file(p.subject.File); isFile {
		properties = append(properties, "file="+property(name), fmt.Sprintf("line=%d", p.pos.Line))
		if p.pos.Col > 0 {
			properties = append(properties, fmt.Sprintf("col=%d", p.pos.Col))
		}
	}
	properties = append(properties, "title="+property(p.title))
	lines := []string{p.message}
	if p.check != nil {
		lines = append(lines, advice(p.subject, p.check)...)
	}
	return fmt.Sprintf("::%s %s::%s\n", command, strings.Join(properties, ","), data(strings.Join(lines, "\n")))
}

// data escapes the message of a workflow command, property also what separates
// properties.
func data(text string) string {
	text = visible(text)
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func property(text string) string {
	text = visible(text)
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}

// visible shows what a log would obey or hide; line ends are escaped later.
func visible(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = unit.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}
