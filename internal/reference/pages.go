package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/finding"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// cell is a text within a table: a | would end the cell.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// code is a cell in the typeface of code.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + cell(text) + "`"
}

// scenarioPage writes every key of the scenario language, a table for each
// section of the first level, and the units.
func scenarioPage(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, notice+`# Every key of a scenario

What each key means, what may be written, the legal range and what counts when it is absent. *Required* keys have no default:
their section is refused without them. `+"`NAME`"+` stands for a name of your own, `+"`[]`"+` for the elements of a list; a list of one
may be written without brackets. Every quantity may be uncertain ([how](guide/uncertainty.md)) but for those marked *certain*. A
key marked *bare* is what a bare value in place of its section means: `+"`growth: 50%/quarter`"+` is `+"`growth: {compound: 50%/quarter}`"+`.
[Writing a scenario](guide/scenario.md) introduces the language; `+"`talimat-plan schema`"+` prints the same for editors.
`)
	open := false
	for _, k := range scenario.Keys() {
		head, _, below := strings.Cut(k.Path, ".")
		switch {
		case !below && strings.HasSuffix(k.Value, "section") && k.Like == "":
			fmt.Fprintf(b, "\n## %s\n\n%s%s\n", head, k.Doc, notes(k))
			open = false
			continue
		case !open:
			fmt.Fprint(b, "\n| Key | Means | Written | Range | Default |\n|---|---|---|---|---|\n")
			open = true
		}
		written := k.Value
		if k.Like != "" {
			written = strings.Replace(written, "section", "keys as in "+code(k.Like), 1)
		}
		fmt.Fprintf(b, "| %s | %s | %s%s | %s | %s |\n", code(k.Path), cell(k.Doc), cell(written), marks(k), k.Range, byDefault(k))
	}
	unitTable(b)
	return b.Flush()
}

// notes says in a sentence what is behind a section's heading.
func notes(k scenario.Key) string {
	if k.Required {
		return " *Required.*"
	}
	return ""
}

// marks are the words behind what is written.
func marks(k scenario.Key) (text string) {
	if k.Certain {
		text += ", *certain*"
	}
	if k.Bare {
		text += ", *bare*"
	}
	return text
}

// byDefault is what counts without the key.
func byDefault(k scenario.Key) string {
	if k.Required {
		return "*required*"
	}
	return code(k.Default)
}

// unitTable lists the units that quantities are written in.
func unitTable(b *bufio.Writer) {
	fmt.Fprint(b, "\n## Units\n\nThe usual spellings; many have more (`/mo`, `seconds`, `vCPU`). A number without a unit where one is needed is refused.\n\n")
	fmt.Fprint(b, "| Quantity | Example | Units |\n|---|---|---|\n")
	for kind := unit.KindNone + 1; kind.Example() != ""; kind++ {
		noun, _, _ := strings.Cut(kind.String(), " such as ")
		fmt.Fprintf(b, "| %s | %s | %s |\n", noun, code(kind.Example()), code(strings.Join(kind.Units(), " ")))
	}
}

// result is a row of the page of results.
type result struct {
	name, kind, doc string
	monthly         bool
}

// results lists all results that a plan can have.
func results() (all []result) {
	for _, m := range metric.Definitions() {
		all = append(all, result{m.Name, strings.ReplaceAll(m.Kind.Name(), "_", " "), m.Doc, m.Series})
	}
	return all
}

// metricsPage writes the names of all results.
func metricsPage(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, notice+`# Every result

These names are what limits, claims, `+"`explain`, `solve`, `--of`"+`, CSV and JSON mean. `+"`*`"+` stands for the name of a component of the
scenario, of a cost category or of a saving. A plan has the results that follow from what it states; a result that does not
exist is absent in every format, never 0. Values are in base units: bytes, seconds, requests per second, months, and amounts in
the currency of the scenario.
`)
	for _, part := range []struct {
		title   string
		monthly bool
	}{{"With a value for each month", true}, {"Single figures", false}} {
		fmt.Fprintf(b, "\n## %s\n\n| Result | Measured as | Means |\n|---|---|---|\n", part.title)
		for _, r := range results() {
			if r.monthly == part.monthly {
				fmt.Fprintf(b, "| %s | %s | %s |\n", code(r.name), r.kind, cell(r.doc))
			}
		}
	}
	return b.Flush()
}

// findingsPage writes the catalogue of findings.
func findingsPage(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, notice+`# Every finding

Findings are the plan's own linter: contradictions between what the scenario states and what follows from it. The codes are
stable. The severity is the worst that a finding of the code can have: **high**, the plan does not hold or a verdict of it is
wrong; **medium**, it holds, but not what it promises; **low**, worth knowing. Each finding of a plan has its own figures, the
month from which on it counts, and the line of the scenario that causes it.

| Code | Severity | What is wrong | Why it matters, and what to do |
|---|---|---|---|
`)
	for _, severity := range []finding.Severity{finding.High, finding.Medium, finding.Low} {
		for _, name := range finding.Codes() {
			if r := finding.RuleOf(name); r.Severity == severity {
				fmt.Fprintf(b, "| %s | %s | %s | %s |\n", code(name), severity, cell(r.Title), cell(r.Help))
			}
		}
	}
	return b.Flush()
}
