package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

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
func (p *program) validate(files []string, asJSON bool) error {
	verdicts := []verdict{}
	if len(files) == 0 {
		verdicts = append(verdicts, p.judge(nil))
	}
	for i := range files {
		verdicts = append(verdicts, p.judge(files[i:i+1]))
	}
	show := p.showVerdicts
	if asJSON {
		show = p.encodeVerdicts
	}
	if err := show(verdicts); err != nil {
		return err
	}
	code := exitOK
	for _, v := range verdicts {
		var invalid *invalidError
		switch {
		case v.err != nil && !errors.As(v.err, &invalid):
			return shown{exitFailure}
		case !v.Valid:
			code = exitUsage
		}
	}
	if code != exitOK {
		return shown{code}
	}
	return nil
}

// judge reads and decodes one scenario. A file that cannot be read has one
// diagnostic that says so.
func (p *program) judge(args []string) verdict {
	src, err := p.readSource(args)
	if err != nil {
		d := diag.Diagnostic{Code: "unreadable", Pos: diag.Pos{File: args[0]}, Message: err.Error()}
		return verdict{File: args[0], Diagnostics: diag.List{d}, err: err}
	}
	f, _ := src.decode()
	return verdict{
		File: src.name, Valid: f.Scenario != nil, Diagnostics: append(diag.List{}, f.Diagnostics...), sources: f.Sources(),
	}
}

// showVerdicts writes diagnostics to standard error and "FILE: valid" to standard output.
func (p *program) showVerdicts(verdicts []verdict) error {
	return p.deliver("", func(w io.Writer) error {
		for _, v := range verdicts {
			if v.err != nil {
				p.complain("error", v.err.Error())
				continue
			}
			if err := p.showDiagnostics(v.Diagnostics, v.sources); err != nil {
				return err
			}
			if v.Valid && !p.global.quiet {
				fmt.Fprintf(w, "%s: valid\n", printable(v.File))
			}
		}
		return nil
	})
}

// encodeVerdicts writes everything to standard output as JSON.
func (p *program) encodeVerdicts(verdicts []verdict) error {
	return p.deliver("", func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(struct {
			SchemaVersion string    `json:"schema_version"`
			Files         []verdict `json:"files"`
		}{report.SchemaVersion, verdicts})
	})
}
