package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/report"
)

// verdict is what validate finds about one file; its JSON form is published.
type verdict struct {
	File        string    `json:"file"`
	Valid       bool      `json:"valid"`
	Diagnostics diag.List `json:"diagnostics"`

	err     error // why the file could not be read
	sources map[string]diag.Source
}

// newValidate builds the command that checks scenarios.
func newValidate(p *program) *cobra.Command {
	output := newChoice("table", "table", "json")
	c := &cobra.Command{
		Use:     "validate [FILE...]",
		Short:   "Check scenarios and show every problem with its line",
		GroupID: groupScenario,
		Example: `  talimat-plan validate scenario.yaml
  talimat-plan validate plans/*.yaml
  talimat-plan validate -o json - < scenario.yaml     for editors`,
		ValidArgsFunction: completeYAML,
		RunE: func(c *cobra.Command, args []string) error {
			prefs, err := p.preferences(c)
			if err != nil {
				return err
			}
			return p.validate(args, prefs.Output == "json")
		},
	}
	c.Flags().VarP(&output, "output", "o", "format: table or json")
	mustComplete(c, "output", fixed(output.words))
	return c
}

// validate judges every file, whatever is wrong with those before it.
func (p *program) validate(args []string, asJSON bool) error {
	files, err := p.sources(args)
	if err != nil {
		return err
	}
	code := exitOK
	err = p.pour(func(w io.Writer) error {
		show, end := p.showVerdict, func(io.Writer) error { return nil }
		if asJSON {
			show, end = encodeVerdicts()
		}
		err := crew.InOrder(len(files), func(i int) verdict { return judge(files[i]) }, func(v verdict) error {
			if code != exitFailure {
				code = cmp.Or(v.exit(), code)
			}
			return show(w, v)
		})
		return cmp.Or(err, end(w))
	})
	if err == nil && code != exitOK {
		return shown{code}
	}
	return err
}

// sources are the files that the arguments name, to be read when their turn
// comes, or the built-in scenario.
func (p *program) sources(args []string) ([]checkFile, error) {
	var all []checkFile
	for _, arg := range args {
		f := p.fileToRead(arg)
		if arg == "-" {
			f = checkFile{}
			f.source, f.err = p.readSource([]string{arg})
		}
		all = append(all, f)
	}
	if len(args) > 0 {
		return all, nil
	}
	src, err := p.readSource(nil)
	return []checkFile{{source: src}}, err
}

// judge reads and decodes one scenario. A file that cannot be read has one
// diagnostic that says so.
func judge(f checkFile) verdict {
	if err := f.read(); err != nil {
		d := diag.Diagnostic{Code: "unreadable", Pos: diag.Pos{File: f.name}, Message: err.Error()}
		return verdict{File: f.name, Diagnostics: diag.List{d}, err: err}
	}
	decoded, _ := f.decode()
	return verdict{
		File: f.name, Valid: decoded.Scenario != nil, Diagnostics: append(diag.List{}, decoded.Diagnostics...), sources: decoded.Sources(),
	}
}

// exit is the exit code that a verdict asks for.
func (v *verdict) exit() int {
	var invalid *invalidError
	switch {
	case v.err != nil && !errors.As(v.err, &invalid):
		return exitFailure
	case !v.Valid:
		return exitUsage
	}
	return exitOK
}

// showVerdict writes diagnostics to standard error and "FILE: valid" to w.
func (p *program) showVerdict(w io.Writer, v verdict) error {
	if v.err != nil {
		p.complain("error", v.err.Error())
		return nil
	}
	if err := p.showDiagnostics(v.Diagnostics, v.sources); err != nil || !v.Valid || p.global.quiet {
		return err
	}
	_, err := fmt.Fprintf(w, "%s: valid\n", printable(v.File))
	return err
}

// encodeVerdicts writes verdicts as a document of JSON: show one after the other,
// end what follows them.
func encodeVerdicts() (show func(io.Writer, verdict) error, end func(io.Writer) error) {
	before := fmt.Sprintf("{\n  \"schema_version\": %q,\n  \"files\": [", report.SchemaVersion)
	show = func(w io.Writer, v verdict) error {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetIndent("    ", "  ")
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "%s\n    %s", before, bytes.TrimSpace(b.Bytes()))
		before = ","
		return err
	}
	return show, func(w io.Writer) error {
		_, err := io.WriteString(w, "\n  ]\n}\n")
		return err
	}
}
